package io.iopulse.engine;

import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import java.util.List;

/**
 * A component resolved for this machine: the engine decided, every target with its real region,
 * every worker with its place.
 */
public record JobLoad(
        Component component,
        EngineKind engine,
        List<JobTarget> targets,
        List<Job.WorkerPlace> workers) {
    public JobLoad {
        targets = List.copyOf(targets);
        workers = List.copyOf(workers);
        if (engine == EngineKind.AUTO) {
            throw new IllegalArgumentException("the engine is not decided");
        }
    }

    /** In the space of all its targets. */
    long blocks() {
        long blockBytes = component.load().blockSize().bytes();
        return targets.stream().mapToLong(target -> target.bytes() / blockBytes).sum();
    }
}
