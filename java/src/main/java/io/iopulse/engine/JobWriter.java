package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.HeatSpace;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OnError;
import io.iopulse.workload.SimDevice;
import io.iopulse.workload.Verification;
import io.iopulse.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.openhft.chronicle.bytes.BytesStore;

/** Lays a job out flat, as job_layout.h draws it, in native memory that lives until close. */
final class JobWriter implements AutoCloseable {
    private static final double MIX_ALL = 4294967296.0;

    private final Job job;
    private final long loadsOffset = SIZEOF_JOB_HEADER;
    private final long targetsOffset;
    private final long workersOffset;
    private final long bucketsOffset;
    private final PaceWriter paces;
    private final long segmentsOffset;
    private final long textOffset;
    private final PlacesWriter places;
    private final long bytes;
    private final BytesStore<?, Void> memory;
    private long textEnd;
    private int targetEnd;
    private int workerEnd;

    JobWriter(Job job) {
        this.job = job;
        targetsOffset = loadsOffset + (long) job.loads().size() * SIZEOF_JOB_LOAD;
        workersOffset = targetsOffset + (long) job.targets().size() * SIZEOF_JOB_TARGET;
        places = new PlacesWriter(job.loads());
        bucketsOffset = workersOffset + (long) job.workers().size() * SIZEOF_JOB_WORKER;
        segmentsOffset = bucketsOffset + (long) places.bucketCount() * SIZEOF_JOB_BUCKET;
        textOffset = segmentsOffset + PaceWriter.bytes(job);
        bytes = textOffset + (textBytes() + 7) / 8 * 8;
        memory = BytesStore.nativeStoreWithFixedCapacity(bytes);
        memory.zeroOut(0, bytes);
        paces = new PaceWriter(memory, segmentsOffset);
        writeHeader();
        places.writeBuckets(memory, bucketsOffset);
        for (int i = 0; i < job.loads().size(); i++) {
            writeLoad(i, job.loads().get(i));
        }
    }

    long address() {
        return memory.addressForRead(0);
    }

    long bytes() {
        return bytes;
    }

    private static byte[] path(JobTarget target) {
        return target.path().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] state(JobTarget target) {
        return target.state().orElse("").getBytes(StandardCharsets.UTF_8);
    }

    private long textBytes() {
        return job.targets().stream()
                        .mapToLong(target -> path(target).length + state(target).length)
                        .sum()
                + ContentWriter.textBytes(job);
    }

    private void writeHeader() {
        Workload workload = job.workload();
        memory.writeLong(JOB_HEADER_LAYOUT_ID, LAYOUT_ID);
        memory.writeLong(JOB_HEADER_BYTES_TOTAL, bytes);
        memory.writeLong(JOB_HEADER_SEED, workload.seed());
        memory.writeLong(JOB_HEADER_WARMUP_NS, workload.completion().warmup().ns());
        memory.writeLong(
                JOB_HEADER_DURATION_NS, workload.completion().duration().map(Span::ns).orElse(0L));
        memory.writeLong(JOB_HEADER_INTERVAL_NS, workload.interval().ns());
        memory.writeLong(JOB_HEADER_DRAIN_NS, workload.completion().drainLimit().ns());
        memory.writeLong(JOB_HEADER_ERRORS_MAX, workload.errors().maxErrors());
        memory.writeInt(
                JOB_HEADER_ON_ERROR,
                workload.errors().onError() == OnError.CONTINUE
                        ? JOB_ON_ERROR_CONTINUE
                        : JOB_ON_ERROR_STOP);
        memory.writeInt(JOB_HEADER_LOAD_COUNT, job.loads().size());
        memory.writeInt(JOB_HEADER_TARGET_COUNT, job.targets().size());
        memory.writeInt(JOB_HEADER_WORKER_COUNT, job.workers().size());
        memory.writeInt(JOB_HEADER_LOADS_OFFSET, (int) loadsOffset);
        memory.writeInt(JOB_HEADER_TARGETS_OFFSET, (int) targetsOffset);
        memory.writeInt(JOB_HEADER_WORKERS_OFFSET, (int) workersOffset);
        memory.writeInt(JOB_HEADER_BUCKETS_OFFSET, (int) bucketsOffset);
        memory.writeInt(JOB_HEADER_BUCKET_COUNT, places.bucketCount());
        memory.writeInt(JOB_HEADER_SEGMENTS_OFFSET, (int) segmentsOffset);
        memory.writeInt(JOB_HEADER_SEGMENT_COUNT, PaceWriter.segments(job));
        memory.writeInt(JOB_HEADER_TEXT_OFFSET, (int) textOffset);
        memory.writeInt(JOB_HEADER_TEXT_BYTES, (int) textBytes());
    }

