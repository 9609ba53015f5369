package io.iopulse.engine;

import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.OffsetStrategy;
import io.iopulse.workload.Sharing;
import java.math.BigInteger;
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
    public long blocks() {
        return blocks(targets);
    }

    private long blocks(List<JobTarget> of) {
        long blockBytes = component.load().blockSize().bytes();
        return of.stream().mapToLong(target -> target.bytes() / blockBytes).sum();
    }

    /** In the space of one worker: of its part, its own targets, or all of them. */
    public long blocks(Job.WorkerPlace worker) {
        Sharing sharing = component.sharing();
        return switch (sharing.distribution()) {
            case PARTITIONED ->
                    start(worker.ordinal() + 1, worker) - start(worker.ordinal(), worker);
            case PER_WORKER -> {
                int count = targets.size() / worker.peers();
                int first = worker.ordinal() * count;
                yield blocks(targets.subList(first, first + count));
            }
            case SHARED ->
                    sharing.strategy() == OffsetStrategy.INTERLEAVED
                            ? (blocks() + worker.peers() - 1 - worker.ordinal()) / worker.peers()
                            : blocks();
        };
    }

    /** Where the slice of a worker begins, as native/access/offset.h says. */
    private long start(int ordinal, Job.WorkerPlace worker) {
        return BigInteger.valueOf(blocks())
                .multiply(BigInteger.valueOf(ordinal))
                .divide(BigInteger.valueOf(worker.peers()))
                .longValueExact();
    }
}
