package io.iopulse.record;

import io.iopulse.units.Labeled;

/** Where the times come from. The order is that of {@code enum shared_clock}. */
public enum ClockKind implements Labeled {
    TSC,
    /** {@code clock_gettime}: there is no invariant TSC. */
    MONOTONIC,
    /** Time as the simulated device sees it. */
    VIRTUAL
}
