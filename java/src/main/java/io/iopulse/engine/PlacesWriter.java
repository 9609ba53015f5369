package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.access.BucketTable;
import io.iopulse.units.Size;
import io.iopulse.workload.Access;
import java.util.List;
import java.util.Optional;
import net.openhft.chronicle.bytes.BytesStore;

/** Writes where the blocks of each load fall, and the tables behind the skewed ones. */
final class PlacesWriter {
    private final List<Optional<BucketTable>> tables;

    PlacesWriter(List<JobLoad> loads) {
        tables = loads.stream().map(PlacesWriter::table).toList();
    }

    private static Optional<BucketTable> table(JobLoad resolved) {
        Access access = resolved.component().load().access();
        Size blockSize = resolved.component().load().blockSize();
        return access.isSkewed()
                ? Optional.of(BucketTable.of(access.distribution(), resolved.blocks(), blockSize))
                : Optional.empty();
    }

    /** Buckets of all loads. */
    int bucketCount() {
        return bucketsBefore(tables.size());
    }

    private int bucketsBefore(int load) {
        return tables.subList(0, load).stream()
                .flatMap(Optional::stream)
                .mapToInt(table -> table.cells().size())
                .sum();
    }

    /** The part of a load that is about places, at {@code at}. */
    void writeLoad(BytesStore<?, Void> memory, long at, int index, JobLoad resolved) {
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
        if (tables.get(index).isPresent()) {
            BucketTable table = tables.get(index).get();
            memory.writeLong(places + JOB_PLACES_BLOCKS, table.blocks());
            memory.writeInt(places + JOB_PLACES_BUCKET_FIRST, bucketsBefore(index));
            memory.writeInt(places + JOB_PLACES_BUCKET_COUNT, table.cells().size());
        }
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
        for (Optional<BucketTable> table : tables) {
            for (BucketTable.Cell cell : table.map(BucketTable::cells).orElse(List.of())) {
                memory.writeLong(at + JOB_BUCKET_FIRST, cell.first());
                memory.writeLong(at + JOB_BUCKET_BLOCKS, cell.blocks());
                memory.writeLong(at + JOB_BUCKET_THRESHOLD, cell.threshold());
                memory.writeInt(at + JOB_BUCKET_ALIAS, cell.alias());
                memory.writeInt(at + JOB_BUCKET_TILT, cell.tilt());
                at += SIZEOF_JOB_BUCKET;
            }
        }
    }
}
