package io.iopulse.workload;

import java.util.Arrays;

/** The check that every record of this room makes in its constructor. */
final class Require {
    private Require() {}

    /** Front ends check first, in the user's words; a failure here is a fault of the program. */
    static void that(boolean holds, String broken, Object... evidence) {
        if (!holds) {
            throw new IllegalArgumentException(broken + ": " + Arrays.toString(evidence));
        }
    }
}