    private void writeLoad(int index, JobLoad resolved) {
        long at = loadsOffset + (long) index * SIZEOF_JOB_LOAD;
        Load load = resolved.component().load();
        memory.writeInt(at + JOB_LOAD_ENGINE, Codes.of(resolved.engine()));
        memory.writeInt(at + JOB_LOAD_ENGINE_OPTIONS, optionBits(load));
        memory.writeInt(at + JOB_LOAD_DEPTH, load.queueDepth());
        memory.writeInt(at + JOB_LOAD_BLOCK_BYTES, (int) load.blockSize().bytes());
        memory.writeInt(at + JOB_LOAD_VECTORS, load.vectors());
        memory.writeInt(at + JOB_LOAD_FSYNC_EVERY, load.sync().fsyncEvery());
        memory.writeInt(at + JOB_LOAD_FDATASYNC_EVERY, load.sync().fdatasyncEvery());
        memory.writeInt(at + JOB_LOAD_END_FSYNC, load.sync().endFsync() ? 1 : 0);
        memory.writeInt(at + JOB_LOAD_SYNC_MODE, Codes.of(load.sync().mode()));
        memory.writeInt(at + JOB_LOAD_FADVISE, adviceBits(load.advice().fadvise()));
        memory.writeInt(at + JOB_LOAD_MADVISE, adviceBits(load.advice().madvise()));
        memory.writeInt(at + JOB_LOAD_BUFFER_FLAGS, load.hugePages() ? JOB_BUFFER_HUGE_PAGES : 0);
        memory.writeInt(at + JOB_LOAD_SQPOLL_CPU, load.engine().sqpollCpu().orElse(-1));
        memory.writeInt(at + JOB_LOAD_LATENCY_SUBMISSION, load.submissionLatency() ? 1 : 0);
        if (load.heatBuckets() > 0) {
            memory.writeInt(
                    at + JOB_LOAD_HEAT_COUNTERS,
                    HeatSpace.countersFor(load.heatBuckets(), resolved.blocks()));
        }
        writeMix(at, load.mix());
        SharingWriter.write(memory, at, resolved.component());
        writeLimits(at, resolved.component().limits());
        load.engine().sim().ifPresent(device -> writeSim(at + JOB_LOAD_SIM, device));
        PlacesWriter.writeLoad(memory, at, resolved);
        writeMembers(at, index, resolved);
        paces.write(at + JOB_LOAD_PACE, load.pace());
        textEnd +=
                ContentWriter.write(
                        memory, at + JOB_LOAD_CONTENT, load.content(), textOffset, textEnd);
        writeVerification(at + JOB_LOAD_VERIFY, load.verification());
    }

    private void writeMix(long at, Mix mix) {
        double read = mix.read().value();
        memory.writeLong(at + JOB_LOAD_READ_LIMIT, share(read));
        memory.writeLong(
                at + JOB_LOAD_WRITE_LIMIT,
                mix.trims() ? share(read + mix.write().value()) : (long) MIX_ALL);
    }

    private void writeLimits(long at, Limits limits) {
        memory.writeInt(at + JOB_LOAD_UNTIL_COMPLETE, limits.untilComplete() ? 1 : 0);
        memory.writeLong(at + JOB_LOAD_OPS_MAX, limits.totalOps().orElse(0));
        memory.writeLong(at + JOB_LOAD_BYTES_MAX, limits.totalBytes().map(Size::bytes).orElse(0L));
    }

