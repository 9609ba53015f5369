package io.iopulse.report;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.RunFacts;
import java.util.List;
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

    /** Rows of one phase that follow one another, as one. */
    static CsvRow sum(List<CsvRow> rows) {
        return rows.size() == 1
                ? rows.get(0)
                : rows.stream()
                        .reduce(CsvRow::plus)
                        .orElseThrow()
                        .with(LatencyTable.sum(rows.stream().map(CsvRow::latencies).toList()));
    }

    private CsvRow plus(CsvRow later) {
        return new CsvRow(
                facts,
                worker,
                number,
                covers + later.covers,
                phase,
                startNs,
                later.endNs,
                ops.plus(later.ops),
                bytes.plus(later.bytes),
                errors + later.errors,
                depthIntegralNs + later.depthIntegralNs,
                later.inFlight,
                Math.max(gapMaxNs, later.gapMaxNs),
                pace.plus(later.pace).withBacklog(later.pace.backlog()),
                hasRate,
                meanRate(later),
                latencies);
    }

    private OptionalDouble meanRate(CsvRow later) {
        if (rateAsked.isEmpty() || later.rateAsked.isEmpty() || later.endNs == startNs) {
            return OptionalDouble.empty();
        }
        double asked =
                rateAsked.getAsDouble() * (endNs - startNs)
                        + later.rateAsked.getAsDouble() * (later.endNs - later.startNs);
        return OptionalDouble.of(asked / (later.endNs - startNs));
    }

    private CsvRow with(LatencyTable sum) {
        return new CsvRow(
                facts,
                worker,
                number,
                covers,
                phase,
                startNs,
                endNs,
                ops,
                bytes,
                errors,
                depthIntegralNs,
                inFlight,
                gapMaxNs,
                pace,
                hasRate,
                rateAsked,
                sum);
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
