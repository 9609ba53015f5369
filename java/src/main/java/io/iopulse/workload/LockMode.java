package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** Record locks that each operation takes and gives back: reads shared, writes exclusive. */
public enum LockMode implements Labeled {
    NONE,
    /** Of the bytes of the operation. */
    RANGE,
    /** Of the whole target. */
    FULL
}
