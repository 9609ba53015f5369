package io.iopulse.config;

import io.iopulse.units.Rate;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Load;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import io.iopulse.workload.Waiting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pace as options, and back. */
final class PaceText {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String TRIM = "trim";
    private static final List<String> KINDS = List.of(READ, WRITE, TRIM);

    private PaceText() {}

    static Pace parse(Choices choices) {
        Optional<Arrivals> arrivals = arrivals(choices);
        Optional<Curve> depth =
                choices.written(Option.DEPTH_LOAD).map(text -> whole(depthCurve(choices)));
        ThinkTime think = think(choices);
        Waiting waiting = choices.word(Option.WAIT_MODE, Waiting.class);
        return arrivals.isPresent()
                ? new Pace(arrivals, Optional.empty(), ThinkTime.NONE, waiting)
                : new Pace(arrivals, depth, think, waiting);
    }

    private static Optional<Arrivals> arrivals(Choices choices) {
        boolean bytes = choices.given(Option.RATE_BYTES);
        ArrivalLaw law = choices.word(Option.ARRIVALS, ArrivalLaw.class);
        long burst = choices.number(Option.BURST_SIZE, 2, Arrivals.BURST_MAX).orElse(1);
        if (!bytes && !choices.given(Option.RATE_IOPS)) {
            return Optional.empty();
        }
        Curve rate =
                bytes
                        ? CurveText.parse(
                                choices,
                                Option.RATE_BYTES,
                                "bytes a second, such as 500k or 1.5G",
                                text -> (double) Size.parse(text).bytes(),
                                Arrivals.RATE_MAX)
                        : CurveText.parse(
                                choices,
                                Option.RATE_IOPS,
                                "operations a second, such as " + Rate.EXAMPLES,
                                text -> Rate.parse(text).perSecond(),
                                Arrivals.RATE_MAX);
        if (rate.max() < Arrivals.RATE_MIN) {
            throw new UsageError(
                    choices.told(bytes ? Option.RATE_BYTES : Option.RATE_IOPS)
                            + " is never as much as 0.001 a second");
        }
        boolean isBurst = law == ArrivalLaw.BURST && burst > 1;
        return Optional.of(
                new Arrivals(
                        rate,
                        bytes,
                        choices.on(Option.RATE_PER_WORKER),
                        law == ArrivalLaw.BURST && !isBurst ? ArrivalLaw.CONSTANT : law,
                        isBurst ? (int) burst : 1));
    }

    private static Curve depthCurve(Choices choices) {
        return CurveText.parse(
                choices,
                Option.DEPTH_LOAD,
                "a number of operations from 0 to " + Load.DEPTH_MAX,
                text -> (double) number(text),
                Load.DEPTH_MAX);
    }

    private static long number(String text) {
        long number = Choices.whole(text);
        if (number < 0) {
            throw new UnitFormatException("'" + text + "' is not a whole number");
        }
        return number;
    }

    /** Whole operations, to the nearest; equal neighbours joined. */
    private static Curve whole(Curve curve) {
        List<Curve.Segment> segments = new ArrayList<>();
        for (Curve.Segment segment : curve.segments()) {
            double value = Math.rint(segment.value());
            int last = segments.size() - 1;
            if (last >= 0 && segments.get(last).value() == value) {
                segments.remove(last);
            }
            segments.add(new Curve.Segment(segment.endNs(), value));
        }
        return new Curve(curve.text(), segments, curve.repeats());
    }

    private static ThinkTime think(Choices choices) {
        Span[] spans = {Span.ZERO, Span.ZERO, Span.ZERO};
        Set<Integer> kinds = new HashSet<>();
        for (String entry : choices.texts(Option.THINK_TIME)) {
            int equals = entry.indexOf('=');
            int kind = equals < 0 ? -1 : KINDS.indexOf(entry.substring(0, equals).strip());
            Optional<Span> span = span(entry.substring(equals + 1));
            if (span.isEmpty() || (equals >= 0 && kind < 0)) {
                throw new UsageError(
                        choices.told(Option.THINK_TIME)
                                + " is not a time from 0s to 1d for all, or one each as in"
                                + " read=1ms,write=5ms");
            }
            if (!kinds.add(kind)) {
                throw new UsageError(
                        choices.told(Option.THINK_TIME)
                                + ": the time "
                                + (kind < 0 ? "for all" : "of " + KINDS.get(kind))
                                + " is given twice; give it once");
            }
            for (int i = 0; i < spans.length; i++) {
                spans[i] = kind < 0 || kind == i ? span.get() : spans[i];
            }
        }
        return thinkOf(choices, spans);
    }

