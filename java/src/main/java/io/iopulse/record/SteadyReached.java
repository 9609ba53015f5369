package io.iopulse.record;

/**
 * The steady state that ended a run.
 *
 * @param first number of the first interval of the window that showed it
 * @param last number of its last one
 * @param measuredNs from the start of the measured phase to the end of the window
 * @param mean operations or bytes per second, or nanoseconds, as asked
 * @param deviationPercent of the value that is furthest from the mean, of the mean
 * @param changePercent what a fitted line changes by over the window, of the mean
 */
public record SteadyReached(
        long first,
        long last,
        long measuredNs,
        double mean,
        double deviationPercent,
        double changePercent) {}
