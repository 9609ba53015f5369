package io.iopulse.record;

import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Component;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What open loops of a run ask for together. */
final class AskedRate {
    private final List<Component> components;
    private final List<Integer> workers;

    AskedRate(List<Component> components) {
        this(components, components.stream().map(Component::workers).toList());
    }

    /** Of some workers of each component: so many. */
    AskedRate(List<Component> components, List<Integer> workers) {
        this.components = components;
        this.workers = workers;
    }

    /** Whether operations fall due at all. */
    boolean isAny() {
        return components.stream().anyMatch(component -> arrivals(component).isPresent());
    }

    /**
     * Operations or bytes per second of all components, mean between two times of the measured
     * phase; empty where not all of them have a rate, or not in the same unit.
     */
    OptionalDouble mean(long fromNs, long untilNs) {
        long units =
                components.stream().map(c -> arrivals(c).map(Arrivals::bytes)).distinct().count();
        if (units > 1 || !components.stream().allMatch(c -> arrivals(c).isPresent())) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            int some = workers.get(i);
            sum +=
                    arrivals(component)
                            .map(open -> open.mean(some, component.workers(), fromNs, untilNs))
                            .orElse(0.0);
        }
        return OptionalDouble.of(sum);
    }

    private static Optional<Arrivals> arrivals(Component component) {
        return component.load().pace().arrivals();
    }
}
