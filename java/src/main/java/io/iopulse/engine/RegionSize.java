package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.workload.Load;
import io.iopulse.workload.Workload;

/** How much memory native maps for the shared region of a workload, before there is a run. */
public final class RegionSize {
    private RegionSize() {}

    /** Bytes: the header and every worker's live page, error table and interval slots. */
    public static long bytes(Workload workload) {
        return aligned(SIZEOF_SHARED_HEADER) + workload.workers() * workerBytes(workload.load());
    }

    private static long workerBytes(Load load) {
        long slot = aligned(SIZEOF_SHARED_INTERVAL + histograms(load) * HISTOGRAM_BYTES);
        long slots =
                Math.min(SHARED_SLOTS_MAX, Math.max(SHARED_SLOTS_MIN, SHARED_SLOTS_BYTES / slot));
        long errors = (long) SHARED_ERRORS_MAX * SIZEOF_SHARED_ERROR;
        return aligned(SIZEOF_SHARED_LIVE + errors + SIZEOF_SHARED_RING) + slots * slot;
    }

    private static long histograms(Load load) {
        int kinds = 0;
        kinds += load.mix().reads() ? 1 : 0;
        kinds += load.mix().writes() ? 1 : 0;
        kinds += load.mix().trims() ? 1 : 0;
        kinds += load.sync().fsyncEvery() > 0 || load.sync().endFsync() ? 1 : 0;
        kinds += load.sync().fdatasyncEvery() > 0 ? 1 : 0;
        return load.submissionLatency() ? 2L * kinds : kinds;
    }

    private static long aligned(long bytes) {
        return (bytes + SHARED_ALIGNMENT - 1) / SHARED_ALIGNMENT * SHARED_ALIGNMENT;
    }
}
