package io.iopulse.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How sure the ratio of two means is, by resampling whole runs: the percentile interval of B. Efron
 * and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13, expanded as in T.
 * Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69(4), 2015,
 * section 3.3. A plain percentile interval of five runs is too narrow, since resamples spread less
 * than runs do by √((n-1)/n) and know nothing of the spread being estimated; the expanded one takes
 * quantiles farther out, at Φ(-√(n/(n-1)) t), with t of Welch's degrees of freedom.
 */
final class Bootstrap {
    static final double LEVEL = 0.95;

    /**
     * Runs of each side below which resampling says nothing: with three, the widest interval that
     * there is excludes no change in one of ten pairs that do not differ, since all of one side's
     * lie above all of the other's so often.
     */
    static final int RUNS_MIN = 4;

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_260_101;

    private Bootstrap() {}

    /**
     * The interval of mean(second) / mean(first).
     *
     * @param first at least {@link #RUNS_MIN} values above 0
     * @param second at least {@link #RUNS_MIN} values, not negative
     */
    static Range ratioOfMeans(double[] first, double[] second) {
        double tail = tail(first, second);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double denominator = resampledMean(first, random);
            ratios[i] = resampledMean(second, random) / denominator;
        }
        Arrays.sort(ratios);
        int beyond = (int) Math.floor(tail * (RESAMPLES + 1));
        int low = Math.max(0, beyond - 1);
        return new Range(ratios[low], ratios[RESAMPLES - 1 - low]);
    }

    /** Share of resamples that is left out at each end. */
    private static double tail(double[] first, double[] second) {
        double firstError = relativeError(first);
        double secondError = relativeError(second);
        if (firstError + secondError == 0) {
            return (1 - LEVEL) / 2;
        }
        double freedom = Welch.freedom(firstError, first.length, secondError, second.length);
        int fewest = Math.min(first.length, second.length);
        double narrowing = Math.sqrt(fewest / (fewest - 1.0));
        return Student.normal(-narrowing * Student.critical(1 - LEVEL, freedom));
    }

    /** Squared standard error of a mean as a share of it. */
    private static double relativeError(double[] values) {
        double mean = Welch.mean(values);
        return mean == 0 ? 0 : Welch.variance(values) / values.length / (mean * mean);
    }

    private static double resampledMean(double[] values, SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[random.nextInt(values.length)];
        }
        return sum / values.length;
    }
}
