package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Adds up the intervals of several workers, each phase apart. */
final class PhaseAdders {
    private final Map<Phase, PhaseAdder> phases = new EnumMap<>(Phase.class);

    PhaseAdders(int firstWorker, int workers) {
        for (Phase phase : Phase.values()) {
            phases.put(phase, new PhaseAdder(firstWorker, workers));
        }
    }

    /** Adds all but the latencies. */
    void add(Interval interval) {
        of(interval.phase()).add(interval);
    }

    /** Takes in what the workers of another component did. */
    void absorb(PhaseAdders others) {
        phases.forEach((phase, adder) -> adder.absorb(others.of(phase)));
    }

    PhaseSum sum(Phase phase) {
        return of(phase).sum();
    }

    PhaseAdder of(Phase phase) {
        return Objects.requireNonNull(phases.get(phase));
    }
}