    private void writeMembers(long at, int index, JobLoad resolved) {
        memory.writeInt(at + JOB_LOAD_TARGET_FIRST, targetEnd);
        memory.writeInt(at + JOB_LOAD_TARGET_COUNT, resolved.targets().size());
        for (JobTarget target : resolved.targets()) {
            writeTarget(targetsOffset + (long) targetEnd++ * SIZEOF_JOB_TARGET, target);
        }
        for (Job.WorkerPlace place : resolved.workers()) {
            long worker = workersOffset + (long) workerEnd++ * SIZEOF_JOB_WORKER;
            writeWorker(worker, index, place);
            SharingWriter.writeTargets(memory, worker, resolved, place);
            places.writeWorker(memory, worker, index, resolved.blocks(place));
        }
    }

    static long share(double percent) {
        return Math.round(percent / 100 * MIX_ALL);
    }

    private static int optionBits(Load load) {
        int bits = load.submissionLatency() ? IOP_OPT_SUBMIT_NOW : 0;
        for (EngineOption option : load.engine().options()) {
            bits |= Codes.bit(option);
        }
        return bits;
    }

    private static int adviceBits(Set<AdviceFlag> flags) {
        int bits = 0;
        for (AdviceFlag flag : flags) {
            bits |= Codes.bit(flag);
        }
        return bits;
    }

    private void writeSim(long at, SimDevice device) {
        memory.writeInt(at + JOB_SIM_LAW, Codes.of(device.law()));
        memory.writeInt(at + JOB_SIM_CHANNELS, device.channels());
        memory.writeLong(at + JOB_SIM_LATENCY_NS, device.latency().ns());
        memory.writeLong(at + JOB_SIM_LATENCY_HIGH_NS, device.latencyHigh().ns());
        memory.writeLong(at + JOB_SIM_STALL_AT_NS, device.stallAt().ns());
        memory.writeLong(at + JOB_SIM_STALL_NS, device.stall().ns());
        memory.writeInt(at + JOB_SIM_SHORT_PER_MILLION, device.shortPerMillion());
        memory.writeInt(at + JOB_SIM_ERROR_PER_MILLION, device.errorPerMillion());
        memory.writeInt(at + JOB_SIM_ERROR_ERRNO, device.errorErrno());
        memory.writeInt(at + JOB_SIM_AGAIN_PER_MILLION, device.againPerMillion());
    }

    private void writeTarget(long at, JobTarget target) {
        byte[] path = path(target);
        byte[] state = state(target);
        memory.writeInt(at + JOB_TARGET_PATH_OFFSET, (int) textEnd);
        memory.writeInt(at + JOB_TARGET_PATH_BYTES, path.length);
        writeText(path);
        memory.writeInt(at + JOB_TARGET_STATE_OFFSET, (int) textEnd);
        memory.writeInt(at + JOB_TARGET_STATE_BYTES, state.length);
        writeText(state);
        memory.writeInt(at + JOB_TARGET_KIND, target.kind().code);
        memory.writeInt(
                at + JOB_TARGET_FLAGS,
                target.flags().stream().mapToInt(flag -> flag.bit).reduce(0, (a, b) -> a | b));
        memory.writeLong(at + JOB_TARGET_OFFSET, target.offset());
        memory.writeLong(at + JOB_TARGET_BYTES, target.bytes());
    }

    private void writeText(byte[] text) {
        memory.write(textOffset + textEnd, text, 0, text.length);
        textEnd += text.length;
    }

    private void writeVerification(long at, Verification verification) {
        memory.writeInt(at + JOB_VERIFY_UNIT_BYTES, (int) verification.block().bytes());
        memory.writeInt(at + JOB_VERIFY_FLAGS, Codes.of(verification.mode()));
        memory.writeInt(at + JOB_VERIFY_EVERY, verification.every());
        memory.writeInt(at + JOB_VERIFY_BOUND, JOB_BOUND_BY_BOOT);
    }

    private void writeWorker(long at, int load, Job.WorkerPlace place) {
        memory.writeInt(at + JOB_WORKER_LOAD, load);
        memory.writeInt(at + JOB_WORKER_ORDINAL, place.ordinal());
        memory.writeInt(at + JOB_WORKER_PEERS, place.peers());
        memory.writeInt(at + JOB_WORKER_CPU, place.cpu());
        memory.writeInt(at + JOB_WORKER_NUMA_NODE, place.numaNode());
    }

    @Override
    public void close() {
        memory.releaseLast();
    }
}
