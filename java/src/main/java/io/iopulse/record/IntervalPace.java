package io.iopulse.record;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Phase;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Component;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What open loops asked for in each interval of a run, and when they fell behind. */
public final class IntervalPace {
    private final Recording recording;
    private final List<Component> components;
    private final long measuredFromNs;

    public IntervalPace(Recording recording) {
        this.recording = recording;
        components = recording.facts().workload().components();
        measuredFromNs = measured().stream().mapToLong(IntervalSum::startNs).min().orElse(0);
    }

    private List<IntervalSum> measured() {
        return recording.intervals().stream()
                .filter(interval -> interval.phase() == Phase.MEASURE)
                .toList();
    }

    /** Whether operations fell due at all. */
    public boolean hasRate() {
        return components.stream().anyMatch(component -> arrivals(component).isPresent());
    }

    /**
     * Operations or bytes per second of all components, mean over an interval of the measured
     * phase; empty where not all of them have a rate, or not in the same unit.
     */
    public OptionalDouble rateAsked(IntervalSum interval) {
        long units =
                components.stream().map(c -> arrivals(c).map(Arrivals::bytes)).distinct().count();
        if (interval.phase() != Phase.MEASURE
                || units > 1
                || !components.stream().allMatch(c -> arrivals(c).isPresent())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(components.stream().mapToDouble(c -> asked(c, interval)).sum());
    }

    private double asked(Component component, IntervalSum interval) {
        return arrivals(component)
                .map(
                        open ->
                                open.mean(
                                        component.workers(),
                                        since(interval.startNs()),
                                        since(interval.endNs())))
                .orElse(0.0);
    }

    private long since(long ns) {
        return ns - measuredFromNs;
    }

    private static Optional<Arrivals> arrivals(Component component) {
        return component.load().pace().arrivals();
    }

    /** From when on more operations waited for their start than the queue can hold, to the end. */
    Optional<String> behindSince() {
        Optional<IntervalSum> first = Optional.empty();
        for (IntervalSum interval : measured()) {
            if (interval.pace().backlog() <= recording.facts().depthAsked()) {
                first = Optional.empty();
            } else if (first.isEmpty()) {
                first = Optional.of(interval);
            }
        }
        return first.map(interval -> "behind from " + began(interval) + " to the end");
    }

    private String began(IntervalSum interval) {
        return interval.startNs() == measuredFromNs
                ? "the start"
                : "interval " + interval.number() + " at " + Figure.time(interval.startNs());
    }
}
