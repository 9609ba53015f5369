package io.iopulse.compare;

import io.iopulse.record.Recording;
import io.iopulse.record.WorkloadHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A phase of a job that was done several times.
 *
 * @param runs in their order
 * @param columns what is worth telling of each run: the headlines that any run has
 */
public record RepeatedPhase(String name, List<Recording> runs, List<Column> columns) {
    /**
     * A metric and what it came to.
     *
     * @param sample not empty
     */
    public record Column(Metric metric, Sample sample) {}

    public RepeatedPhase {
        runs = List.copyOf(runs);
        columns = List.copyOf(columns);
    }

    /**
     * The phases of a job that was done more than once; empty where it was done once: no name comes
     * twice, or runs of one name do different work.
     */
    public static List<RepeatedPhase> of(List<Recording> runs) {
        Map<String, List<Recording>> byName = Gate.byPhase(runs);
        boolean repeats = byName.values().stream().anyMatch(same -> same.size() > 1);
        if (!repeats || !byName.values().stream().allMatch(RepeatedPhase::doTheSame)) {
            return List.of();
        }
        List<RepeatedPhase> phases = new ArrayList<>();
        byName.forEach((name, same) -> phases.add(new RepeatedPhase(name, same, columns(same))));
        return List.copyOf(phases);
    }

    private static boolean doTheSame(List<Recording> runs) {
        return runs.stream()
                        .map(run -> WorkloadHash.ofWork(run.facts().workload()))
                        .distinct()
                        .count()
                == 1;
    }

    private static List<Column> columns(List<Recording> runs) {
        return PhaseComparison.headlines(List.of(runs)).stream()
                .map(metric -> new Column(metric, Sample.of(metric, runs)))
                .toList();
    }
}
