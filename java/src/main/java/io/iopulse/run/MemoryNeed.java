package io.iopulse.run;

import io.iopulse.engine.RegionSize;
import io.iopulse.host.MemoryRoom;
import io.iopulse.units.Size;
import io.iopulse.workload.Load;
import io.iopulse.workload.Workload;
import java.util.Optional;

/**
 * The memory that the workers of a workload take, all of which they touch or may touch.
 *
 * @param buffers of their I/O; whole pages
 * @param region shared with this process: counters and histograms
 */
public record MemoryNeed(Workload workload, Size buffers, Size region) {
    private static final long PAGE_BYTES = 4096;

    public static MemoryNeed of(Workload workload) {
        Load load = workload.load();
        long requests = (long) workload.workers() * load.queueDepth();
        long buffer = (load.blockSize().bytes() + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        return new MemoryNeed(
                workload,
                new Size(Math.multiplyExact(requests, buffer)),
                new Size(RegionSize.bytes(workload)));
    }

    /** The need in words. */
    public String text() {
        return "%s of I/O buffers (workers %d × depth %d × block %s), %s of histograms"
                .formatted(
                        buffers,
                        workload.workers(),
                        workload.load().queueDepth(),
                        workload.load().blockSize(),
                        region.approximate());
    }

    /** Why it cannot be met; huge pages come from a pool of their own, which native asks. */
    public Optional<String> refusal(Optional<MemoryRoom> room) {
        long bytes = region.bytes() + (workload.load().hugePages() ? 0 : buffers.bytes());
        return room.filter(found -> found.bytes().bytes() < bytes)
                .map(
                        found ->
                                ("the run needs %s of memory: %s; only %s are %s; lower --threads,"
                                                + " --queue-depth or --block-size")
                                        .formatted(
                                                new Size(bytes).approximate(),
                                                text(),
                                                found.bytes().approximate(),
                                                found.holder()));
    }
}
