package io.iopulse.measure;

import io.iopulse.units.Labeled;

/** What is wrong with a block that was verified; in the order of the native classes. */
public enum MismatchKind implements Labeled {
    /** Bytes that nobody wrote. */
    CORRUPTED,
    /** Parts of several generations, or a part missing. */
    TORN,
    /** A whole block that belongs elsewhere. */
    MISDIRECTED,
    /** An older generation than the one acknowledged. */
    STALE,
    /** Acknowledged, but what was there before is still there. */
    LOST
}
