package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.OperationError;
import io.iopulse.measure.WorkerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * The shared region of a run, read through Chronicle Bytes. Magic, layout and length are checked
 * once; all slot arithmetic is here and in {@link IntervalReader}. Reads have no bounds check, so
 * the region must stay mapped while anybody reads.
 */
public final class SharedRegion {
    private final PointerBytesStore memory = BytesStore.nativePointer();
    private final int workers;
    private final long workerOffset;
    private final long workerStride;

    SharedRegion(long address) {
        memory.set(address, SIZEOF_SHARED_HEADER);
        long length = memory.readLong(SHARED_HEADER_REGION_BYTES);
        if (memory.readInt(SHARED_HEADER_MAGIC) != SHARED_MAGIC
                || memory.readLong(SHARED_HEADER_LAYOUT_ID) != LAYOUT_ID
                || memory.readVolatileLong(SHARED_HEADER_READY) != 1) {
            throw new IllegalStateException("the shared region is not of this version");
        }
        workers = memory.readInt(SHARED_HEADER_WORKER_COUNT);
        workerOffset = memory.readLong(SHARED_HEADER_WORKER_OFFSET);
        workerStride = memory.readLong(SHARED_HEADER_WORKER_STRIDE);
        if (length != workerOffset + workers * workerStride) {
            throw new IllegalStateException("the shared region does not add up");
        }
        memory.set(address, length);
    }

    PointerBytesStore memory() {
        return memory;
    }

    long workerBlock(int worker) {
        return workerOffset + worker * workerStride;
    }

    /** Its length in bytes. */
    public long length() {
        return memory.readLong(SHARED_HEADER_REGION_BYTES);
    }

    /** Number of workers of the run. */
    public int workers() {
        return workers;
    }

    /** Bytes written so far by prepare, and how many it will write. */
    public long preparedBytes() {
        return memory.readVolatileLong(SHARED_HEADER_PREPARE_BYTES);
    }

    /** Bytes that prepare will write; 0 until it knows. */
    public long prepareBytesTotal() {
        return memory.readVolatileLong(SHARED_HEADER_PREPARE_BYTES_TOTAL);
    }

    /** Bytes of the targets checked so far that will hold no data when the run writes them. */
    long unwrittenBytes() {
        return memory.readVolatileLong(SHARED_HEADER_UNWRITTEN_BYTES);
    }

    /** Monotonic start of the run, ns; 0 before it. */
    public long startNs() {
        return memory.readVolatileLong(SHARED_HEADER_START_NS);
    }

    /** What the workers' time comes from: tsc, clock_gettime or virtual. */
    public String clock() {
        return switch (memory.readInt(SHARED_HEADER_CLOCK)) {
            case CLOCK_TSC -> "tsc";
            case CLOCK_VIRTUAL -> "virtual";
            default -> "clock_gettime";
        };
    }

    /** Failed operations of all workers so far. */
    public long errors() {
        return sumOfLive(SHARED_LIVE_ERRORS);
    }

    /** Requests in flight now, over all workers. */
    public long inFlight() {
        return sumOfLive(SHARED_LIVE_IN_FLIGHT);
    }

    /** Reads, writes and trims that a worker has completed so far over all phases. */
    public long transfers(int worker) {
        return live(worker, SHARED_LIVE_OPS + 8L * IOP_READ)
                + live(worker, SHARED_LIVE_OPS + 8L * IOP_WRITE)
                + live(worker, SHARED_LIVE_OPS + 8L * IOP_TRIM);
    }

    /** Bytes that a worker has moved by reads and writes so far over all phases. */
    public long bytes(int worker) {
        return live(worker, SHARED_LIVE_BYTES + 8L * IOP_READ)
                + live(worker, SHARED_LIVE_BYTES + 8L * IOP_WRITE);
    }

    /** Whether no worker issues any more. */
    public boolean isDraining() {
        for (int worker = 0; worker < workers; worker++) {
            if (memory.readVolatileInt(workerBlock(worker) + SHARED_LIVE_STATE) < WORKER_DRAINING) {
                return false;
            }
        }
        return true;
    }

    /** Whether a worker reads back what was written. */
    public boolean isVerifying() {
        for (int worker = 0; worker < workers; worker++) {
            if (memory.readVolatileInt(workerBlock(worker) + SHARED_LIVE_STATE)
                    == WORKER_VERIFYING) {
                return true;
            }
        }
        return false;
    }

    private long sumOfLive(long field) {
        long sum = 0;
        for (int worker = 0; worker < workers; worker++) {
            sum += live(worker, field);
        }
        return sum;
    }

    private long live(int worker, long field) {
        return memory.readVolatileLong(workerBlock(worker) + field);
    }

    /** What a finished worker says of itself. */
    public WorkerFacts facts(int worker) {
        long live = workerBlock(worker);
        return new WorkerFacts(
                worker,
                memory.readLong(live + SHARED_LIVE_CPU_MEASURED_NS),
                memory.readLong(live + SHARED_LIVE_CPU_WINDOW_NS),
                memory.readLong(live + SHARED_LIVE_CLOCK_DRIFT_NS),
                Codes.labels(memory.readLong(live + SHARED_LIVE_OPTIONS_IN_FORCE)),
                memory.readLong(live + SHARED_LIVE_START_ACHIEVED_NS),
                Codes.stop(memory.readInt(live + SHARED_LIVE_STOP)));
    }

    /** Blocks in the address space of a worker, which its load's workers share. */
    public long regionBlocks(int worker) {
        return memory.readLong(workerBlock(worker) + SHARED_LIVE_REGION_BLOCKS);
    }

    /** The kinds of failure of one worker; {@code target} names a target by its index. */
    public List<OperationError> errors(int worker, IntFunction<String> target) {
        List<OperationError> found = new ArrayList<>();
        long block = workerBlock(worker);
        long ring = block + memory.readLong(SHARED_HEADER_RING_OFFSET);
        long count = memory.readVolatileLong(ring + SHARED_RING_ERRORS);
        for (int i = 0; i < count; i++) {
            long at = block + SIZEOF_SHARED_LIVE + (long) i * SIZEOF_SHARED_ERROR;
            int errno = memory.readInt(at + SHARED_ERROR_ERROR);
            found.add(
                    new OperationError(
                            Codes.operationKind(memory.readInt(at + SHARED_ERROR_KIND)),
                            errno,
                            ErrorNames.of(errno),
                            memory.readVolatileLong(at + SHARED_ERROR_COUNT),
                            memory.readLong(at + SHARED_ERROR_FIRST_OFFSET),
                            memory.readInt(at + SHARED_ERROR_FIRST_LENGTH),
                            target.apply(memory.readInt(at + SHARED_ERROR_FIRST_TARGET)),
                            memory.readLong(at + SHARED_ERROR_FIRST_NS)));
        }
        return found;
    }
}
