package io.iopulse.config;

import static io.iopulse.config.Option.ARRIVALS;
import static io.iopulse.config.Option.BURST_SIZE;
import static io.iopulse.config.Option.DEPTH_LOAD;
import static io.iopulse.config.Option.DURATION;
import static io.iopulse.config.Option.QUEUE_DEPTH;
import static io.iopulse.config.Option.RATE_BYTES;
import static io.iopulse.config.Option.RATE_IOPS;
import static io.iopulse.config.Option.RATE_PER_WORKER;
import static io.iopulse.config.Option.THINK_ADAPTIVE;
import static io.iopulse.config.Option.THINK_EVERY;
import static io.iopulse.config.Option.THINK_TIME;
import static io.iopulse.config.Option.WAIT_MODE;
import static io.iopulse.config.Rule.when;

import io.iopulse.units.Span;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.ThinkTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold between the options of the pace. */
final class PaceRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule("one rate", PaceRules::rates),
                    new Rule("arrivals have a rate", PaceRules::arrivals),
                    new Rule("a burst has a size, and only a burst", PaceRules::burst),
                    new Rule("a rate leaves no time to think", PaceRules::thinking),
                    new Rule("the depth is said once", PaceRules::depth),
                    new Rule("there is something to think about", PaceRules::kinds),
                    new Rule("thinking takes time", PaceRules::every),
                    new Rule("there is something to wait for", PaceRules::waiting),
                    new Rule("a curve that ends at 0 has a duration", PaceRules::end));

    private PaceRules() {}

    /** The sentence of the first rule that is broken. */
    static Optional<String> broken(Request request) {
        return Rule.firstBroken(ALL, request);
    }

    private static boolean hasRate(Request r) {
        return r.choices().given(RATE_IOPS) || r.choices().given(RATE_BYTES);
    }

    private static Optional<String> rates(Request r) {
        return when(
                r.choices().given(RATE_IOPS) && r.choices().given(RATE_BYTES),
                r.choices().told(RATE_IOPS)
                        + " and "
                        + r.choices().plain(RATE_BYTES)
                        + " are two rates; give one of them");
    }

    private static Optional<String> arrivals(Request r) {
        return Stream.of(ARRIVALS, BURST_SIZE, RATE_PER_WORKER)
                .filter(r.choices()::given)
                .filter(option -> option != RATE_PER_WORKER || r.choices().on(option))
                .filter(option -> !hasRate(r))
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is about a rate, and none is given; add --rate-iops or"
                                        + " --rate-bytes, or leave it out");
    }

    private static Optional<String> burst(Request r) {
        boolean isBurst = r.choices().word(ARRIVALS, ArrivalLaw.class) == ArrivalLaw.BURST;
        Optional<String> unsized =
                when(
                        isBurst && !r.choices().given(BURST_SIZE),
                        r.choices().told(ARRIVALS) + " needs --burst-size, from 2 to 1000000");
        return unsized.or(
                () ->
                        when(
                                !isBurst && r.choices().given(BURST_SIZE),
                                r.choices().told(BURST_SIZE)
                                        + " is for --arrivals burst; add it, or leave this out"));
    }

    private static Optional<String> thinking(Request r) {
        return Stream.of(THINK_TIME, THINK_ADAPTIVE, THINK_EVERY, DEPTH_LOAD)
                .filter(r.choices()::given)
                .filter(option -> hasRate(r))
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is for a closed loop, and "
                                        + r.choices()
                                                .plain(
                                                        r.choices().given(RATE_IOPS)
                                                                ? RATE_IOPS
                                                                : RATE_BYTES)
                                        + " starts operations whatever became of those before;"
                                        + " leave one of them out");
    }

    private static Optional<String> depth(Request r) {
        return when(
                r.choices().given(DEPTH_LOAD) && r.choices().given(QUEUE_DEPTH),
                r.choices().told(DEPTH_LOAD)
                        + " and "
                        + r.choices().plain(QUEUE_DEPTH)
                        + " are two depths; give one of them");
    }

    private static Optional<String> kinds(Request r) {
        ThinkTime think = r.pace().think();
        return unthought(r, think.read(), r.mix().reads(), "reads")
                .or(() -> unthought(r, think.write(), r.mix().writes(), "writes"))
                .or(() -> unthought(r, think.trim(), r.mix().trims(), "trims"));
    }

    private static Optional<String> unthought(Request r, Span think, boolean comes, String kind) {
        return when(
                !think.isZero() && !comes,
                r.choices().told(THINK_TIME)
                        + ": the load has no "
                        + kind
                        + " to think after; leave that out");
    }

    private static Optional<String> every(Request r) {
        boolean isNone = r.pace().think().isNone();
        return Stream.of(THINK_EVERY, THINK_TIME, THINK_ADAPTIVE)
                .filter(r.choices()::given)
                .filter(option -> isNone)
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " leaves nothing to think about; give a --think-time or"
                                        + " --think-adaptive above 0, or leave it out");
    }

    private static Optional<String> waiting(Request r) {
        return when(
                r.choices().given(WAIT_MODE) && !r.pace().isPaced(),
                r.choices().told(WAIT_MODE)
                        + " is for a rate, think time or a depth over time, and there is none;"
                        + " leave it out");
    }

    private static Optional<String> end(Request r) {
        boolean endless = !r.choices().given(DURATION) || r.untilComplete();
        Optional<Curve> curve = r.pace().arrivals().map(Arrivals::rate).or(() -> r.pace().depth());
        return curve.filter(Curve::endsAtZero)
                .filter(unused -> endless)
                .map(
                        ending ->
                                Choices.quoted(ending.text())
                                        + " ends at 0, where nothing is done any more and no limit"
                                        + " is reached; add --duration");
    }
}
