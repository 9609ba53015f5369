package io.iopulse.engine;

import io.iopulse.workload.Workload;
import java.util.List;

/**
 * A workload resolved for this machine.
 *
 * @param loads one per component, in their order; targets and workers are numbered through them
 */
public record Job(Workload workload, List<JobLoad> loads) {
    public Job {
        loads = List.copyOf(loads);
    }

    /** The targets of all loads, by their index in the job. */
    public List<JobTarget> targets() {
        return loads.stream().flatMap(load -> load.targets().stream()).toList();
    }

    /** The workers of all loads, by their number. */
    public List<WorkerPlace> workers() {
        return loads.stream().flatMap(load -> load.workers().stream()).toList();
    }

    /**
     * Where a worker runs.
     *
     * @param ordinal its number among the workers of its load, over all nodes
     * @param peers how many of them there are
     * @param cpu −1: not pinned
     * @param numaNode −1: not bound
     */
    public record WorkerPlace(int ordinal, int peers, int cpu, int numaNode) {}
}
