package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.access.BucketTable;
import io.iopulse.units.Size;
import io.iopulse.workload.Access;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.BytesStore;

/** Writes where the blocks of each load fall, and the tables behind the skewed ones. */
final class PlacesWriter {
    /** Of a load that workers share alike, or a table for each size of their parts. */
    private final List<Map<Long, BucketTable>> tables;

    PlacesWriter(List<JobLoad> loads) {
        tables = loads.stream().map(PlacesWriter::tables).toList();
    }

    private static Map<Long, BucketTable> tables(JobLoad resolved) {
        Access access = resolved.component().load().access();
        Size blockSize = resolved.component().load().blockSize();
        Map<Long, BucketTable> bySize = new LinkedHashMap<>();
        if (access.isSkewed()) {
            for (Job.WorkerPlace worker : resolved.workers()) {
                bySize.computeIfAbsent(
                        resolved.blocks(worker),
                        blocks -> BucketTable.of(access.distribution(), blocks, blockSize));
            }
        }
        return bySize;
    }

    /** Buckets of all loads. */
    int bucketCount() {
        return all().mapToInt(table -> table.cells().size()).sum();
    }

    private Stream<BucketTable> all() {
        return tables.stream().flatMap(bySize -> bySize.values().stream());
    }

    /** The table that a worker draws from, at {@code at}. */
    void writeWorker(BytesStore<?, Void> memory, long at, int load, long ownBlocks) {
        BucketTable own = tables.get(load).get(ownBlocks);
        if (own != null) {
            int before =
                    all().takeWhile(table -> table != own)
                            .mapToInt(table -> table.cells().size())
                            .sum();
            memory.writeInt(at + JOB_WORKER_BUCKET_FIRST, before);
            memory.writeInt(at + JOB_WORKER_BUCKET_COUNT, own.cells().size());
        }
    }

    /** The part of a load that is about places, at {@code at}. */
    static void writeLoad(BytesStore<?, Void> memory, long at, JobLoad resolved) {
        Access access = resolved.component().load().access();
        long blockBytes = resolved.component().load().blockSize().bytes();
        long places = at + JOB_LOAD_PLACES;
        int code = code(access);
        memory.writeInt(at + JOB_LOAD_ACCESS, code);
        memory.writeInt(places + JOB_PLACES_FLAGS, flags(access));
        if (code == JOB_ACCESS_STRIDED) {
            long stride = access.stride().map(size -> size.bytes() / blockBytes).orElse(1L);
            memory.writeLong(places + JOB_PLACES_STRIDE, stride);
        }
        if (access.jumps().share().value() < 100) {
            memory.writeLong(
                    places + JOB_PLACES_JUMP_LIMIT,
                    Math.max(1, JobWriter.share(access.jumps().share().value())));
        }
        memory.writeInt(places + JOB_PLACES_RUN_MIN, access.jumps().runMin());
        memory.writeInt(places + JOB_PLACES_RUN_MAX, access.jumps().runMax());
    }

    private static int code(Access access) {
        return switch (access.order()) {
            case SEQUENTIAL ->
                    access.backward() || access.stride().isPresent()
                            ? JOB_ACCESS_STRIDED
                            : JOB_ACCESS_SEQUENTIAL;
            case PERMUTATION -> JOB_ACCESS_PERMUTATION;
            case RANDOM -> access.isSkewed() ? JOB_ACCESS_SKEWED : JOB_ACCESS_UNIFORM;
        };
    }

    private static int flags(Access access) {
        return (access.backward() ? JOB_PLACES_BACKWARD : 0)
                | (access.scatter() ? JOB_PLACES_SCATTERED : 0)
                | (access.ownHotSet() ? JOB_PLACES_PER_WORKER : 0);
    }

    /** The buckets of all loads, one table behind the other. */
    void writeBuckets(BytesStore<?, Void> memory, long offset) {
        long at = offset;
        for (BucketTable.Cell cell : all().flatMap(table -> table.cells().stream()).toList()) {
            memory.writeLong(at + JOB_BUCKET_FIRST, cell.first());
            memory.writeLong(at + JOB_BUCKET_BLOCKS, cell.blocks());
            memory.writeLong(at + JOB_BUCKET_THRESHOLD, cell.threshold());
            memory.writeInt(at + JOB_BUCKET_ALIAS, cell.alias());
            memory.writeInt(at + JOB_BUCKET_TILT, cell.tilt());
            at += SIZEOF_JOB_BUCKET;
        }
    }
}
