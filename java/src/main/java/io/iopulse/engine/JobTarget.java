package io.iopulse.engine;

import java.util.Optional;
import java.util.Set;

/**
 * A target with the region that is really used.
 *
 * @param bytes of whole blocks
 * @param tailBytes of the asked region behind them, too few for a block and so never used
 * @param state path of what is known to be written there; empty where nothing is verified
 */
public record JobTarget(
        String path,
        Kind kind,
        Set<Flag> flags,
        long offset,
        long bytes,
        long tailBytes,
        Optional<String> state) {
    public JobTarget {
        flags = Set.copyOf(flags);
    }

    /** What the path names. */
    public enum Kind {
        FILE(SharedLayout.JOB_TARGET_FILE),
        BLOCK(SharedLayout.JOB_TARGET_BLOCK),
        CHARACTER(SharedLayout.JOB_TARGET_CHARACTER),
        /** Engines null and sim: only a size. */
        NONE(SharedLayout.JOB_TARGET_NONE);

        final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** What prepare may do and what the run will do. */
    public enum Flag {
        CREATE(SharedLayout.JOB_TARGET_CREATE),
        FILL(SharedLayout.JOB_TARGET_FILL),
        REFUSE_HOLES(SharedLayout.JOB_TARGET_REFUSE_HOLES),
        WRITE(SharedLayout.JOB_TARGET_WRITE),
        READ(SharedLayout.JOB_TARGET_READ),
        ALLOW_DEVICE(SharedLayout.JOB_TARGET_ALLOW_DEVICE),
        DESTROY_DATA(SharedLayout.JOB_TARGET_DESTROY_DATA),
        PREALLOCATE(SharedLayout.JOB_TARGET_PREALLOCATE),
        DIRECT(SharedLayout.JOB_TARGET_DIRECT);

        final int bit;

        Flag(int bit) {
            this.bit = bit;
        }
    }
}
