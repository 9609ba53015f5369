package io.iopulse.record;

import java.util.Arrays;

/**
 * How a series of rates changed over time, beyond its noise. Two models are fitted by least
 * squares, a step between two levels and a line; the better one of those that explain enough is the
 * trend. Noise that is correlated counts for fewer values, n (1 − r) / (1 + r) with its lag-1
 * correlation r.
 *
 * @param at index of the first value behind the step; 0 without one
 * @param before level before the step, or where the line begins
 * @param after level behind the step, or where the line ends
 * @param spreadAfter standard deviation behind the step as a share of its level
 */
record RateTrend(Kind kind, int at, double before, double after, double spreadAfter) {
    /** Fewer values show no trend. */
    static final int VALUES_MIN = 10;

    /** A step has so many values before it. */
    private static final int BEFORE_MIN = 3;

    /** A level stays when it lasts for so many values. */
    private static final int AFTER_MIN = 5;

    /** A step changes the level by such a share of the higher one. */
    private static final double STEP_SHARE_MIN = 0.2;

    /** As SNIA's PTS has it: a line that changes by less over all values is level. */
    private static final double SLOPE_SHARE_MIN = 0.1;

    /** Student's t, beyond what chance reaches over all places where a step may be. */
    private static final double STEP_T_MIN = 6;

    private static final double SLOPE_T_MIN = 5;

    /** On either side of a step, of the values that lie on the same side of the middle. */
    private static final double APART_SHARE_MIN = 0.9;

    /** Nothing is measured more exactly, as a share of the mean. */
    private static final double NOISE_SHARE_MIN = 0.001;

    private static final RateTrend LEVEL = new RateTrend(Kind.LEVEL, 0, 0, 0, 0);

    enum Kind {
        LEVEL,
        STEP,
        SLOPE
    }

    /** A model: its residuals, and how much it explains. */
    private record Fit(RateTrend trend, double residualSquares, boolean isTrend) {}

    /** Of values that follow one another at equal distances. */
    static RateTrend of(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        if (values.length < VALUES_MIN || mean <= 0) {
            return LEVEL;
        }
        Fit step = step(values, mean);
        Fit slope = slope(values, mean);
        if (step.isTrend()
                && (!slope.isTrend() || step.residualSquares() <= slope.residualSquares())) {
            return step.trend();
        }
        return slope.isTrend() ? slope.trend() : LEVEL;
    }

    private static Fit step(double[] values, double mean) {
        int count = values.length;
        int at = stepPlace(values, mean);
        double before = Arrays.stream(values, 0, at).average().orElse(0);
        double after = Arrays.stream(values, at, count).average().orElse(0);
        double[] residuals = new double[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = values[i] - (i < at ? before : after);
        }
        double squares = squares(residuals, 0, count);
        double error = error(residuals, mean) * Math.sqrt(1.0 / at + 1.0 / (count - at));
        double change = Math.abs(after - before);
        boolean isTrend =
                change >= STEP_SHARE_MIN * Math.max(before, after)
                        && change >= STEP_T_MIN * error
                        && areApart(values, at, before, after);
        double spread = Math.sqrt(squares(residuals, at, count) / (count - at - 1));
        RateTrend trend =
                new RateTrend(Kind.STEP, at, before, after, after > 0 ? spread / after : spread);
        return new Fit(trend, squares, isTrend);
    }

    /** Where two means leave the least squares. */
    private static int stepPlace(double[] values, double mean) {
        double total = 0;
        for (double value : values) {
            total += value - mean;
        }
        int best = BEFORE_MIN;
        double most = -1;
        double sum = 0;
        for (int i = 0; i < values.length - AFTER_MIN; i++) {
            sum += values[i] - mean;
            int count = i + 1;
            double rest = total - sum;
            double explained = sum * sum / count + rest * rest / (values.length - count);
            if (count >= BEFORE_MIN && explained > most) {
                most = explained;
                best = count;
            }
        }
        return best;
    }

    private static boolean areApart(double[] values, int at, double before, double after) {
        double middle = (before + after) / 2;
        int right = 0;
        int left = 0;
        for (int i = 0; i < values.length; i++) {
            boolean isSame = values[i] > middle == (i < at ? before : after) > middle;
            left += isSame && i < at ? 1 : 0;
            right += isSame && i >= at ? 1 : 0;
        }
        return left >= APART_SHARE_MIN * at && right >= APART_SHARE_MIN * (values.length - at);
    }

    private static Fit slope(double[] values, double mean) {
        int count = values.length;
        double middle = (count - 1) / 2.0;
        double across = 0;
        double along = 0;
        for (int i = 0; i < count; i++) {
            across += (i - middle) * (values[i] - mean);
            along += (i - middle) * (i - middle);
        }
        double slope = across / along;
        double[] residuals = new double[count];
        for (int i = 0; i < count; i++) {
            residuals[i] = values[i] - mean - slope * (i - middle);
        }
        double change = Math.abs(slope) * (count - 1);
        double error = error(residuals, mean) / Math.sqrt(along);
        boolean isTrend =
                change >= SLOPE_SHARE_MIN * mean && Math.abs(slope) >= SLOPE_T_MIN * error;
        RateTrend trend =
                new RateTrend(Kind.SLOPE, 0, mean - slope * middle, mean + slope * middle, 0);
        return new Fit(trend, squares(residuals, 0, count), isTrend);
    }

    /** Standard deviation of residuals with two degrees less, of as many as are independent. */
    private static double error(double[] residuals, double mean) {
        int count = residuals.length;
        double squares = squares(residuals, 0, count);
        double products = 0;
        for (int i = 1; i < count; i++) {
            products += residuals[i - 1] * residuals[i];
        }
        double correlation = squares > 0 ? Math.max(0, Math.min(0.95, products / squares)) : 0;
        double deviation = Math.max(NOISE_SHARE_MIN * mean, Math.sqrt(squares / (count - 2)));
        return deviation * Math.sqrt((1 + correlation) / (1 - correlation));
    }

    private static double squares(double[] values, int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }
}
