package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of several workers that overlap in their numbers, added up. Its histograms are open
 * while workers are still due and packed afterwards; adding to a packed row opens it again.
 */
final class IntervalRow {
    private final Phase phase;
    private final Map<Integer, Long> inFlight = new HashMap<>();
    private final Map<Integer, Long> backlog = new HashMap<>();
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
    private @Nullable LatencyTable open = new LatencyTable();
    private Map<LatencyKind, Map<OperationKind, byte[]>> packed = Map.of();

    IntervalRow(Interval first) {
        phase = first.phase();
        number = first.number();
        numberEnd = first.number() + first.covers();
        add(first);
    }

    long number() {
        return number;
    }

    /** The first number behind the row. */
    long numberEnd() {
        return numberEnd;
    }

    void add(Interval interval) {
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
        inFlight.put(interval.worker(), interval.inFlight());
        backlog.put(interval.worker(), interval.pace().backlog());
        pace = pace.plus(interval.pace());
        opened().add(interval.latencies());
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
        inFlight.putAll(later.inFlight);
        backlog.putAll(later.backlog);
        pace = pace.plus(later.pace);
        opened().add(later.opened());
    }

    private LatencyTable opened() {
        LatencyTable table = open;
        if (table == null) {
            table = LatencyTable.decode(packed);
            open = table;
            packed = Map.of();
        }
        return table;
    }

    void pack() {
        if (open != null) {
            packed = open.encode();
            open = null;
        }
    }

    /**
     * The finished interval.
     *
     * @param runStartNs monotonic; the result's times are relative to it
     * @param wholeNs what all workers together must have covered for each number
     */
    IntervalSum sum(long runStartNs, double wholeNs) {
        pack();
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
                PhaseAdder.sum(inFlight),
                pace.withBacklog(PhaseAdder.sum(backlog)),
                packed);
    }
}
