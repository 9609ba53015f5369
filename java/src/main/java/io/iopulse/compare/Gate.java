package io.iopulse.compare;

import io.iopulse.record.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thresholds held against the runs of a job. */
public final class Gate {
    private Gate() {}

    /**
     * A case per threshold and phase that it is for, in the order of the thresholds. Where a phase
     * was run several times the median of its runs counts.
     */
    public static List<GateCase> judge(List<Threshold> thresholds, List<Recording> runs) {
        Map<String, List<Recording>> phases = byPhase(runs);
        List<GateCase> cases = new ArrayList<>();
        for (Threshold threshold : thresholds) {
            List<GateCase> ofThreshold = new ArrayList<>();
            phases.forEach(
                    (phase, recordings) -> {
                        if (threshold.isFor(phase)) {
                            ofThreshold.add(judge(threshold, phase, recordings));
                        }
                    });
            cases.addAll(ofThreshold.isEmpty() ? List.of(notRun(threshold)) : ofThreshold);
        }
        return List.copyOf(cases);
    }

    /** In the order in which the names first appear. */
    static Map<String, List<Recording>> byPhase(List<Recording> runs) {
        Map<String, List<Recording>> phases = new LinkedHashMap<>();
        for (Recording run : runs) {
            phases.computeIfAbsent(run.facts().workload().name(), name -> new ArrayList<>())
                    .add(run);
        }
        return phases;
    }

    private static GateCase notRun(Threshold threshold) {
        String name = threshold.phase().orElse("");
        return new GateCase(
                name,
                threshold.text(),
                "no value",
                Optional.of("no phase '%s' was run".formatted(name)));
    }

    private static GateCase judge(Threshold threshold, String phase, List<Recording> runs) {
        Metric metric = threshold.metric();
        Sample sample = Sample.of(metric, runs);
        Optional<String> absence = sample.absences().stream().findFirst();
        if (absence.isPresent()) {
            return new GateCase(
                    phase,
                    threshold.text(),
                    "no value",
                    Optional.of("%s has no value: %s".formatted(metric.name(), absence.get())));
        }
        String value = metric.unit().format(sample.median());
        String median = runs.size() == 1 ? "" : ", the median of %d runs,".formatted(runs.size());
        return new GateCase(
                phase,
                threshold.text(),
                value,
                threshold.holds(sample.median())
                        ? Optional.empty()
                        : Optional.of(
                                "%s is %s%s and not %s %s"
                                        .formatted(
                                                metric.name(),
                                                value,
                                                median,
                                                threshold.relation().sign(),
                                                metric.unit().format(threshold.limit()))));
    }
}
