package io.iopulse.record;

import java.util.Optional;
import java.util.Set;

/**
 * What a selection took of a run. Times count from the start of the run.
 *
 * @param asked the selection
 * @param verdict how the whole run was judged when it ended; empty: its end was not recorded
 * @param measured the measured phase of the whole run
 * @param taken what was taken of it
 * @param workers their numbers
 * @param workersOfAll how many the run has
 */
public record Excerpt(
        Selection asked,
        Optional<Verdict> verdict,
        Extent measured,
        Extent taken,
        Set<Integer> workers,
        int workersOfAll) {

    /**
     * Intervals that follow one another.
     *
     * @param first number
     * @param last number
     */
    public record Extent(long first, long last, long startNs, long endNs) {
        public long lengthNs() {
            return endNs - startNs;
        }
    }

    /** Whether all workers of all components are in it. */
    public boolean hasAllWorkers() {
        return workers.size() == workersOfAll;
    }
}
