package io.iopulse.record;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Phase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What open loops asked for in each interval of a run, and when they fell behind. */
public final class IntervalPace {
    private final Recording recording;
    private final AskedRate asked;
    private final long measuredFromNs;

    public IntervalPace(Recording recording) {
        this.recording = recording;
        asked =
                new AskedRate(
                        recording.components().stream()
                                .map(sum -> sum.facts().component())
                                .toList(),
                        recording.components().stream().map(ComponentSum::workersTaken).toList());
        measuredFromNs =
                recording
                        .excerpt()
                        .map(part -> part.measured().startNs())
                        .orElseGet(
                                () ->
                                        measured().stream()
                                                .mapToLong(IntervalSum::startNs)
                                                .min()
                                                .orElse(0));
    }

    private List<IntervalSum> measured() {
        return recording.intervals().stream()
                .filter(interval -> interval.phase() == Phase.MEASURE)
                .toList();
    }

    /** Whether operations fell due at all. */
    public boolean hasRate() {
        return asked.isAny();
    }

    /** Whether operations of a run fall due at all. */
    public static boolean hasRate(RunFacts run) {
        return new AskedRate(run.workload().components()).isAny();
    }

    /** See {@link AskedRate#mean}; empty outside the measured phase, too. */
    public OptionalDouble rateAsked(IntervalSum interval) {
        return interval.phase() == Phase.MEASURE
                ? asked.mean(since(interval.startNs()), since(interval.endNs()))
                : OptionalDouble.empty();
    }

    private long since(long ns) {
        return ns - measuredFromNs;
    }

    /** From when on more operations waited for their start than the queue can hold, to the end. */
    Optional<String> behindSince() {
        Optional<IntervalSum> first = Optional.empty();
        for (IntervalSum interval : measured()) {
            if (interval.pace().backlog() <= recording.depthAsked()) {
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
