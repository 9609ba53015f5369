package io.iopulse.compare;

/** Student's t distribution, and the standard normal one that it tends to. */
final class Student {
    private static final double NORMAL_END = 8; // beyond it nothing is left, or missing

    private static final int HALVINGS = 200;

    private Student() {}

    /**
     * The chance of a value as far from 0 as t, on either side: I_x(ν/2, 1/2) with x = ν/(ν + t²),
     * Abramowitz and Stegun 26.5.27 and 26.7.1.
     */
    static double twoSided(double t, double freedom) {
        return Beta.regularized(freedom / (freedom + t * t), freedom / 2, 0.5);
    }

    /** The t that is exceeded, on either side, with a chance of {@code level}; by halving. */
    static double critical(double level, double freedom) {
        double low = 0;
        double high = 1;
        while (twoSided(high, freedom) > level) {
            high *= 2;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (twoSided(middle, freedom) > level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The standard normal distribution function by its series around 0: G. Marsaglia, Evaluating
     * the Normal Distribution, Journal of Statistical Software 11(4), 2004. Its absolute error is
     * that of doubles, so below -7 nothing of it is left.
     */
    static double normal(double x) {
        if (Math.abs(x) > NORMAL_END) {
            return x < 0 ? 0 : 1;
        }
        double term = x;
        double sum = x;
        for (int i = 3; sum + term != sum; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return Math.max(0, 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI));
    }
}
