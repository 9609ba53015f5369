package io.iopulse.run;

import io.iopulse.engine.SharedRegion;
import io.iopulse.measure.DeviceUse;
import io.iopulse.measure.Interval;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Component;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How far a run is, from its clock and its live counters. Written by one thread, read by any. */
final class Progress {
    private static final double NS_PER_SECOND = 1e9;

    private final Workload workload;
    private final Completion completion;
    private final long createdNs = Clock.nowNs();
    private final AtomicLong drainStartNs = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLongArray warmupOps;
    private final AtomicLongArray warmupBytes;

    Progress(Workload workload) {
        this.workload = workload;
        this.completion = workload.completion();
        warmupOps = new AtomicLongArray(workload.workers());
        warmupBytes = new AtomicLongArray(workload.workers());
    }

    /** Notes an interval that was handed in; called by one thread. */
    void see(Interval interval) {
        if (interval.phase() == Phase.WARMUP) {
            warmupOps.addAndGet(interval.worker(), interval.ops().total());
            warmupBytes.addAndGet(interval.worker(), interval.bytes().transfers());
        }
        if (interval.phase() == Phase.DRAIN) {
            noteDrain(interval.startNs());
        }
    }

    private void noteDrain(long startNs) {
        drainStartNs.accumulateAndGet(startNs, Math::min);
    }

    Snapshot snapshot(
            NodeState state, SharedRegion region, Recent recent, List<DeviceUse> devices) {
        if (state == NodeState.IDLE || state == NodeState.PREPARED || region.startNs() == 0) {
            return preparing(region);
        }
        long nowNs = Clock.nowNs();
        Stage stage = stage(nowNs, region);
        long inStageNs = Math.max(0, nowNs - startNs(stage, region));
        OptionalDouble progress = progress(stage, inStageNs, region);
        Stage ofInterval =
                Stage.of(recent.figures().map(IntervalFigures::phase).orElse(Phase.WARMUP));
        long endNs = recent.figures().map(IntervalFigures::endNs).orElse(0L);
        return new Snapshot(
                stage,
                inStageNs,
                progress,
                remaining(progress, inStageNs),
                recent,
                0,
                ofInterval,
                Math.max(0, endNs - startNs(ofInterval, region)),
                region.errors(),
                region.preparedBytes(),
                region.prepareBytesTotal(),
                devices);
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
            return region.isVerifying() ? Stage.VERIFYING : Stage.DRAINING;
        }
        return nowNs < measureNs ? Stage.WARMING_UP : Stage.MEASURING;
    }

    /** When a stage begins or began, monotonic. */
    private long startNs(Stage stage, SharedRegion region) {
        return switch (stage) {
            case PREPARING -> createdNs;
            case WARMING_UP -> region.startNs();
            case MEASURING -> region.startNs() + completion.warmup().ns();
            case DRAINING, VERIFYING, DONE -> drainStartNs.get();
        };
    }

    /** The run ends with its duration, or before it when all components have reached a limit. */
    private OptionalDouble progress(Stage stage, long inStageNs, SharedRegion region) {
        if (stage == Stage.DRAINING || stage == Stage.VERIFYING) {
            return OptionalDouble.empty();
        }
        if (stage == Stage.WARMING_UP) {
            return OptionalDouble.of((double) inStageNs / completion.warmup().ns());
        }
        double ofDuration =
                completion.duration().map(span -> (double) inStageNs / span.ns()).orElse(0.0);
        double slowest = 1;
        int firstWorker = 0;
        for (Component component : workload.components()) {
            slowest = Math.min(slowest, progress(component, firstWorker, region));
            firstWorker += component.workers();
        }
        return OptionalDouble.of(Math.min(1, Math.max(ofDuration, slowest)));
    }

    /** 0 of a component that only the duration ends. */
    private double progress(Component component, int firstWorker, SharedRegion region) {
        Limits limits = component.limits();
        double ops = 0;
        double bytes = 0;
        for (int i = firstWorker; i < firstWorker + component.workers(); i++) {
            ops += region.transfers(i) - warmupOps.get(i);
            bytes += region.bytes(i) - warmupBytes.get(i);
        }
        double furthest = 0;
        if (limits.totalOps().isPresent()) {
            furthest = ops / limits.totalOps().getAsLong();
        }
        if (limits.totalBytes().isPresent()) {
            furthest = Math.max(furthest, bytes / limits.totalBytes().get().bytes());
        }
        if (limits.untilComplete()) {
            furthest = Math.max(furthest, ops / region.regionBlocks(firstWorker));
        }
        return furthest;
    }

    private static OptionalLong remaining(OptionalDouble progress, long inStageNs) {
        if (progress.isEmpty() || progress.getAsDouble() <= 0) {
            return OptionalLong.empty();
        }
        double part = progress.getAsDouble();
        return OptionalLong.of(Math.round(inStageNs / part * (1 - part)));
    }
}
