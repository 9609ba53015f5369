package io.iopulse.compare;

import io.iopulse.record.Recording;
import java.util.List;

/**
 * Whole runs that belong together: of one version, one setting, one day.
 *
 * @param name short, for the head of a column
 * @param sources where the runs come from, for people
 * @param runs of all phases, in the order in which they were done
 */
public record Side(String name, List<String> sources, List<Recording> runs) {
    public Side {
        sources = List.copyOf(sources);
        runs = List.copyOf(runs);
    }

    /** How often its job was done: the runs of the phase that was done most often. */
    public int repetitions() {
        return Gate.byPhase(runs).values().stream().mapToInt(List::size).max().orElse(0);
    }
}
