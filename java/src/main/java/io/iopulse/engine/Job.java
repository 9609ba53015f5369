package io.iopulse.engine;

import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Workload;
import java.util.List;

/**
 * A workload resolved for this machine: the engine decided, every target with its real region,
 * every worker with its place.
 */
public record Job(
        Workload workload, EngineKind engine, List<JobTarget> targets, List<WorkerPlace> workers) {
    public Job {
        targets = List.copyOf(targets);
        workers = List.copyOf(workers);
        if (engine == EngineKind.AUTO) {
            throw new IllegalArgumentException("the engine is not decided");
        }
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
