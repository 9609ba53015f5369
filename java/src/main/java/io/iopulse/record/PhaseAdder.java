package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.PaceCounts;
import java.util.HashMap;
import java.util.Map;

/** Adds up the intervals of one phase, of one worker or of all. */
final class PhaseAdder {
    private final LatencyTable latencies = new LatencyTable();
    private final boolean keepsLatencies;
    private final Map<Integer, Long> inFlight = new HashMap<>();
    private final Map<Integer, Long> backlog = new HashMap<>();
    private PaceCounts pace = PaceCounts.NONE;
    private long startNs = Long.MAX_VALUE;
    private long endNs = Long.MIN_VALUE;
    private OperationCounts ops = OperationCounts.ZERO;
    private OperationCounts bytes = OperationCounts.ZERO;
    private long errors;
    private long retries;
    private long shortTransfers;
    private long depthIntegralNs;
    private long batches;
    private long batchSpanMaxNs;
    private long intervalsMerged;

    PhaseAdder(boolean keepsLatencies) {
        this.keepsLatencies = keepsLatencies;
    }

    void add(Interval interval) {
        startNs = Math.min(startNs, interval.startNs());
        endNs = Math.max(endNs, interval.endNs());
        ops = ops.plus(interval.ops());
        bytes = bytes.plus(interval.bytes());
        errors += interval.errors();
        retries += interval.retries();
        shortTransfers += interval.shortTransfers();
        depthIntegralNs += interval.depthIntegralNs();
        batches += interval.batches();
        batchSpanMaxNs = Math.max(batchSpanMaxNs, interval.batchSpanMaxNs());
        inFlight.put(interval.worker(), interval.inFlight());
        backlog.put(interval.worker(), interval.pace().backlog());
        pace = pace.plus(interval.pace());
        intervalsMerged += interval.covers() > 1 ? 1 : 0;
        if (keepsLatencies) {
            latencies.add(interval.latencies());
        }
    }

    /** Takes in what other workers did. */
    void absorb(PhaseAdder others) {
        startNs = Math.min(startNs, others.startNs);
        endNs = Math.max(endNs, others.endNs);
        ops = ops.plus(others.ops);
        bytes = bytes.plus(others.bytes);
        errors += others.errors;
        retries += others.retries;
        shortTransfers += others.shortTransfers;
        depthIntegralNs += others.depthIntegralNs;
        batches += others.batches;
        batchSpanMaxNs = Math.max(batchSpanMaxNs, others.batchSpanMaxNs);
        inFlight.putAll(others.inFlight);
        backlog.putAll(others.backlog);
        pace = pace.plus(others.pace);
        intervalsMerged += others.intervalsMerged;
        latencies.add(others.latencies);
    }

    PhaseSum sum() {
        return new PhaseSum(
                startNs > endNs ? 0 : endNs - startNs,
                ops,
                bytes,
                errors,
                retries,
                shortTransfers,
                depthIntegralNs,
                batches,
                batchSpanMaxNs,
                sum(inFlight),
                intervalsMerged,
                pace.withBacklog(sum(backlog)),
                latencies);
    }

    static long sum(Map<Integer, Long> ofWorkers) {
        return ofWorkers.values().stream().mapToLong(Long::longValue).sum();
    }
}
