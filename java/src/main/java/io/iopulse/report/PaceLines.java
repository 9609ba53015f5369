package io.iopulse.report;

import io.iopulse.measure.Figure;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.PaceResult;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pace in words: what was asked for and what became of it. */
final class PaceLines {
    private PaceLines() {}

    /** {@code 1,000 IOPS, Poisson arrivals}; empty for a full queue. */
    static List<String> asked(Pace pace) {
        List<String> parts = new ArrayList<>();
        pace.arrivals().ifPresent(arrivals -> parts.add(arrivals(arrivals)));
        pace.depth().ifPresent(curve -> parts.add("depth over time " + curve.text()));
        think(pace.think()).ifPresent(parts::add);
        return parts;
    }

    private static String arrivals(Arrivals arrivals) {
        Curve rate = arrivals.rate();
        String unit = arrivals.bytes() ? " bytes a second" : " IOPS";
        String value = rate.isConstant() ? Figure.perSecond(rate.max()) + unit : rate.text() + unit;
        String law =
                switch (arrivals.law()) {
                    case CONSTANT -> "evenly spaced";
                    case POISSON -> "Poisson arrivals";
                    case BURST -> "in bursts of " + Figure.count(arrivals.burst());
                };
        return "open loop of " + value + (arrivals.perWorker() ? " per worker, " : ", ") + law;
    }

    private static Optional<String> think(ThinkTime think) {
        if (think.isNone()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        boolean same = think.read().equals(think.write()) && think.write().equals(think.trim());
        if (same && !think.read().isZero()) {
            parts.add(think.read().toString());
        } else {
            add(parts, think.read().isZero(), think.read() + " after reads");
            add(parts, think.write().isZero(), think.write() + " after writes");
            add(parts, think.trim().isZero(), think.trim() + " after trims");
        }
        add(
                parts,
                think.servicePercent() == 0,
                Figure.percent(think.servicePercent() / 100) + " of the service time");
        String every =
                think.every() == 1 ? "" : ", every " + Figure.count(think.every()) + " operations";
        return Optional.of("think time " + String.join(" and ", parts) + every);
    }

    private static void add(List<String> parts, boolean isNone, String part) {
        if (!isNone) {
            parts.add(part);
        }
    }

    /** What became of it, by label. */
    static Map<String, String> achieved(ComponentSum component) {
        Map<String, String> lines = new LinkedHashMap<>();
        Optional<PaceResult> result = PaceResult.of(component);
        if (result.isEmpty()) {
            return lines;
        }
        PaceResult pace = result.get();
        if (pace.arrivals().isPresent()) {
            lines.put(
                    "rate",
                    "asked "
                            + pace.rate(pace.asked())
                            + ", achieved "
                            + pace.rate(pace.achieved())
                            + backlog(pace)
                            + delay(pace));
            PaceResult.waitingInWords(component.measured())
                    .ifPresent(words -> lines.put("waiting", words));
        }
        if (!component.facts().component().load().pace().think().isNone()) {
            lines.put(
                    "users",
                    Figure.significant(pace.thinking())
                            + " thinking on average, of "
                            + Figure.significant(pace.depthAsked()));
        }
        return lines;
    }

    private static String backlog(PaceResult pace) {
        return pace.counts().backlog() == 0
                ? ""
                : ", "
                        + Figure.count(pace.counts().backlog())
                        + " due before the end and never started";
    }

    private static String delay(PaceResult pace) {
        return ", the tool's own delay at most " + Figure.time(pace.counts().lateMaxNs());
    }

    /** {@code 2.13 in flight, 8 at most}: an open loop or think time asks for no depth. */
    static Optional<String> depth(ComponentSum component, double achieved) {
        Pace pace = component.facts().component().load().pace();
        Optional<PaceResult> result = PaceResult.of(component);
        if (result.isEmpty()) {
            return Optional.empty();
        }
        String most =
                pace.depth().isPresent()
                        ? " on average of "
                                + Figure.significant(result.get().depthAsked())
                                + " asked"
                        : " on average, " + Figure.count(component.depthAsked()) + " at most";
        return Optional.of(Figure.significant(achieved) + " in flight" + most);
    }
}
