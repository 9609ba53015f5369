package io.iopulse.fleet;

import io.iopulse.measure.Snapshot;
import io.iopulse.record.Recording;
import io.iopulse.run.Node;
import io.iopulse.run.Preparation;
import io.iopulse.run.RunException;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.Optional;

/** A node in this process. */
public final class LocalLink implements NodeLink {
    private final Node node;

    public LocalLink(Node node) {
        this.node = node;
    }

    @Override
    public Preparation check(Workload workload) throws RunException {
        return node.check(workload);
    }

    @Override
    public void prepare(Workload workload) throws RunException {
        node.prepare(workload);
    }

    @Override
    public void arm() throws RunException {
        node.arm();
    }

    @Override
    public void start(Span delay) throws RunException {
        node.start(delay);
    }

    @Override
    public void await() {
        node.await();
    }

    @Override
    public Recording report() {
        return node.report();
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return node.snapshot();
    }

    @Override
    public void stop() {
        node.stop();
    }

    @Override
    public void close() {
        node.close();
    }
}
