package io.iopulse.access;

/** P(k) ∝ (k + 1)^−exponent: zipf over blocks, and the ranks of pareto. */
record PowerLaw(double exponent, long count) implements Law {
    /** Below, masses are summed term by term. */
    private static final long HEAD = 64;

    private static final int TERMS_MAX = 16;

    @Override
    public double mass(long first, long end) {
        double sum = 0;
        long next = first;
        while (next < end && (next < HEAD || end - first <= TERMS_MAX)) {
            sum += Math.pow(next + 1.0, -exponent);
            next++;
        }
        return next == end ? sum : sum + tail(next + 0.5, end + 0.5);
    }

    /** Euler and Maclaurin's sum by midpoints; the next term is below 1e-8 of a block. */
    private double tail(double from, double to) {
        double slope = Math.pow(to, -exponent - 1) - Math.pow(from, -exponent - 1);
        return integral(from, to) + exponent / 24 * slope;
    }

    /** Of x^−exponent; goes over into the logarithm where the exponent is 1. */
    private double integral(double from, double to) {
        double logRatio = Math.log1p((to - from) / from);
        double z = (1 - exponent) * logRatio;
        double part = Math.abs(z) < 1e-12 ? 1 : Math.expm1(z) / z;
        return Math.pow(from, 1 - exponent) * logRatio * part;
    }
}
