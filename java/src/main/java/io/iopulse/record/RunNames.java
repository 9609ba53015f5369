package io.iopulse.record;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the runs of a recording call their parts, to find what a selection names and none has. */
final class RunNames {
    private final Set<String> phases = new LinkedHashSet<>();
    private final Set<String> components = new LinkedHashSet<>();
    private final Set<String> workers = new LinkedHashSet<>();

    void see(RunFacts facts) {
        phases.add(facts.workload().name());
        facts.components().forEach(component -> components.add(component.name()));
        for (int worker = 0; worker < facts.places().size(); worker++) {
            workers.add(Integer.toString(worker));
        }
    }

    void require(Selection selection) {
        require("phase", selection.phases(), phases);
        require("component", selection.components(), components);
        require("worker", selection.workers(), workers);
    }

    private static void require(String kind, Collection<?> wanted, Set<String> known) {
        for (Object name : wanted) {
            if (!known.contains(name.toString())) {
                throw new UnknownNameException(kind, name.toString(), known);
            }
        }
    }
}
