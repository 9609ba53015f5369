package io.iopulse.run;

import io.iopulse.engine.RegionSize;
import io.iopulse.host.MemoryRoom;
import io.iopulse.units.Size;
import io.iopulse.workload.Component;
import io.iopulse.workload.Load;
import io.iopulse.workload.Workload;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory that the workers of a workload take, all of which they touch or may touch.
 *
 * @param buffers of their I/O; whole pages
 * @param patterns copies of what is written, where that repeats
 * @param region shared with this process: counters and histograms
 */
public record MemoryNeed(Workload workload, Size buffers, Size patterns, Size region) {
    private static final long PAGE_BYTES = 4096;
    private static final long PATTERN_CHUNK_BYTES = 4096; // CONTENT_CHUNK_BYTES of content.h

    public static MemoryNeed of(Workload workload) {
        return new MemoryNeed(
                workload,
                sum(workload.components().stream(), MemoryNeed::bufferBytes),
                sum(workload.components().stream(), MemoryNeed::patternBytes),
                new Size(RegionSize.bytes(workload)));
    }

    private static Size sum(Stream<Component> components, ToLongFunction<Component> bytes) {
        return new Size(components.mapToLong(bytes).reduce(0, Math::addExact));
    }

    private static long bufferBytes(Component component) {
        Load load = component.load();
        long requests = (long) component.workers() * load.queueDepth();
        long buffer = (load.blocks().largest().bytes() + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        return Math.multiplyExact(requests, buffer);
    }

    /** A worker keeps a string so often that it reaches over a chunk from any of its bytes on. */
    private static long patternBytes(Component component) {
        Load load = component.load();
        long period = load.content().hex().length() / 2;
        boolean isUsed = load.mix().writes() || load.verification().isOn();
        return isUsed && period > 0
                ? component.workers() * (PATTERN_CHUNK_BYTES / period + 2) * period
                : 0;
    }

    /** The need in words. */
    public String text() {
        return "%s of I/O buffers (%s), %s%s of histograms"
                .formatted(
                        buffers,
                        workload.components().stream()
                                .map(MemoryNeed::product)
                                .collect(Collectors.joining(" + ")),
                        patterns.equals(Size.ZERO)
                                ? ""
                                : patterns.approximate() + " of write patterns, ",
                        region.approximate());
    }

    private static String product(Component component) {
        return "workers %d × depth %d × block %s"
                .formatted(
                        component.workers(),
                        component.load().queueDepth(),
                        component.load().blocks().largest());
    }

    /** Why it cannot be met; huge pages come from a pool of their own, which native asks. */
    public Optional<String> refusal(Optional<MemoryRoom> room) {
        Stream<Component> small =
                workload.components().stream().filter(part -> !part.load().hugePages());
        long bytes =
                region.bytes() + patterns.bytes() + sum(small, MemoryNeed::bufferBytes).bytes();
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
