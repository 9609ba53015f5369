package io.iopulse.record;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.PaceCounts;
import java.util.OptionalDouble;

/**
 * One phase summed over workers and intervals.
 *
 * @param wallNs from the first start to the last end, over all workers
 * @param batches turns of the loop
 * @param batchSpanMaxNs longest turn that did several operations inside its submission; 0: none
 * @param inFlightAtEnd requests of all workers
 * @param intervalsMerged intervals that cover more than one
 * @param pace its backlog is that of the end, of all workers
 */
public record PhaseSum(
        long wallNs,
        OperationCounts ops,
        OperationCounts bytes,
        long errors,
        long retries,
        long shortTransfers,
        long depthIntegralNs,
        long batches,
        long batchSpanMaxNs,
        long inFlightAtEnd,
        long intervalsMerged,
        PaceCounts pace,
        LatencyTable latencies) {

    /** A count over measured wall time. */
    public double perSecond(long count) {
        return wallNs == 0 ? 0 : count * 1e9 / wallNs;
    }

    /** Users that thought, time-weighted mean, of all workers together. */
    public double thinking() {
        return wallNs == 0 ? 0 : (double) pace.thinkingIntegralNs() / wallNs;
    }

    /** Operations that waited for their locks, time-weighted mean, of all workers together. */
    public double waitingForLocks() {
        long waitedNs =
                latencies.operations(LatencyKind.LOCK_WAIT).stream()
                        .flatMap(kind -> latencies.get(LatencyKind.LOCK_WAIT, kind).stream())
                        .mapToLong(Latency::sumNs)
                        .sum();
        return wallNs == 0 ? 0 : (double) waitedNs / wallNs;
    }

    /**
     * Requests in flight, time-weighted mean, of all workers together. Empty when the phase was
     * over before any worker had looked at its queue.
     */
    public OptionalDouble depth() {
        return wallNs == 0 || batches == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) depthIntegralNs / wallNs);
    }
}
