package io.iopulse.record;

import io.iopulse.measure.WorkerFacts;

/**
 * The measured phase of one worker.
 *
 * @param measured its wall time is the worker's own
 */
public record WorkerSum(WorkerFacts facts, WorkerPlace place, PhaseSum measured) {
    /** Share of the worker's wall time that it was on a CPU, 0 to 1. */
    public double cpuShare() {
        return measured.wallNs() == 0 ? 0 : (double) facts.cpuMeasuredNs() / measured.wallNs();
    }

    /** CPU time of the worker's thread per completed operation; 0 without operations. */
    public double cpuPerOperationNs() {
        long ops = measured.ops().total();
        return ops == 0 ? 0 : (double) facts.cpuMeasuredNs() / ops;
    }
}
