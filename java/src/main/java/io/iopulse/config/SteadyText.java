package io.iopulse.config;

import static io.iopulse.config.Option.DURATION;
import static io.iopulse.config.Option.STEADY_STATE;
import static io.iopulse.config.Rule.when;

import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Pace;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SteadyState.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steady state that ends a run, as text: {@code iops:5%} or {@code latency:10%,30s}. */
final class SteadyText {
    static final List<Rule> ALL =
            List.of(
                    new Rule("a steady state has a duration as its limit", SteadyText::duration),
                    new Rule("a steady state has intervals to be seen in", SteadyText::window),
                    new Rule("a steady state is of a load that stays", SteadyText::load),
                    new Rule("a steady state is waited for in real time", SteadyText::engine));

    private static final String WANTED =
            " is not METRIC:P or METRIC:P,TIME with iops, latency or throughput and a share of its"
                    + " mean, such as iops:5% or latency:10%,30s";

    private SteadyText() {}

    /** Empty where it is not asked for. */
    static Optional<SteadyState> parse(Choices choices, Span interval) {
        String text = choices.text(STEADY_STATE);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(choices, text, interval));
    }

    private static SteadyState parse(Choices choices, String text, Span interval) {
        String[] parts = text.split(",", -1);
        String[] words = parts[0].split(":", -1);
        if (words.length != 2 || parts.length > 2) {
            throw wrong(choices);
        }
        try {
            Percent limit = Percent.parse(words[1].strip());
            Span window =
                    parts.length > 1
                            ? Span.parse(parts[1].strip())
                            : new Span(interval.ns() * SteadyState.INTERVALS_DEFAULT);
            if (limit.isZero() || window.isZero()) {
                throw wrong(choices);
            }
            return new SteadyState(metric(choices, words[0].strip()), limit, window);
        } catch (UnitFormatException e) {
            throw wrong(choices);
        }
    }

    private static UsageError wrong(Choices choices) {
        return new UsageError(choices.told(STEADY_STATE) + WANTED);
    }

    private static Metric metric(Choices choices, String word) {
        String asked = word.toLowerCase(Locale.ROOT);
        List<String> labels = Arrays.stream(Metric.values()).map(Metric::label).toList();
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.label().equals(asked))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageError(
                                        choices.told(STEADY_STATE)
                                                + ": "
                                                + Choices.quoted(word)
                                                + " is none of "
                                                + String.join(", ", labels)
                                                + Spelling.nearest(asked, labels)
                                                        .map("; did you mean %s?"::formatted)
                                                        .orElse("")));
    }

    static String print(SteadyState asked) {
        return "%s:%s,%s".formatted(asked.metric().label(), asked.limit(), asked.window());
    }

    private static Optional<String> duration(Request r) {
        boolean isLimited = r.choices().given(DURATION) && !r.untilComplete();
        boolean hasOther =
                r.choices().given(Option.TOTAL_BYTES) || r.choices().given(Option.TOTAL_OPS);
        return when(
                r.steadyState().isPresent() && (!isLimited || hasOther),
                r.choices().told(STEADY_STATE)
                        + " ends a run that --duration limits, and no other limit; give --duration"
                        + " alone");
    }

    private static Optional<String> window(Request r) {
        if (r.steadyState().isEmpty()) {
            return Optional.empty();
        }
        Span window = r.steadyState().get().window();
        long intervals = window.ns() / r.interval().ns();
        boolean fits =
                window.ns() % r.interval().ns() == 0
                        && intervals >= SteadyState.INTERVALS_MIN
                        && intervals <= SteadyState.INTERVALS_MAX;
        if (!fits) {
            return Optional.of(
                    r.choices().told(STEADY_STATE)
                            + ": the window of %s is not %d to %d whole intervals of %s"
                                    .formatted(
                                            window,
                                            SteadyState.INTERVALS_MIN,
                                            SteadyState.INTERVALS_MAX,
                                            r.interval()));
        }
        Span duration = r.duration().orElse(window);
        return when(
                duration.compareTo(window) < 0,
                r.choices().told(STEADY_STATE)
                        + ": the window of %s is longer than --duration %s"
                                .formatted(window, duration));
    }

    private static Optional<String> load(Request r) {
        if (r.steadyState().isEmpty()) {
            return Optional.empty();
        }
        Pace pace = r.pace();
        boolean changes =
                pace.depth().isPresent()
                        || pace.arrivals().map(open -> !open.rate().isConstant()).orElse(false);
        return when(
                changes,
                r.choices().told(STEADY_STATE)
                        + " is of a load that stays the same; leave the curve of the rate or of"
                        + " the depth out");
    }

    private static Optional<String> engine(Request r) {
        return when(
                r.steadyState().isPresent() && r.engine() == EngineKind.SIM,
                r.choices().told(STEADY_STATE)
                        + " is judged while a run goes on, and the time of --engine sim runs ahead;"
                        + " name another engine");
    }
}
