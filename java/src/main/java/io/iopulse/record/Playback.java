package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a replay take its time, and shows what it is at: every interval is held back until as much
 * time has passed since the first one of its run as had passed when it was recorded, or a fraction
 * of that. Used by the thread that replays; {@link #snapshot} and {@link #skip} are for any.
 */
public final class Playback {
    private final double speed;
    private final boolean follows;
    private final LongSupplier clockNs;
    private final Consumer<Workload> runs;
    private final CountDownLatch skipped = new CountDownLatch(1);
    private volatile Optional<Shown> shown = Optional.empty();

    /** A run as far as it was played; phases by their first start. */
    private record Shown(
            Workload workload, RecentIntervals recent, Map<Phase, Long> starts, long beganNs) {}

    private Playback(double speed, boolean follows, LongSupplier clockNs, Consumer<Workload> runs) {
        this.speed = speed;
        this.follows = follows;
        this.clockNs = clockNs;
        this.runs = runs;
    }

    /**
     * Plays so many times as fast as it was.
     *
     * @param clockNs monotonic
     * @param runs told of each run that begins
     */
    public static Playback at(double speed, LongSupplier clockNs, Consumer<Workload> runs) {
        return new Playback(speed, false, clockNs, runs);
    }

    /** Shows a run that is still being written, as soon as it is written, to its end. */
    public static Playback following(LongSupplier clockNs, Consumer<Workload> runs) {
        return new Playback(Double.POSITIVE_INFINITY, true, clockNs, runs);
    }

    /** Holds nothing back and waits for nothing from now on. */
    public void skip() {
        skipped.countDown();
    }

    /** Whether what is written next is to be waited for. */
    boolean isFollowing() {
        return follows && skipped.getCount() > 0;
    }

    /** A run of which so many workers are shown. */
    void begin(RunFacts facts, int workers) {
        shown =
                Optional.of(
                        new Shown(
                                facts.workload(),
                                new RecentIntervals(facts, workers),
                                new EnumMap<>(Phase.class),
                                clockNs.getAsLong()));
        runs.accept(facts.workload());
    }

    /** Returns when the interval is due. */
    void await(Interval interval) {
        Shown run = shown.orElseThrow();
        synchronized (run.starts()) {
            run.starts().merge(interval.phase(), interval.startNs(), Math::min);
        }
        double dueNs = run.beganNs() + (interval.endNs() - firstNs(run)) / speed;
        long waitNs = (long) (dueNs - clockNs.getAsLong());
        try {
            while (waitNs > 0 && !skipped.await(waitNs, TimeUnit.NANOSECONDS)) {
                waitNs = (long) (dueNs - clockNs.getAsLong());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            skip();
        }
    }

    /** Shows an interval that nobody else adds to or reads any more. */
    void show(Interval interval) {
        shown.orElseThrow().recent().add(interval);
    }

    private static long firstNs(Shown run) {
        synchronized (run.starts()) {
            return run.starts().values().stream().mapToLong(Long::longValue).min().orElse(0);
        }
    }

    /** What is being played; empty before the first run. */
    public Optional<Snapshot> snapshot() {
        return shown.map(this::snapshot);
    }

    private Snapshot snapshot(Shown run) {
        Recent recent = run.recent().recent();
        Phase phase = recent.figures().map(IntervalFigures::phase).orElse(Phase.WARMUP);
        long endNs = recent.figures().map(IntervalFigures::endNs).orElse(0L);
        long inPhaseNs = recent.intervals() == 0 ? 0 : endNs - startNs(run, phase);
        OptionalDouble progress = progress(run.workload(), phase, inPhaseNs);
        Stage stage = Stage.of(phase);
        return new Snapshot(
                stage,
                inPhaseNs,
                progress,
                remaining(progress, inPhaseNs),
                recent,
                0,
                stage,
                inPhaseNs,
                recent.errors(),
                0,
                0,
                List.of());
    }

    private static long startNs(Shown run, Phase phase) {
        synchronized (run.starts()) {
            return run.starts().getOrDefault(phase, 0L);
        }
    }

    private static OptionalDouble progress(Workload workload, Phase phase, long inPhaseNs) {
        Optional<Span> whole =
                switch (phase) {
                    case WARMUP -> Optional.of(workload.completion().warmup());
                    case MEASURE -> workload.completion().duration();
                    case DRAIN, VERIFY -> Optional.empty();
                };
        return whole.isPresent() && whole.get().ns() > 0
                ? OptionalDouble.of(Math.min(1, (double) inPhaseNs / whole.get().ns()))
                : OptionalDouble.empty();
    }

    private static OptionalLong remaining(OptionalDouble progress, long inPhaseNs) {
        return progress.isPresent() && progress.getAsDouble() > 0
                ? OptionalLong.of(
                        Math.round(
                                inPhaseNs * (1 - progress.getAsDouble()) / progress.getAsDouble()))
                : OptionalLong.empty();
    }
}
