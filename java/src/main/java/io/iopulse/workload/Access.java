package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** In which order the blocks of a target are visited. */
public enum Access implements Labeled {
    SEQUENTIAL,
    /** Independent draws; blocks may repeat. */
    UNIFORM,
    /** Every block once per pass, in random order. */
    PERMUTATION
}
