package io.iopulse.fleet;

import io.iopulse.measure.Snapshot;
import io.iopulse.record.Recording;
import io.iopulse.run.Preparation;
import io.iopulse.run.RunException;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.Optional;

/**
 * What a coordinator asks of a node, near or far. The moves come from one thread, in this order;
 * {@link #snapshot()} and {@link #stop()} from any.
 */
public interface NodeLink extends AutoCloseable {
    /** Resolves and checks as prepare does, and creates and writes nothing. */
    Preparation check(Workload workload) throws RunException;

    /** Makes targets ready. */
    void prepare(Workload workload) throws RunException;

    /** Opens everything and brings the workers to the barrier. */
    void arm() throws RunException;

    /** Lets the workers go after the delay. */
    void start(Span delay) throws RunException;

    /** Waits until all workers are done. */
    void await();

    /** Everything measured. */
    Recording report();

    Optional<Snapshot> snapshot();

    void stop();

    @Override
    void close();
}
