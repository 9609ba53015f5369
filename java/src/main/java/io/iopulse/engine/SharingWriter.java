package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.units.Percent;
import io.iopulse.workload.BlockSizes;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Component;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.Sharing;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;

/** Lays out how operations differ in size and how workers share their targets. */
final class SharingWriter {
    private static final long SHARE_ALL = 1L << 32;

    private SharingWriter() {}

    static void write(BytesStore<?, Void> memory, long at, Component component) {
        Blocks blocks = component.load().blocks();
        memory.writeInt(at + JOB_LOAD_SHARING, code(component.sharing()));
        memory.writeInt(at + JOB_LOAD_LOCK_MODE, Codes.of(component.sharing().locks()));
        if (blocks.areMixed()) {
            memory.writeInt(at + JOB_LOAD_READ_SIZE_COUNT, blocks.reads().entries().size());
            memory.writeInt(at + JOB_LOAD_WRITE_SIZE_COUNT, blocks.writes().entries().size());
            writeSizes(memory, at + JOB_LOAD_READ_SIZES, blocks.reads());
            writeSizes(memory, at + JOB_LOAD_WRITE_SIZES, blocks.writes());
        }
    }

    /** Each worker's own targets lie side by side; without any it has all of them. */
    static void writeTargets(
            BytesStore<?, Void> memory, long at, JobLoad load, Job.WorkerPlace place) {
        if (load.component().sharing().distribution() == FileDistribution.PER_WORKER) {
            int count = load.targets().size() / place.peers();
            memory.writeInt(at + JOB_WORKER_TARGET_FIRST, place.ordinal() * count);
            memory.writeInt(at + JOB_WORKER_TARGET_COUNT, count);
        }
    }

    private static int code(Sharing sharing) {
        return switch (sharing.distribution()) {
            case PARTITIONED -> JOB_SHARING_PARTITIONS;
            case PER_WORKER -> JOB_SHARING_OWN_TARGETS;
            case SHARED ->
                    switch (sharing.strategy()) {
                        case SAME -> JOB_SHARING_SAME;
                        case DIFFERENT -> JOB_SHARING_SLICES;
                        case INTERLEAVED -> JOB_SHARING_INTERLEAVED;
                    };
        };
    }

    /** Shares are rounded where they end, so that they are the whole together. */
    private static void writeSizes(BytesStore<?, Void> memory, long first, BlockSizes sizes) {
        List<BlockSizes.Entry> entries = sizes.entries();
        double percent = 0;
        long given = 0;
        for (int i = 0; i < entries.size(); i++) {
            BlockSizes.Entry entry = entries.get(i);
            long at = first + (long) i * SIZEOF_JOB_SIZE;
            percent += entry.share().value();
            long end = i == entries.size() - 1 ? SHARE_ALL : share(percent);
            memory.writeInt(at + JOB_SIZE_FIRST_BYTES, (int) entry.first().bytes());
            memory.writeInt(at + JOB_SIZE_STEP_BYTES, (int) entry.step().bytes());
            memory.writeInt(at + JOB_SIZE_COUNT, (int) entry.count());
            memory.writeLong(at + JOB_SIZE_SHARE, end - given);
            given = end;
        }
    }

    private static long share(double percent) {
        return Math.round(percent / Percent.ALL.value() * SHARE_ALL);
    }
}
