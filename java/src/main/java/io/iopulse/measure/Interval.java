package io.iopulse.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One interval of one worker, as published in the shared ring. Completions belong to the interval
 * in which they were reaped.
 *
 * @param worker 0 ..
 * @param number 0 .. over all phases of the worker; the first one covered
 * @param covers nominal intervals in here; above 1 when the reader was late
 * @param startNs monotonic
 * @param endNs monotonic
 * @param ops completed operations
 * @param bytes transferred, or trimmed
 * @param errors failed operations, in none of the counts above
 * @param retries operations issued again after EAGAIN or EINTR
 * @param shortTransfers transfers that moved less than asked and were continued
 * @param depthIntegralNs requests in flight × time
 * @param gapMaxNs longest time without a completion that ended in here or is still open
 * @param gapMaxStartNs when that gap began, monotonic
 * @param batches turns of the loop that submitted or reaped
 * @param batchSpanMaxNs longest turn that did several operations inside its submission: their times
 *     are off by at most that; 0 when there was none
 * @param inFlight requests in flight at the end
 * @param pace how the pace was kept; nothing where there is none
 */
public record Interval(
        int worker,
        long number,
        int covers,
        Phase phase,
        long startNs,
        long endNs,
        OperationCounts ops,
        OperationCounts bytes,
        long errors,
        long retries,
        long shortTransfers,
        long depthIntegralNs,
        long gapMaxNs,
        long gapMaxStartNs,
        long batches,
        long batchSpanMaxNs,
        long inFlight,
        PaceCounts pace,
        Map<LatencyKind, Map<OperationKind, Latency>> latencies) {

    public Interval {
        if (covers < 1 || endNs < startNs) {
            throw new IllegalArgumentException(
                    "interval " + number + " covers " + covers + ", " + startNs + ".." + endNs);
        }
        latencies = unmodifiable(latencies);
    }

    /** Service latencies of its reads, writes and trims together: of all but syncs. */
    public Latency serviceLatency() {
        Latency sum = new Latency();
        latencies
                .getOrDefault(LatencyKind.SERVICE, Map.of())
                .forEach((kind, latency) -> addUnlessSync(sum, kind, latency));
        return sum;
    }

    private static void addUnlessSync(Latency sum, OperationKind kind, Latency latency) {
        if (!kind.isSync()) {
            sum.add(latency);
        }
    }

    private static Map<LatencyKind, Map<OperationKind, Latency>> unmodifiable(
            Map<LatencyKind, Map<OperationKind, Latency>> latencies) {
        Map<LatencyKind, Map<OperationKind, Latency>> copy = new EnumMap<>(LatencyKind.class);
        latencies.forEach(
                (kind, byOperation) -> {
                    Map<OperationKind, Latency> inner = new EnumMap<>(OperationKind.class);
                    inner.putAll(byOperation);
                    copy.put(kind, Collections.unmodifiableMap(inner));
                });
        return Collections.unmodifiableMap(copy);
    }
}
