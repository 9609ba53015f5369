package io.iopulse.compare;

import io.iopulse.record.Outcome;
import io.iopulse.record.Recording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sides against each other, phase by phase. Whole runs are what is compared: the intervals inside
 * one follow each other and are not independent, and no interval of confidence is made of them.
 *
 * @param sides those of the first are what the others are compared with
 * @param phases that all sides ran
 * @param notes what must be known to read the figures, a sentence each
 */
public record Comparison(List<Side> sides, List<PhaseComparison> phases, List<String> notes) {
    public Comparison {
        sides = List.copyOf(sides);
        phases = List.copyOf(phases);
        notes = List.copyOf(notes);
    }

    /**
     * Compares at least two sides.
     *
     * @param metrics to compare; empty: the headlines
     */
    public static Comparison of(List<Side> sides, List<Metric> metrics) {
        List<String> notes = new ArrayList<>();
        List<Map<String, List<Recording>>> bySide = new ArrayList<>();
        for (Side side : sides) {
            bySide.add(Gate.byPhase(complete(side, notes)));
        }
        alignSinglePhases(bySide);
        Set<String> names = new LinkedHashSet<>();
        bySide.forEach(phases -> names.addAll(phases.keySet()));
        List<PhaseComparison> phases = new ArrayList<>();
        for (String name : names) {
            List<List<Recording>> runs =
                    bySide.stream().map(of -> of.getOrDefault(name, List.of())).toList();
            if (runs.stream().anyMatch(List::isEmpty)) {
                notes.add(
                        "'%s' has complete runs on some sides only, and is not compared"
                                .formatted(name));
            } else {
                notes.addAll(Likeness.notes(name, sides, runs));
                phases.add(PhaseComparison.of(name, runs, metrics));
            }
        }
        Comparison comparison = new Comparison(sides, phases, notes);
        notes.addAll(comparison.certainty());
        return new Comparison(sides, phases, notes);
    }

    /** What is the only phase on every side is compared, whatever it is called. */
    private static void alignSinglePhases(List<Map<String, List<Recording>>> bySide) {
        Set<String> names = new LinkedHashSet<>();
        bySide.forEach(phases -> names.addAll(phases.keySet()));
        if (names.size() > 1 && bySide.stream().allMatch(phases -> phases.size() == 1)) {
            String together = String.join(", ", names);
            bySide.replaceAll(phases -> Map.of(together, phases.values().iterator().next()));
        }
    }

    private static List<Recording> complete(Side side, List<String> notes) {
        List<Recording> complete = new ArrayList<>();
        for (Recording run : side.runs()) {
            if (run.outcome().status() == Outcome.Status.COMPLETE) {
                complete.add(run);
            } else {
                notes.add(
                        "a run of '%s' of %s was %s and is left out"
                                .formatted(
                                        run.facts().workload().name(),
                                        side.name(),
                                        run.outcome().status().label()));
            }
        }
        return complete;
    }

    /** What the verdicts are worth together, or why there are none. */
    private List<String> certainty() {
        long verdicts = changes().filter(change -> change.verdict().isPresent()).count();
        if (verdicts > 0) {
            return List.of(
                    "%d %s at 95 %% each: where nothing changed at all, at least one is wrong by"
                                    .formatted(verdicts, verdicts == 1 ? "verdict" : "verdicts")
                            + " chance in up to %d of 100 such comparisons"
                                    .formatted(
                                            Math.min(
                                                    100,
                                                    Math.round(
                                                            verdicts
                                                                    * (1 - Bootstrap.LEVEL)
                                                                    * 100))));
        }
        return phases.isEmpty()
                ? List.of()
                : List.of(
                        "no verdict: whole runs are compared, at least %d of each, since the"
                                        .formatted(Bootstrap.RUNS_MIN)
                                + " intervals inside a run are not independent of each other;"
                                + " iopulse ab and iopulse run --repeat make them");
    }

    private Stream<Change> changes() {
        return phases.stream()
                .flatMap(phase -> phase.metrics().stream())
                .flatMap(metric -> metric.changes().stream());
    }

    public boolean hasRegression() {
        return changes().anyMatch(Change::isRegression);
    }

    /** A case per phase, metric and side; a regression is a failure. */
    public List<GateCase> cases() {
        List<GateCase> cases = new ArrayList<>();
        for (PhaseComparison phase : phases) {
            for (MetricComparison metric : phase.metrics()) {
                for (int i = 0; i < metric.changes().size(); i++) {
                    cases.add(judged(phase.phase(), metric, i));
                }
            }
        }
        return List.copyOf(cases);
    }

    private GateCase judged(String phase, MetricComparison metric, int index) {
        Change change = metric.changes().get(index);
        String name =
                "%s of %s against %s"
                        .formatted(
                                metric.metric().name(),
                                sides.get(index + 1).name(),
                                sides.get(0).name());
        String value = ChangeWords.of(change);
        return new GateCase(
                phase,
                name,
                value,
                change.isRegression()
                        ? Optional.of("%s: %s".formatted(name, value))
                        : Optional.empty());
    }
}
