package io.iopulse.fleet;

import io.iopulse.measure.Snapshot;
import io.iopulse.record.Recording;
import io.iopulse.run.Preparation;
import io.iopulse.run.RunException;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.Optional;

/** Leads a run from preparation to its recording. */
public final class Coordinator implements AutoCloseable {
    /** Between the release of the barrier and the first I/O: long enough to wake every worker. */
    private static final Span START_DELAY = Span.ofMillis(5);

    private final NodeLink link;

    public Coordinator(NodeLink link) {
        this.link = link;
    }

    /** All that a run of the workload would refuse before it creates or writes anything. */
    public Preparation check(Workload workload) throws RunException {
        return link.check(workload);
    }

    /** Runs the workload; returns when everything is measured and drained. */
    public Recording run(Workload workload) throws RunException {
        link.prepare(workload);
        link.arm();
        link.start(START_DELAY);
        link.await();
        return link.report();
    }

    /** What is happening now, for any thread. */
    public Optional<Snapshot> snapshot() {
        return link.snapshot();
    }

    /** Asks for the end, from any thread. */
    public void stop() {
        link.stop();
    }

    @Override
    public void close() {
        link.close();
    }
}
