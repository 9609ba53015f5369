package io.iopulse.report;

import io.iopulse.compare.Change;
import io.iopulse.compare.ChangeWords;
import io.iopulse.compare.Comparison;
import io.iopulse.compare.MetricComparison;
import io.iopulse.compare.MetricUnit;
import io.iopulse.compare.PhaseComparison;
import io.iopulse.compare.Sample;
import io.iopulse.compare.Side;
import io.iopulse.units.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison that a person reads at a glance. */
public final class ComparisonText {
    private static final int SOURCES_SHOWN_MAX = 3;

    private final Comparison comparison;
    private final List<String> lines = new ArrayList<>();

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The whole comparison, each line ended. */
    public static String of(Comparison comparison) {
        ComparisonText text = new ComparisonText(comparison);
        text.addSides();
        comparison.phases().forEach(text::addPhase);
        text.addRemarks();
        return text.lines.stream()
                .map(line -> Printable.of(line) + "\n")
                .collect(Collectors.joining());
    }

    private void addSides() {
        for (Side side : comparison.sides()) {
            lines.add("%s  %s".formatted(side.name(), sources(side)));
        }
    }

    /** {@code a, b (6 runs)}. */
    static String sources(Side side) {
        List<String> shown =
                side.sources().subList(0, Math.min(SOURCES_SHOWN_MAX, side.sources().size()));
        int more = side.sources().size() - shown.size();
        return String.join(", ", shown)
                + (more > 0 ? " and %d more".formatted(more) : "")
                + " ("
                + WorkloadText.counted(side.repetitions(), "run")
                + ")";
    }

    private void addPhase(PhaseComparison phase) {
        for (int other = 1; other < comparison.sides().size(); other++) {
            TextTable table = new TextTable();
            table.add(head(comparison, other));
            for (MetricComparison metric : phase.metrics()) {
                table.add(row(metric, other));
            }
            lines.add("");
            lines.add(phase.phase());
            lines.addAll(table.lines());
        }
    }

    /** Names of the columns of a table of the first side and another one. */
    static List<String> head(Comparison comparison, int other) {
        String first = comparison.sides().get(0).name();
        String second = comparison.sides().get(other).name();
        return List.of(
                "metric", first, second, second + " to " + first, "95 % interval", "verdict");
    }

    static List<String> row(MetricComparison metric, int other) {
        Change change = metric.changes().get(other - 1);
        MetricUnit unit = metric.metric().unit();
        return List.of(
                metric.metric().name(),
                mean(metric.samples().get(0), unit),
                mean(metric.samples().get(other), unit),
                change.difference().isPresent()
                        ? ChangeWords.percent(change.difference().getAsDouble())
                        : "-",
                ChangeWords.interval(change).orElse("-"),
                ChangeWords.verdict(change).orElse("-"));
    }

    private static String mean(Sample sample, MetricUnit unit) {
        return sample.isEmpty() ? "-" : unit.format(sample.mean());
    }

    private void addRemarks() {
        List<String> remarks = remarks(comparison);
        if (!remarks.isEmpty()) {
            lines.add("");
            remarks.forEach(remark -> lines.add("  " + remark));
        }
    }

    /** The comparison's notes, and why single metrics have no figure. */
    static List<String> remarks(Comparison comparison) {
        Set<String> absences =
                comparison.phases().stream()
                        .flatMap(phase -> phase.metrics().stream())
                        .flatMap(ComparisonText::absences)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> remarks = new ArrayList<>();
        if (comparison.sides().stream().anyMatch(side -> side.repetitions() > 1)) {
            remarks.add("figures of several runs are their means");
        }
        remarks.addAll(absences);
        remarks.addAll(comparison.notes());
        return remarks;
    }

    private static Stream<String> absences(MetricComparison metric) {
        return metric.samples().stream()
                .flatMap(sample -> sample.absences().stream())
                .map(why -> metric.metric().name() + " is missing: " + why);
    }
}
