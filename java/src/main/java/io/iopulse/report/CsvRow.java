package io.iopulse.report;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.RunFacts;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a row of the time series is made of: an interval, of all workers or of one.
 *
 * @param worker empty: all
 * @param startNs since the start of the run
 * @param endNs since the start of the run
 * @param rateAsked operations or bytes per second; empty where it is not known of what is summed
 */
record CsvRow(
        RunFacts facts,
        OptionalInt worker,
        long number,
        int covers,
        Phase phase,
        long startNs,
        long endNs,
        OperationCounts ops,
        OperationCounts bytes,
        long errors,
        long depthIntegralNs,
        long inFlight,
        long gapMaxNs,
        PaceCounts pace,
        boolean hasRate,
        OptionalDouble rateAsked,
        LatencyTable latencies) {

    static CsvRow of(RunFacts facts, IntervalPace pace, IntervalSum sum) {
        return new CsvRow(
                facts,
                OptionalInt.empty(),
                sum.number(),
                sum.covers(),
                sum.phase(),
                sum.startNs(),
                sum.endNs(),
                sum.ops(),
                sum.bytes(),
                sum.errors(),
                sum.depthIntegralNs(),
                sum.inFlight(),
                sum.gapMaxNs(),
                sum.pace(),
                pace.hasRate(),
                pace.rateAsked(sum),
                sum.latencies());
    }

    /** {@code runStartNs} is monotonic, as are the interval's times. */
    static CsvRow of(RunFacts facts, Interval interval, boolean hasRate, long runStartNs) {
        return new CsvRow(
                facts,
                OptionalInt.of(interval.worker()),
                interval.number(),
                interval.covers(),
                interval.phase(),
                interval.startNs() - runStartNs,
                interval.endNs() - runStartNs,
                interval.ops(),
                interval.bytes(),
                interval.errors(),
                interval.depthIntegralNs(),
                interval.inFlight(),
                interval.gapMaxNs(),
                interval.pace(),
                hasRate,
                OptionalDouble.empty(),
                LatencyTable.of(interval));
    }

    /** Nothing is issued in a drain: what completes there is no rate. */
    boolean hasRates() {
        return phase != Phase.DRAIN && endNs > startNs;
    }

    double perSecond(long count) {
        return count * 1e9 / (endNs - startNs);
    }

    /** Requests in flight, time-weighted mean. */
    double depth() {
        return endNs == startNs ? 0 : (double) depthIntegralNs / (endNs - startNs);
    }
}
