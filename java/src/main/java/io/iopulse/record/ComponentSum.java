package io.iopulse.record;

import io.iopulse.measure.Heat;
import io.iopulse.measure.Verified;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A component's part of a finished run.
 *
 * @param workersTaken how many of its workers are in it: all, or those that a replay selected
 * @param takenFromNs where in the measured phase a selected part of it begins; 0: at its start
 * @param regionBlocks blocks in the space that its workers share
 * @param heat what its operations accessed; empty where that was not kept
 * @param verified what it verified; empty where it verifies nothing
 * @param verify the phase in which it read back what was written
 * @param workers by number
 */
public record ComponentSum(
        ComponentFacts facts,
        int workersTaken,
        long takenFromNs,
        long regionBlocks,
        Optional<Heat> heat,
        Optional<Verified> verified,
        PhaseSum warmup,
        PhaseSum measured,
        PhaseSum drain,
        PhaseSum verify,
        List<WorkerSum> workers) {
    public ComponentSum {
        workers = List.copyOf(workers);
    }

    public String name() {
        return facts.component().name();
    }

    /** Requests that its workers in here together were asked to keep in flight. */
    public long depthAsked() {
        return (long) facts.component().load().queueDepth() * workersTaken;
    }

    /** CPU time of its workers' threads in the measured phase. */
    public long cpuMeasuredNs() {
        return WorkerSum.cpuMeasuredNs(workers);
    }

    /** Share of their time that its workers together were on a CPU; see {@link WorkerSum}. */
    public OptionalDouble cpuShare() {
        return WorkerSum.cpuShare(workers);
    }

    /** The tool's CPU time per measured operation; empty without operations. */
    public OptionalDouble cpuPerOperationNs() {
        return WorkerSum.perOperation(cpuMeasuredNs(), measured);
    }

    /** Operations of the workload that succeeded in all phases: reads, writes and trims. */
    long done() {
        return warmup.ops().total()
                + measured.ops().total()
                + drain.ops().total()
                + verify.ops().total()
                - verified.map(Verified::readBack).orElse(0L);
    }

    /** Operations of all phases that failed. */
    long failed() {
        return warmup.errors() + measured.errors() + drain.errors() + verify.errors();
    }
}
