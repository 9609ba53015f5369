package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.PointerBytesStore;

/**
 * Takes finished intervals off the workers' rings, oldest first. The one consumer: a slot belongs
 * to this thread from the acquiring read of {@code published} to the releasing store of {@code
 * consumed}. Not safe for several threads.
 */
public final class IntervalReader {
    private static final OperationKind[] KINDS = OperationKind.values();
    private static final LatencyKind[] LATENCIES = LatencyKind.values();

    private final SharedRegion region;
    private final PointerBytesStore memory;
    private final long ringOffset;
    private final long slotsOffset;
    private final long slotStride;
    private final int slotCount;
    private final long[] consumed;

    public IntervalReader(SharedRegion region) {
        this.region = region;
        memory = region.memory();
        ringOffset = memory.readLong(SHARED_HEADER_RING_OFFSET);
        slotsOffset = memory.readLong(SHARED_HEADER_SLOTS_OFFSET);
        slotStride = memory.readLong(SHARED_HEADER_SLOT_STRIDE);
        slotCount = memory.readInt(SHARED_HEADER_SLOT_COUNT);
        consumed = new long[region.workers()];
    }

    /** Hands every finished interval over; how many there were. */
    public int poll(Consumer<Interval> intervals) {
        int found = 0;
        for (int worker = 0; worker < consumed.length; worker++) {
            long ring = region.workerBlock(worker) + ringOffset;
            long published = memory.readVolatileLong(ring + SHARED_RING_PUBLISHED);
            while (consumed[worker] < published) {
                intervals.accept(read(worker, consumed[worker]));
                consumed[worker]++;
                memory.writeOrderedLong(ring + SHARED_RING_CONSUMED, consumed[worker]);
                found++;
            }
        }
        return found;
    }

    private Interval read(int worker, long sequence) {
        long slot = region.workerBlock(worker) + slotsOffset + sequence % slotCount * slotStride;
        return new Interval(
                worker,
                memory.readLong(slot + SHARED_INTERVAL_NUMBER),
                memory.readInt(slot + SHARED_INTERVAL_COVERS),
                Codes.phase(memory.readInt(slot + SHARED_INTERVAL_PHASE)),
                memory.readLong(slot + SHARED_INTERVAL_START_NS),
                memory.readLong(slot + SHARED_INTERVAL_END_NS),
                counts(slot + SHARED_INTERVAL_OPS),
                counts(slot + SHARED_INTERVAL_BYTES),
                memory.readLong(slot + SHARED_INTERVAL_ERRORS),
                memory.readLong(slot + SHARED_INTERVAL_RETRIES),
                memory.readLong(slot + SHARED_INTERVAL_SHORT_TRANSFERS),
                memory.readLong(slot + SHARED_INTERVAL_DEPTH_INTEGRAL_NS),
                memory.readLong(slot + SHARED_INTERVAL_GAP_MAX_NS),
                memory.readLong(slot + SHARED_INTERVAL_GAP_MAX_START_NS),
                memory.readLong(slot + SHARED_INTERVAL_BATCHES),
                memory.readLong(slot + SHARED_INTERVAL_BATCH_SPAN_MAX_NS),
                memory.readLong(slot + SHARED_INTERVAL_IN_FLIGHT),
                new PaceCounts(
                        memory.readLong(slot + SHARED_INTERVAL_BACKLOG),
                        memory.readLong(slot + SHARED_INTERVAL_ARRIVALS_LATE),
                        memory.readLong(slot + SHARED_INTERVAL_ARRIVAL_LATE_MAX_NS),
                        memory.readLong(slot + SHARED_INTERVAL_THINKING_INTEGRAL_NS),
                        memory.readLong(slot + SHARED_INTERVAL_SPUN_NS)),
                latencies(slot));
    }

    private OperationCounts counts(long at) {
        return new OperationCounts(
                memory.readLong(at),
                memory.readLong(at + 8),
                memory.readLong(at + 16),
                memory.readLong(at + 24),
                memory.readLong(at + 32));
    }

    private Map<LatencyKind, Map<OperationKind, Latency>> latencies(long slot) {
        Map<LatencyKind, Map<OperationKind, Latency>> all = new EnumMap<>(LatencyKind.class);
        for (LatencyKind latency : LATENCIES) {
            for (OperationKind kind : KINDS) {
                int pair = Codes.of(latency) * SHARED_KINDS + Codes.of(kind);
                long offset = memory.readLong(SHARED_HEADER_HISTOGRAM_OFFSET + 8L * pair);
                if (offset != 0) {
                    long exact =
                            slot
                                    + SHARED_INTERVAL_STATISTICS
                                    + (long) pair * SIZEOF_SHARED_STATISTICS;
                    all.computeIfAbsent(latency, any -> new EnumMap<>(OperationKind.class))
                            .put(kind, latency(slot + offset, exact));
                }
            }
        }
        return all;
    }

    private Latency latency(long counts, long exact) {
        Latency latency = new Latency();
        long samples = memory.readLong(exact + SHARED_STATISTICS_COUNT);
        if (samples == 0) {
            return latency;
        }
        long minNs = memory.readLong(exact + SHARED_STATISTICS_MIN_NS);
        long maxNs = memory.readLong(exact + SHARED_STATISTICS_MAX_NS);
        int last = Latency.indexOf(Math.min(maxNs, Latency.HIGHEST_NS));
        for (int i = Latency.indexOf(Math.min(minNs, Latency.HIGHEST_NS)); i <= last; i++) {
            int count = memory.readInt(counts + 4L * i);
            if (count != 0) {
                latency.addCounts(i, Integer.toUnsignedLong(count));
            }
        }
        latency.addExact(
                samples,
                memory.readLong(exact + SHARED_STATISTICS_ABOVE_RANGE),
                minNs,
                maxNs,
                memory.readLong(exact + SHARED_STATISTICS_SUM_NS),
                memory.readLong(exact + SHARED_STATISTICS_SUM_SQUARES_LOW),
                memory.readLong(exact + SHARED_STATISTICS_SUM_SQUARES_HIGH));
        return latency;
    }
}
