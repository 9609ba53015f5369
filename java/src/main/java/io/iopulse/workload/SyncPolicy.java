package io.iopulse.workload;

/**
 * When written data must reach stable storage.
 *
 * @param fsyncEvery an fsync after so many writes of a worker; 0: never
 * @param fdatasyncEvery an fdatasync after so many writes of a worker; 0: never
 * @param endFsync an fsync of every written target after the drain
 */
public record SyncPolicy(SyncMode mode, int fsyncEvery, int fdatasyncEvery, boolean endFsync) {
    public static final SyncPolicy NONE = new SyncPolicy(SyncMode.NONE, 0, 0, false);

    public SyncPolicy {
        Require.that(fsyncEvery >= 0, "fsync every", fsyncEvery);
        Require.that(fdatasyncEvery >= 0, "fdatasync every", fdatasyncEvery);
    }

    /** Whether anything is asked that only writes can trigger. */
    public boolean needsWrites() {
        return !equals(NONE);
    }
}
