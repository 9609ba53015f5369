package io.iopulse.record;

import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a component when its workers are armed.
 *
 * @param engine the one that runs, never {@link EngineKind#AUTO}
 * @param engineReason why it was chosen; empty when it was asked for
 * @param places one per worker
 */
public record ComponentFacts(
        Component component,
        EngineKind engine,
        Optional<String> engineReason,
        List<ResolvedTarget> targets,
        List<WorkerPlace> places) {
    public ComponentFacts {
        if (engine == EngineKind.AUTO) {
            throw new IllegalArgumentException("the engine that runs must be known");
        }
        if (places.size() != component.workers()) {
            throw new IllegalArgumentException(
                    places.size() + " places for " + component.workers() + " workers");
        }
        targets = List.copyOf(targets);
        places = List.copyOf(places);
    }

    public String name() {
        return component.name();
    }

    /** Whether its I/O goes through the page cache. */
    public boolean isBuffered() {
        return !component.load().direct() && engine.opensTargets();
    }
}
