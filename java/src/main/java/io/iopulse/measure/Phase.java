package io.iopulse.measure;

import io.iopulse.units.Labeled;

/** Part of a run. Only {@link #MEASURE} counts; the order is that of {@code enum shared_phase}. */
public enum Phase implements Labeled {
    WARMUP,
    MEASURE,
    /** Nothing is issued any more; what was in flight completes. */
    DRAIN,
    /** What was written is read back. */
    VERIFY
}
