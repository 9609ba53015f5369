package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.PaceCounts;

/**
 * Adds up the intervals of one phase, of one worker or of several. Latencies come in apart: adding
 * them is most of the work, so whoever has a sum of several intervals already adds that.
 */
final class PhaseAdder {
    private final LatencyTable latencies = new LatencyTable();
    private final LastOfWorkers inFlight;
    private final LastOfWorkers backlog;
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

    PhaseAdder(int firstWorker, int workers) {
        inFlight = new LastOfWorkers(firstWorker, workers);
        backlog = new LastOfWorkers(firstWorker, workers);
    }

    /** What the latencies of its intervals are added to. */
    LatencyTable latencies() {
        return latencies;
    }

    /** Adds all but the latencies. */
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
        inFlight.set(interval.worker(), interval.inFlight());
        backlog.set(interval.worker(), interval.pace().backlog());
        pace = pace.plus(interval.pace());
        intervalsMerged += interval.covers() > 1 ? 1 : 0;
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
        inFlight.absorb(others.inFlight);
        backlog.absorb(others.backlog);
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
                inFlight.sum(),
                intervalsMerged,
                pace.withBacklog(backlog.sum()),
                latencies);
    }
}