    private static ThinkTime thinkOf(Choices choices, Span[] spans) {
        Pattern pattern = new Pattern(choices);
        boolean isWhole = pattern.modeProblem().or(pattern::shareProblem).isEmpty();
        boolean asked = isByKind(choices) || !isWhole; // what is not whole is told by its own rule
        return new ThinkTime(
                asked || pattern.mix().reads() ? spans[0] : Span.ZERO,
                asked || pattern.mix().writes() ? spans[1] : Span.ZERO,
                asked || pattern.mix().trims() ? spans[2] : Span.ZERO,
                choices.count(Option.THINK_EVERY, 1, ThinkTime.EVERY_MAX),
                servicePercent(choices));
    }

    static boolean isByKind(Choices choices) {
        return choices.texts(Option.THINK_TIME).stream().anyMatch(text -> text.contains("="));
    }

    private static Optional<Span> span(String text) {
        try {
            return Optional.of(Span.parse(text)).filter(span -> span.compareTo(ThinkTime.MAX) <= 0);
        } catch (UnitFormatException e) {
            return Optional.empty();
        }
    }

    private static double servicePercent(Choices choices) {
        String text = choices.text(Option.THINK_ADAPTIVE).strip();
        if (text.isEmpty()) {
            return 0;
        }
        if (text.matches("\\d{1,7}(\\.\\d{1,3})?%?")) {
            double percent = Double.parseDouble(text.replace("%", ""));
            if (percent <= ThinkTime.SERVICE_PERCENT_MAX) {
                return percent;
            }
        }
        throw new UsageError(
                choices.told(Option.THINK_ADAPTIVE)
                        + " is not a percentage from 0 to 1000000, such as 50 or 150");
    }

    /** The options that say it, those at their defaults left out. */
    static Map<Option, String> print(Pace pace) {
        Map<Option, String> options = new EnumMap<>(Option.class);
        pace.arrivals().ifPresent(arrivals -> print(options, arrivals));
        pace.depth().ifPresent(curve -> options.put(Option.DEPTH_LOAD, curve.text()));
        print(options, pace.think());
        if (pace.waiting() != Waiting.HYBRID) {
            options.put(Option.WAIT_MODE, pace.waiting().label());
        }
        return options;
    }

    private static void print(Map<Option, String> options, Arrivals arrivals) {
        Option rate = arrivals.bytes() ? Option.RATE_BYTES : Option.RATE_IOPS;
        options.put(rate, arrivals.rate().text());
        if (arrivals.perWorker()) {
            options.put(Option.RATE_PER_WORKER, "true");
        }
        if (arrivals.law() != ArrivalLaw.CONSTANT) {
            options.put(Option.ARRIVALS, arrivals.law().label());
        }
        if (arrivals.burst() > 1) {
            options.put(Option.BURST_SIZE, Integer.toString(arrivals.burst()));
        }
    }

    private static void print(Map<Option, String> options, ThinkTime think) {
        List<String> parts = new ArrayList<>();
        add(parts, READ, think.read());
        add(parts, WRITE, think.write());
        add(parts, TRIM, think.trim());
        if (!parts.isEmpty()) {
            options.put(Option.THINK_TIME, String.join(",", parts));
        }
        if (think.every() > 1) {
            options.put(Option.THINK_EVERY, Integer.toString(think.every()));
        }
        if (think.servicePercent() > 0) {
            options.put(
                    Option.THINK_ADAPTIVE,
                    BigDecimal.valueOf(think.servicePercent())
                            .stripTrailingZeros()
                            .toPlainString());
        }
    }

    private static void add(List<String> parts, String kind, Span span) {
        if (!span.isZero()) {
            parts.add(kind + "=" + span);
        }
    }
}
