package io.iopulse.record;

import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Component;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What open loops of a run ask for together. */
final class AskedRate {
    private final List<Component> components;

    AskedRate(List<Component> components) {
        this.components = components;
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
        return OptionalDouble.of(
                components.stream().mapToDouble(c -> mean(c, fromNs, untilNs)).sum());
    }

    private static double mean(Component component, long fromNs, long untilNs) {
        return arrivals(component)
                .map(open -> open.mean(component.workers(), fromNs, untilNs))
                .orElse(0.0);
    }

    private static Optional<Arrivals> arrivals(Component component) {
        return component.load().pace().arrivals();
    }
}
