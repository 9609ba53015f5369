package io.iopulse.record;

import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import java.util.Map;

/**
 * One interval summed over all workers.
 *
 * @param number the first one covered
 * @param covers nominal intervals in here; above 1 when the reader was late
 * @param startNs since the start of the run
 * @param endNs since the start of the run
 * @param isWhole every worker was there from its beginning to its end
 * @param pace its backlog is that of the end
 * @param encodedLatencies see {@link #latencies}
 */
public record IntervalSum(
        long number,
        int covers,
        Phase phase,
        long startNs,
        long endNs,
        boolean isWhole,
        OperationCounts ops,
        OperationCounts bytes,
        long errors,
        long depthIntegralNs,
        long gapMaxNs,
        long inFlight,
        PaceCounts pace,
        Map<LatencyKind, Map<OperationKind, byte[]>> encodedLatencies) {

    public long lengthNs() {
        return endNs - startNs;
    }

    public double opsPerSecond() {
        return perSecond(ops.total());
    }

    /** Reads and writes. */
    public double bytesPerSecond() {
        return perSecond(bytes.transfers());
    }

    /** Requests in flight, time-weighted mean. */
    public double depth() {
        return lengthNs() == 0 ? 0 : (double) depthIntegralNs / lengthNs();
    }

    /** Decodes the histograms; not free. */
    public LatencyTable latencies() {
        return LatencyTable.decode(encodedLatencies);
    }

    private double perSecond(long count) {
        return lengthNs() == 0 ? 0 : count * 1e9 / lengthNs();
    }
}
