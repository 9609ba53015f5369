package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** Where workers that go through shared targets in order begin. */
public enum OffsetStrategy implements Labeled {
    /** All at the first block. */
    SAME,
    /** Each at its own place, evenly spread. */
    DIFFERENT,
    /** Of n workers, worker i visits the blocks i, i+n, i+2n and so on. */
    INTERLEAVED
}
