package io.iopulse.access;

/** The normal density over the unit interval; what lies outside is simply not there. */
record GaussianLaw(double center, double stddev, long count) implements Law {
    /** Beyond so many deviations the density is below the smallest double. */
    private static final double DEVIATIONS_MAX = 39;

    /** Width in deviations over which five points integrate to the last digit. */
    private static final double PANEL = 0.25;

    /** Gauss and Legendre's five points on [−1, 1], and their weights. */
    private static final double[] POINTS = {
        0, -0.5384693101056831, 0.5384693101056831, -0.9061798459386640, 0.9061798459386640
    };

    private static final double[] WEIGHTS = {
        0.5688888888888889,
        0.4786286704993665,
        0.4786286704993665,
        0.2369268850561891,
        0.2369268850561891
    };

    @Override
    public double mass(long first, long end) {
        // the width apart from the place: their difference would lose a single block of many
        double middle = ((first + (end - first) / 2.0) / count - center) / stddev;
        double half = (end - first) / 2.0 / count / stddev;
        if (half > PANEL) {
            double from = Math.max(-DEVIATIONS_MAX, middle - half);
            double to = Math.min(DEVIATIONS_MAX, middle + half);
            middle = (from + to) / 2;
            half = Math.max(0, to - from) / 2;
        }
        return integral(middle, half);
    }

    private static double integral(double middle, double half) {
        int panels = Math.max(1, (int) Math.ceil(2 * half / PANEL));
        double part = half / panels;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            double place = middle - half + (2 * i + 1) * part;
            for (int p = 0; p < POINTS.length; p++) {
                double z = place + part * POINTS[p];
                sum += WEIGHTS[p] * Math.exp(-z * z / 2);
            }
        }
        return sum * part;
    }
}
