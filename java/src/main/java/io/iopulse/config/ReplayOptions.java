package io.iopulse.config;

import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a recording a replay is to take; what is empty is not restricted.
 *
 * @param from since the start of the measured phase
 * @param to since the start of the measured phase
 * @param trim only the time in which all chosen workers were active
 * @param speed how many times as fast as it was; empty: not said
 * @param follow wait for what is still being recorded
 */
public record ReplayOptions(
        Optional<Span> from,
        Optional<Span> to,
        boolean trim,
        Set<String> phases,
        Set<String> components,
        Set<Integer> workers,
        LiveMode live,
        OptionalDouble speed,
        boolean follow) {
    /** As fast as it can be read. */
    public static final double SPEED_MAX = Double.POSITIVE_INFINITY;

    private static final Pattern SPEED = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)x?");
    private static final double SPEED_LEAST = 0.01;
    private static final double SPEED_MOST = 100_000;
    private static final Span TIME_MAX = Span.ofSeconds(10L * 365 * 24 * 3600);
    private static final int KNOWN_SHOWN_MAX = 8;

    /** Reads the options of the group {@link OptionGroup#REPLAY}. */
    public static ReplayOptions of(Settings settings) {
        Choices choices = new Choices(settings);
        Optional<Span> from = choices.span(Option.FROM, Span.ZERO, TIME_MAX);
        Optional<Span> to = choices.span(Option.TO, Span.ZERO, TIME_MAX);
        if (to.isPresent() && to.get().compareTo(from.orElse(Span.ZERO)) <= 0) {
            throw new UsageError(
                    choices.told(Option.TO)
                            + " is not above --from %s".formatted(from.orElse(Span.ZERO)));
        }
        return new ReplayOptions(
                from,
                to,
                choices.on(Option.TRIM),
                new HashSet<>(choices.texts(Option.PHASE)),
                new HashSet<>(choices.texts(Option.COMPONENT)),
                new HashSet<>(choices.numbers(Option.WORKER, Workload.WORKERS_MAX - 1)),
                choices.word(Option.LIVE, LiveMode.class),
                speed(choices),
                follow(choices));
    }

    private static boolean follow(Choices choices) {
        if (choices.on(Option.FOLLOW) && choices.written(Option.SPEED).isPresent()) {
            throw new UsageError("--follow has the speed of the run; leave out --speed");
        }
        return choices.on(Option.FOLLOW);
    }

    private static OptionalDouble speed(Choices choices) {
        Optional<String> written = choices.written(Option.SPEED);
        if (written.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (written.get().equals("max")) {
            return OptionalDouble.of(SPEED_MAX);
        }
        Matcher matcher = SPEED.matcher(written.get());
        double speed = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
        if (speed < SPEED_LEAST || speed > SPEED_MOST) {
            throw new UsageError(
                    choices.told(Option.SPEED)
                            + " is no speed; give a number from 0.01x to 100000x, or max");
        }
        return OptionalDouble.of(speed);
    }

    /**
     * The mistake of naming what the recording does not have.
     *
     * @param kind phase, component or worker
     */
    public static UsageError unknown(String kind, String name, List<String> known) {
        Option option = Option.valueOf(kind.toUpperCase(Locale.ROOT));
        boolean isNumber = option == Option.WORKER;
        List<String> shown = known.subList(0, Math.min(known.size(), KNOWN_SHOWN_MAX));
        String others = known.size() > shown.size() ? ", …" : "";
        String has = isNumber ? "0 to " + (known.size() - 1) : String.join(", ", shown) + others;
        String nearest =
                isNumber
                        ? ""
                        : Spelling.nearest(name, known)
                                .map("; did you mean %s?"::formatted)
                                .orElse("");
        return new UsageError(
                "--%s %s is not in the recording, which has %s%s"
                        .formatted(option.longName(), Choices.quoted(name), has, nearest));
    }
}
