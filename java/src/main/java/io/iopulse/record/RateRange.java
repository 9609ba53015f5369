package io.iopulse.record;

/** Slowest and fastest whole interval, in operations per second, with their numbers. */
public record RateRange(
        double min, long minInterval, double max, long maxInterval, int intervals) {}
