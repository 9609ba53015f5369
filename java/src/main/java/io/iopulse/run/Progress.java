package io.iopulse.run;

import io.iopulse.engine.SharedRegion;
import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.units.Size;
import io.iopulse.workload.Completion;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** How far a run is, from its clock and its live counters. Written by one thread, read by any. */
final class Progress {
    private static final double NS_PER_SECOND = 1e9;

    private final Completion completion;
    private final long createdNs = Clock.nowNs();
    private final AtomicLong drainStartNs = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong warmupOps = new AtomicLong();
    private final AtomicLong warmupBytes = new AtomicLong();

    Progress(Completion completion) {
        this.completion = completion;
    }

    /** Notes an interval that was handed in; called by one thread. */
    void see(Interval interval) {
        if (interval.phase() == Phase.WARMUP) {
            warmupOps.addAndGet(interval.ops().total());
            warmupBytes.addAndGet(interval.bytes().transfers());
        }
        if (interval.phase() == Phase.DRAIN) {
            noteDrain(interval.startNs());
        }
    }

    private void noteDrain(long startNs) {
        drainStartNs.accumulateAndGet(startNs, Math::min);
    }

    Snapshot snapshot(NodeState state, SharedRegion region, LastInterval.Figures last) {
        if (state == NodeState.IDLE || state == NodeState.PREPARED || region.startNs() == 0) {
            return preparing(region);
        }
        long nowNs = Clock.nowNs();
        Stage stage = stage(nowNs, region);
        long inStageNs = Math.max(0, nowNs - startNs(stage, region));
        OptionalDouble progress = progress(stage, inStageNs, region);
        return new Snapshot(
                stage,
                inStageNs,
                progress,
                remaining(progress, inStageNs),
                last.intervals(),
                last.opsPerSecond(),
                last.bytesPerSecond(),
                last.p50Ns(),
                last.p99Ns(),
                stage(last.phase()),
                Math.max(0, last.endNs() - startNs(stage(last.phase()), region)),
                region.errors(),
                region.preparedBytes(),
                region.prepareBytesTotal());
    }

    private Snapshot preparing(SharedRegion region) {
        long elapsedNs = Clock.nowNs() - createdNs;
        long done = region.preparedBytes();
        double rate = elapsedNs > 0 ? done / (elapsedNs / NS_PER_SECOND) : 0;
        return Snapshot.preparing(elapsedNs, done, region.prepareBytesTotal(), rate);
    }

    private Stage stage(long nowNs, SharedRegion region) {
        long measureNs = startNs(Stage.MEASURING, region);
        long dueNs =
                completion.duration().map(span -> measureNs + span.ns()).orElse(Long.MAX_VALUE);
        if (nowNs > dueNs || region.isDraining()) {
            noteDrain(Math.min(nowNs, dueNs));
        }
        if (drainStartNs.get() < Long.MAX_VALUE) {
            return Stage.DRAINING;
        }
        return nowNs < measureNs ? Stage.WARMING_UP : Stage.MEASURING;
    }

    private static Stage stage(Phase phase) {
        return switch (phase) {
            case WARMUP -> Stage.WARMING_UP;
            case MEASURE -> Stage.MEASURING;
            case DRAIN -> Stage.DRAINING;
        };
    }

    /** When a stage begins or began, monotonic. */
    private long startNs(Stage stage, SharedRegion region) {
        return switch (stage) {
            case PREPARING -> createdNs;
            case WARMING_UP -> region.startNs();
            case MEASURING -> region.startNs() + completion.warmup().ns();
            case DRAINING, DONE -> drainStartNs.get();
        };
    }

    /** The furthest of all limits: the run ends at whichever comes first. */
    private OptionalDouble progress(Stage stage, long inStageNs, SharedRegion region) {
        if (stage == Stage.DRAINING) {
            return OptionalDouble.empty();
        }
        if (stage == Stage.WARMING_UP) {
            return OptionalDouble.of((double) inStageNs / completion.warmup().ns());
        }
        double furthest = 0;
        if (completion.duration().isPresent()) {
            furthest = (double) inStageNs / completion.duration().get().ns();
        }
        if (completion.totalOps().isPresent()) {
            double done = region.transfers() - warmupOps.get();
            furthest = Math.max(furthest, done / completion.totalOps().getAsLong());
        }
        if (completion.totalBytes().isPresent()) {
            double done = region.bytes() - warmupBytes.get();
            furthest =
                    Math.max(furthest, done / completion.totalBytes().map(Size::bytes).orElse(1L));
        }
        if (completion.untilComplete()) {
            double done = region.transfers();
            furthest = Math.max(furthest, done / region.regionBlocks());
        }
        return OptionalDouble.of(Math.min(1, furthest));
    }

    private static OptionalLong remaining(OptionalDouble progress, long inStageNs) {
        if (progress.isEmpty() || progress.getAsDouble() <= 0) {
            return OptionalLong.empty();
        }
        double part = progress.getAsDouble();
        return OptionalLong.of(Math.round(inStageNs / part * (1 - part)));
    }
}
