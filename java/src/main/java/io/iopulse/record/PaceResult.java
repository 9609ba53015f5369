package io.iopulse.record;

import static io.iopulse.record.CaveatRules.when;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Pace;
import java.util.List;
import java.util.Optional;

/**
 * What became of a component's pace.
 *
 * @param arrivals empty for a closed loop
 * @param asked operations or bytes per second that were to start, mean over the measured time
 * @param achieved the same as they were done
 * @param thinking users that thought, time-weighted mean
 * @param depthAsked requests in flight, mean over the measured time
 */
public record PaceResult(
        Optional<Arrivals> arrivals,
        double asked,
        double achieved,
        PaceCounts counts,
        double thinking,
        double depthAsked) {

    /** A rate that is below the asked one by less is met. */
    static final double RATE_SHARE_MIN = 0.995;

    /** So many standard deviations of a Poisson count are no miss. */
    private static final double DEVIATIONS_ALLOWED = 4;

    /** Of the operations that may start late by the tool's own fault. */
    static final double LATE_SHARE_MAX = 0.01;

    /** From so many times the service time on, waiting before the submission is worth words. */
    private static final double RESPONSE_FACTOR_TOLD = 2;

    private static final double PERCENTILE_TOLD = 99;

    /** Empty where the queue alone decides when operations start. */
    public static Optional<PaceResult> of(ComponentSum component) {
        Pace pace = component.facts().component().load().pace();
        return pace.isPaced() ? Optional.of(paced(component, pace)) : Optional.empty();
    }

    private static PaceResult paced(ComponentSum component, Pace pace) {
        PhaseSum measured = component.measured();
        int workers = component.facts().component().workers();
        int taken = component.workersTaken();
        long fromNs = component.takenFromNs();
        long untilNs = fromNs + measured.wallNs();
        Optional<Arrivals> arrivals = pace.arrivals();
        double asked = arrivals.map(open -> open.mean(taken, workers, fromNs, untilNs)).orElse(0.0);
        long done =
                arrivals.map(Arrivals::bytes).orElse(false)
                        ? measured.bytes().total()
                        : measured.ops().total();
        double depth =
                pace.depth()
                        .map(curve -> curve.mean(fromNs, untilNs) * taken)
                        .orElse((double) component.depthAsked());
        return new PaceResult(
                arrivals,
                asked,
                measured.perSecond(done),
                measured.pace(),
                measured.thinking(),
                depth);
    }

    /** Whether less was done than was asked for, beyond what chance explains. */
    static Optional<String> rateMissed(ComponentSum component) {
        return of(component)
                .filter(pace -> pace.arrivals().isPresent())
                .flatMap(pace -> pace.missed(component.measured()));
    }

    private Optional<String> missed(PhaseSum measured) {
        double ops = Math.max(1, measured.ops().total());
        boolean isRandom = arrivals.map(open -> open.law() == ArrivalLaw.POISSON).orElse(false);
        double chance = isRandom ? DEVIATIONS_ALLOWED / Math.sqrt(ops) : 0;
        double onTheWay = measured.inFlightAtEnd() / ops;
        return when(
                achieved < asked * (RATE_SHARE_MIN - chance - onTheWay) || counts.backlog() > ops,
                "asked "
                        + rate(asked)
                        + ", achieved "
                        + rate(achieved)
                        + " ("
                        + Figure.percent(asked == 0 ? 0 : achieved / asked)
                        + "); "
                        + Figure.count(counts.backlog())
                        + " operations that were due never started");
    }

    static Optional<String> generatorLate(ComponentSum component) {
        return of(component)
                .filter(pace -> pace.arrivals().isPresent())
                .flatMap(pace -> pace.late(component.measured().ops().total()));
    }

    private Optional<String> late(long ops) {
        return when(
                counts.late() > LATE_SHARE_MAX * Math.max(1, ops),
                Figure.percent((double) counts.late() / Math.max(1, ops))
                        + " of the operations started over 100 µs after they were due and had a"
                        + " free slot, at most "
                        + Figure.time(counts.lateMaxNs())
                        + " after");
    }

    /** In the unit of the rate. */
    public String rate(double perSecond) {
        return arrivals.map(Arrivals::bytes).orElse(false)
                ? Figure.throughput(perSecond)
                : Figure.perSecond(perSecond) + " IOPS";
    }

    /**
     * What operations went through before they were submitted, in words; empty where that was
     * little beside their service.
     */
    public static Optional<String> waitingInWords(PhaseSum measured) {
        Optional<Latency> service = all(measured, LatencyKind.SERVICE);
        Optional<Latency> response = all(measured, LatencyKind.RESPONSE);
        Optional<Latency> lateness = all(measured, LatencyKind.LATENESS);
        if (service.isEmpty() || response.isEmpty() || lateness.isEmpty()) {
            return Optional.empty();
        }
        long servedNs = service.get().percentileNs(PERCENTILE_TOLD);
        long respondedNs = response.get().percentileNs(PERCENTILE_TOLD);
        return respondedNs < RESPONSE_FACTOR_TOLD * servedNs
                ? Optional.empty()
                : Optional.of(
                        "99 % were served within "
                                + Figure.time(servedNs)
                                + ", but answered only within "
                                + Figure.time(respondedNs)
                                + " of when they should have started: "
                                + reason(
                                        service.get().maxNs(),
                                        measured.pace().lateMaxNs(),
                                        lateness.get().maxNs()));
    }

    /** What explains at least half of the longest wait, if anything of what was measured does. */
    private static String reason(long stallNs, long toolNs, long waitNs) {
        if (stallNs >= waitNs / 2) {
            return "after a stall of "
                    + Figure.time(stallNs)
                    + " operations waited up to "
                    + Figure.time(waitNs)
                    + " for their turn";
        }
        return toolNs >= waitNs / 2
                ? "the tool itself started operations up to " + Figure.time(toolNs) + " late"
                : "operations waited up to " + Figure.time(waitNs) + " for a free slot";
    }

    private static Optional<Latency> all(PhaseSum measured, LatencyKind kind) {
        return measured.latencies().merged(kind, List.of(OperationKind.values()));
    }
}
