package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** Which blocks are verified. */
public enum VerifyMode implements Labeled {
    NONE,
    /** Those that the run reads; what it writes is made so that it can be. */
    READS,
    /** And once everything is written, all that is known to be written is read back. */
    AFTER
}
