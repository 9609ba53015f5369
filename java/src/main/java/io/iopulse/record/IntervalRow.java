package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of several workers that overlap in their numbers, added up. Its histograms are open
 * while workers are still due, those of each component apart. Packing the row adds them to the sums
 * of the components; what comes later is open until the next packing.
 */
final class IntervalRow {
    private final Phase phase;
    private final LastOfWorkers inFlight;
    private final LastOfWorkers backlog;
    private long number;
    private long numberEnd;
    private long startNs = Long.MAX_VALUE;
    private long endNs = Long.MIN_VALUE;
    private long coveredNs;
    private OperationCounts ops = OperationCounts.ZERO;
    private OperationCounts bytes = OperationCounts.ZERO;
    private long errors;
    private long depthIntegralNs;
    private long gapMaxNs;
    private PaceCounts pace = PaceCounts.NONE;
    private final @Nullable LatencyTable[] open;
    private Map<LatencyKind, Map<OperationKind, byte[]>> packed = Map.of();

    IntervalRow(Interval first, int workers, int components) {
        phase = first.phase();
        number = first.number();
        numberEnd = first.number() + first.covers();
        inFlight = new LastOfWorkers(0, workers);
        backlog = new LastOfWorkers(0, workers);
        open = new LatencyTable[components];
    }

    long number() {
        return number;
    }

    /** The first number behind the row. */
    long numberEnd() {
        return numberEnd;
    }

    void add(Interval interval, int component) {
        number = Math.min(number, interval.number());
        numberEnd = Math.max(numberEnd, interval.number() + interval.covers());
        startNs = Math.min(startNs, interval.startNs());
        endNs = Math.max(endNs, interval.endNs());
        coveredNs += interval.endNs() - interval.startNs();
        ops = ops.plus(interval.ops());
        bytes = bytes.plus(interval.bytes());
        errors += interval.errors();
        depthIntegralNs += interval.depthIntegralNs();
        gapMaxNs = Math.max(gapMaxNs, interval.gapMaxNs());
        inFlight.set(interval.worker(), interval.inFlight());
        backlog.set(interval.worker(), interval.pace().backlog());
        pace = pace.plus(interval.pace());
        opened(component).add(interval.latencies());
    }

    /** Takes in a later row of the same phase. */
    void absorb(IntervalRow later) {
        numberEnd = Math.max(numberEnd, later.numberEnd);
        startNs = Math.min(startNs, later.startNs);
        endNs = Math.max(endNs, later.endNs);
        coveredNs += later.coveredNs;
        ops = ops.plus(later.ops);
        bytes = bytes.plus(later.bytes);
        errors += later.errors;
        depthIntegralNs += later.depthIntegralNs;
        gapMaxNs = Math.max(gapMaxNs, later.gapMaxNs);
        inFlight.setAll(later.inFlight);
        backlog.setAll(later.backlog);
        pace = pace.plus(later.pace);
        for (int i = 0; i < open.length; i++) {
            LatencyTable more = later.open[i];
            if (more != null) {
                opened(i).add(more);
            }
        }
        if (!later.packed.isEmpty()) {
            LatencyTable both = LatencyTable.decode(packed);
            both.add(LatencyTable.decode(later.packed));
            packed = both.encode();
        }
    }

    private LatencyTable opened(int component) {
        LatencyTable table = open[component];
        if (table == null) {
            table = new LatencyTable();
            open[component] = table;
        }
        return table;
    }

    /** Adds what is open to the sums of the components. */
    void pack(List<LatencyTable> sums) {
        @Nullable LatencyTable more = null;
        for (int i = 0; i < open.length; i++) {
            LatencyTable table = open[i];
            if (table != null) {
                sums.get(i).add(table);
                more = more == null ? table : more.plus(table);
                open[i] = null;
            }
        }
        if (more != null) {
            packed = more.plus(LatencyTable.decode(packed)).encode();
        }
    }

    /** No worker has anything to add any more. */
    void seal() {
        inFlight.seal();
        backlog.seal();
    }

    /**
     * The finished interval; of a packed row.
     *
     * @param runStartNs monotonic; the result's times are relative to it
     * @param wholeNs what all workers together must have covered for each number
     */
    IntervalSum sum(long runStartNs, double wholeNs) {
        int covers = Math.toIntExact(numberEnd - number);
        return new IntervalSum(
                number,
                covers,
                phase,
                startNs - runStartNs,
                endNs - runStartNs,
                coveredNs >= wholeNs * covers,
                ops,
                bytes,
                errors,
                depthIntegralNs,
                gapMaxNs,
                inFlight.sum(),
                pace.withBacklog(backlog.sum()),
                packed);
    }
}
