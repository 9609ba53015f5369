package io.iopulse.compare;

/** The regularized incomplete beta function, on which Student's distribution rests. */
final class Beta {
    private static final double PRECISION = 1e-15;
    private static final double TINY = 1e-300;
    private static final int TERMS_MAX = 10_000;

    /** Of Lanczos' approximation with g = 7 and nine terms, as computed by P. Godfrey (2001). */
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private static final double LANCZOS_G = 7;

    private Beta() {}

    /**
     * I_x(a, b) by its continued fraction, DLMF 8.17.22, evaluated with Lentz' method; the symmetry
     * DLMF 8.17.4 where that converges faster.
     *
     * @param x 0 to 1
     * @param a above 0
     * @param b above 0
     */
    static double regularized(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - regularized(1 - x, b, a);
        }
        double logFront =
                a * Math.log(x)
                        + b * Math.log1p(-x)
                        + logGamma(a + b)
                        - logGamma(a)
                        - logGamma(b)
                        - Math.log(a);
        return Math.exp(logFront) * fraction(x, a, b);
    }

    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m <= TERMS_MAX; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < PRECISION) {
                return value;
            }
        }
        throw new IllegalArgumentException("no value for x %s, a %s, b %s".formatted(x, a, b));
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    private static double logGamma(double z) {
        double shifted = z - 1;
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (shifted + i);
        }
        double t = shifted + LANCZOS_G + 0.5;
        return Math.log(2 * Math.PI) / 2 + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
    }
}
