package io.iopulse.record;

import static io.iopulse.record.CaveatRules.when;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Phase;
import io.iopulse.workload.Component;
import io.iopulse.workload.Pace;
import io.iopulse.workload.SteadyState;
import java.util.List;
import java.util.Optional;

/** The rules of the caveats that the rates of a run show over time. */
final class TrendRules {
    /** Shorter runs show what the machine did just then. */
    private static final long TIME_MIN_NS = 10_000_000_000L;

    /** A rate that varies by less is held by a limit, and not by what a device can do. */
    private static final double FLAT_SHARE_MAX = 0.01;

    /** So many intervals show that it is flat. */
    private static final int FLAT_MIN = 8;

    private final List<IntervalSum> intervals;
    private final RateTrend trend;

    private TrendRules(Recording recording) {
        intervals =
                recording.intervals().stream()
                        .filter(sum -> sum.phase() == Phase.MEASURE)
                        .filter(sum -> sum.isWhole() && sum.covers() == 1)
                        .toList();
        boolean isJudged =
                recording.measured().wallNs() >= TIME_MIN_NS
                        && recording.components().stream()
                                .noneMatch(sum -> changes(sum.facts().component()));
        double[] rates =
                isJudged
                        ? intervals.stream().mapToDouble(IntervalSum::opsPerSecond).toArray()
                        : new double[0];
        trend = RateTrend.of(rates);
    }

    /** Whether more or less is asked for as time goes on. */
    private static boolean changes(Component component) {
        Pace pace = component.load().pace();
        return pace.depth().isPresent()
                || pace.arrivals().map(open -> !open.rate().isConstant()).orElse(false);
    }

    static Optional<String> deviceThrottled(Recording recording) {
        TrendRules rules = new TrendRules(recording);
        return when(rules.isDrop() && rules.isFlat(), rules.step() + rules.spread());
    }

    static Optional<String> levelDropped(Recording recording) {
        TrendRules rules = new TrendRules(recording);
        return when(rules.isDrop() && !rules.isFlat(), rules.step());
    }

    static Optional<String> steadyStateNotReached(Recording recording) {
        Optional<SteadyState> asked = recording.facts().workload().completion().steadyState();
        boolean isOver = recording.outcome().status() == Outcome.Status.COMPLETE;
        boolean isMissed =
                isOver && recording.excerpt().isEmpty() && recording.ending().steady().isEmpty();
        if (asked.isPresent() && isMissed) {
            return asked.map(state -> missed(state, recording.measured().wallNs()));
        }
        TrendRules rules = new TrendRules(recording);
        return switch (rules.trend.kind()) {
            case LEVEL -> Optional.empty();
            case STEP -> when(!rules.isDrop(), rules.step());
            case SLOPE -> Optional.of(rules.slope());
        };
    }

    private static String missed(SteadyState asked, long measuredNs) {
        return "asked for %s that is steady to %s over %s, and not seen in %s"
                .formatted(
                        asked.metric().label(),
                        asked.limit(),
                        asked.window(),
                        Figure.time(measuredNs));
    }

    private boolean isDrop() {
        return trend.kind() == RateTrend.Kind.STEP && trend.after() < trend.before();
    }

    private boolean isFlat() {
        return trend.spreadAfter() <= FLAT_SHARE_MAX && intervals.size() - trend.at() >= FLAT_MIN;
    }

    /** {@code IOPS fell from 12,000 to 3,000 (−75.0 %) in interval 35, at 35.0 s}. */
    private String step() {
        if (trend.kind() != RateTrend.Kind.STEP) {
            return "";
        }
        IntervalSum first = intervals.get(trend.at());
        return "%s in interval %d, at %s"
                .formatted(change(), first.number(), Figure.time(first.startNs()));
    }

    private String spread() {
        return ", and varied by %s from then on".formatted(Figure.percent(trend.spreadAfter()));
    }

    private String slope() {
        IntervalSum first = intervals.get(0);
        IntervalSum last = intervals.get(intervals.size() - 1);
        return "%s along a line from interval %d, at %s, to interval %d, at %s"
                .formatted(
                        change(),
                        first.number(),
                        Figure.time(first.startNs()),
                        last.number(),
                        Figure.time(last.startNs()));
    }

    private String change() {
        boolean isRise = trend.after() > trend.before();
        double share = trend.before() > 0 ? Math.abs(trend.after() / trend.before() - 1) : 1;
        return "IOPS %s from %s to %s, by %s"
                .formatted(
                        isRise ? "rose" : "fell",
                        Figure.perSecond(Math.max(0, trend.before())),
                        Figure.perSecond(Math.max(0, trend.after())),
                        Figure.percent(share));
    }
}
