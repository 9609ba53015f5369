package io.iopulse.record;

import io.iopulse.measure.WorkerFacts;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The measured phase of one worker.
 *
 * @param measured its wall time is the worker's own
 */
public record WorkerSum(WorkerFacts facts, WorkerPlace place, PhaseSum measured) {
    /** CPU clock and wall clock of one machine run at rates that differ by less than this. */
    private static final double CLOCKS_DIFFER_MAX = 0.001;

    /**
     * Share of its time that the worker was on a CPU, 0 to 1. Empty when it cannot be told: no time
     * passed, or so little that the clocks disagree and the CPU time exceeds it.
     */
    public OptionalDouble cpuShare() {
        return share(workedNs(), facts.cpuWindowNs());
    }

    /**
     * Its CPU time but for what it spun away while it waited for the next start; 0 when that cannot
     * be told: others used its CPU meanwhile.
     */
    private long workedNs() {
        return Math.max(0, facts.cpuMeasuredNs() - measured.pace().spunNs());
    }

    static long cpuMeasuredNs(List<WorkerSum> workers) {
        return workers.stream().mapToLong(WorkerSum::workedNs).sum();
    }

    static OptionalDouble cpuShare(List<WorkerSum> workers) {
        return share(
                cpuMeasuredNs(workers),
                workers.stream().mapToLong(worker -> worker.facts().cpuWindowNs()).sum());
    }

    private static OptionalDouble share(long cpuNs, long windowNs) {
        return cpuNs > 0 && windowNs > 0 && cpuNs <= windowNs * (1 + CLOCKS_DIFFER_MAX)
                ? OptionalDouble.of(Math.min(1, (double) cpuNs / windowNs))
                : OptionalDouble.empty();
    }

    /** CPU time of the worker's thread per completed operation; empty without operations. */
    public OptionalDouble cpuPerOperationNs() {
        return perOperation(workedNs(), measured);
    }

    static OptionalDouble perOperation(long cpuNs, PhaseSum measured) {
        long ops = measured.ops().total();
        return ops == 0 || cpuNs == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) cpuNs / ops);
    }
}
