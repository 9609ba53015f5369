package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** Whether every write waits for stable storage. */
public enum SyncMode implements Labeled {
    NONE,
    /** O_SYNC: data and metadata. */
    SYNC,
    /** O_DSYNC: data and what is needed to read it. */
    DSYNC
}
