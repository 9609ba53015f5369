package io.iopulse.measure;

import java.util.Set;

/**
 * What a worker says of itself once it is done, or of one that was given up, said until then.
 *
 * @param cpuMeasuredNs CPU time of its thread in the measured phase
 * @param cpuWindowNs monotonic time between the two looks that gave the CPU time
 * @param clockDriftNs what its clock gained on CLOCK_MONOTONIC over the run
 * @param engineOptionsInForce labels of the engine options the engine really used
 * @param startAchievedNs when its loop really began, monotonic
 * @param stop why it ended, in a word: complete, asked, errors, engine; none when it was given up
 */
public record WorkerFacts(
        int worker,
        long cpuMeasuredNs,
        long cpuWindowNs,
        long clockDriftNs,
        Set<String> engineOptionsInForce,
        long startAchievedNs,
        String stop) {
    public WorkerFacts {
        engineOptionsInForce = Set.copyOf(engineOptionsInForce);
    }

    /** For a part of the measured phase, of which the CPU time is not known. */
    public WorkerFacts withoutCpu() {
        return new WorkerFacts(
                worker, 0, 0, clockDriftNs, engineOptionsInForce, startAchievedNs, stop);
    }
}
