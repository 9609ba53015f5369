package io.iopulse.workload;

import io.iopulse.units.Labeled;
import io.iopulse.units.Percent;
import io.iopulse.units.Span;

/**
 * When a run has shown enough: over a window of whole intervals no value is further from their mean
 * than the limit, and a line fitted to them changes by no more.
 *
 * @param limit of the mean
 * @param window a whole number of intervals, of time
 */
public record SteadyState(Metric metric, Percent limit, Span window) {
    /** Fewer intervals show no line. */
    public static final int INTERVALS_MIN = 5;

    public static final int INTERVALS_DEFAULT = 10;
    public static final int INTERVALS_MAX = 10_000;

    public SteadyState {
        Require.that(!limit.isZero(), "limit of a steady state", limit);
        Require.that(!window.isZero(), "window of a steady state", window);
    }

    /** What is to be steady, of all workers together; latency is the mean service latency. */
    public enum Metric implements Labeled {
        IOPS,
        LATENCY,
        THROUGHPUT
    }
}
