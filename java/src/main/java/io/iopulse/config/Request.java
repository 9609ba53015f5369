package io.iopulse.config;

import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Advice;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Content;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.Load;
import io.iopulse.workload.LockMode;
import io.iopulse.workload.Mix;
import io.iopulse.workload.NumaChoice;
import io.iopulse.workload.OffsetStrategy;
import io.iopulse.workload.OnError;
import io.iopulse.workload.Pace;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.Target;
import io.iopulse.workload.Verification;
import io.iopulse.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What was asked for, each value within its own range, not yet checked against each other. */
record Request(Choices choices, Engines engines, Pattern pattern) {
    static Request of(Settings settings) {
        Choices choices = new Choices(settings);
        Request request = new Request(choices, new Engines(choices), new Pattern(choices));
        request.readAll();
        return request;
    }

    /** So that a value outside its own range is told before anything between options. */
    private void readAll() {
        threads();
        queueDepth();
        pace();
        content();
        BlockSizesText.blocks(choices);
        fileDistribution();
        offsetStrategy();
        lockMode();
        VerifyText.readAll(choices);
        vectors();
        offset();
        fileSize();
        duration();
        warmup();
        drainLimit();
        totalBytes();
        totalOps();
        access().readAll();
        choices.percent(Option.READ_PERCENT);
        choices.percent(Option.WRITE_PERCENT);
        choices.percent(Option.TRIM_PERCENT);
        syncMode();
        fsyncEvery();
        fdatasyncEvery();
        advice();
        cpuCores();
        numa();
        onError();
        maxErrors();
        interval();
        seed();
        live();
    }

    AccessOptions access() {
        return new AccessOptions(choices);
    }

    int threads() {
        return choices.count(Option.THREADS, 1, Workload.WORKERS_MAX);
    }

    Span warmup() {
        return choices.span(Option.WARMUP, Span.ZERO, Completion.DURATION_MAX).orElseThrow();
    }

    Span drainLimit() {
        return choices.span(
                        Option.DRAIN_TIMEOUT,
                        Completion.DRAIN_LIMIT_MIN,
                        Completion.DRAIN_LIMIT_MAX)
                .orElseThrow();
    }

    Optional<SteadyState> steadyState() {
        return SteadyText.parse(choices, interval());
    }

    OptionalLong totalOps() {
        return choices.number(Option.TOTAL_OPS, 1, Long.MAX_VALUE);
    }

    Span interval() {
        return choices.span(Option.INTERVAL, Workload.INTERVAL_MIN, Workload.INTERVAL_MAX)
                .orElseThrow();
    }

    OptionalLong seed() {
        return choices.number(Option.SEED, 0, Long.MAX_VALUE);
    }

    LiveMode live() {
        return choices.word(Option.LIVE, LiveMode.class);
    }

    List<Integer> cpuCores() {
        return choices.numbers(Option.CPU_CORES, EngineChoice.CPU_MAX);
    }

    Advice advice() {
        return new Advice(
                choices.words(Option.FADVISE, AdviceFlag.class, Advice.FOR_FILES),
                choices.words(Option.MADVISE, AdviceFlag.class, Advice.FOR_MAPPINGS));
    }

    NumaChoice numa() {
        List<String> words = choices.texts(Option.NUMA_NODES);
        if (words.isEmpty()) {
            return NumaChoice.NONE;
        }
        if (words.contains("auto") && words.size() > 1) {
            throw new UsageError(
                    choices.told(Option.NUMA_NODES)
                            + " stands alone; name nodes, or give auto only");
        }
        return words.contains("auto")
                ? NumaChoice.AUTO
                : NumaChoice.of(choices.numbers(Option.NUMA_NODES, NumaChoice.NODE_MAX));
    }

    EngineKind engine() {
        return engines.kind();
    }

    Mix mix() {
        return pattern.mix();
    }

    boolean direct() {
        return choices.on(Option.DIRECT);
    }

    int vectors() {
        return choices.count(Option.VECTORS, 1, Load.VECTORS_MAX);
    }

    int queueDepth() {
        int asked = choices.count(Option.QUEUE_DEPTH, 1, Load.DEPTH_MAX);
        return pace().depth().map(curve -> (int) curve.max()).orElse(asked);
    }

    Content content() {
        return ContentText.parse(choices);
    }

    Pace pace() {
        return PaceText.parse(choices);
    }

    /** The sizes of a kind of operation that never comes are those of the others. */
    Blocks blocks() {
        Blocks asked = BlockSizesText.blocks(choices);
        if (!mix().reads()) {
            return Blocks.of(asked.writes());
        }
        return mix().changesData() ? asked : Blocks.of(asked.reads());
    }

    FileDistribution fileDistribution() {
        return choices.word(Option.FILE_DISTRIBUTION, FileDistribution.class);
    }

    OffsetStrategy offsetStrategy() {
        return choices.word(Option.OFFSET_STRATEGY, OffsetStrategy.class);
    }

    LockMode lockMode() {
        return choices.word(Option.LOCK_MODE, LockMode.class);
    }

    Verification verification() {
        return VerifyText.parse(choices, blocks().unit());
    }

    Size offset() {
        return choices.size(Option.OFFSET, Size.ZERO, Target.BYTES_MAX).orElseThrow();
    }

    Optional<Size> fileSize() {
        return choices.size(Option.FILE_SIZE, new Size(1), Target.BYTES_MAX);
    }

    Optional<Size> totalBytes() {
        return choices.size(Option.TOTAL_BYTES, new Size(1), Target.BYTES_MAX);
    }

    /** As written; zero means until complete. */
    Optional<Span> duration() {
        return choices.span(Option.DURATION, Span.ZERO, Completion.DURATION_MAX);
    }

    boolean untilComplete() {
        return choices.on(Option.RUN_UNTIL_COMPLETE) || duration().filter(Span::isZero).isPresent();
    }

    SyncMode syncMode() {
        return choices.word(Option.SYNC, SyncMode.class);
    }

    /** 0 without a heatmap. */
    int heatmapBuckets() {
        int buckets = choices.count(Option.HEATMAP_BUCKETS, 1, Load.HEATMAP_BUCKETS_MAX);
        return choices.on(Option.HEATMAP) ? buckets : 0;
    }

    int fsyncEvery() {
        return choices.count(Option.FSYNC_EVERY, 0, Integer.MAX_VALUE);
    }

    int fdatasyncEvery() {
        return choices.count(Option.FDATASYNC_EVERY, 0, Integer.MAX_VALUE);
    }

    OnError onError() {
        return choices.word(Option.ON_ERROR, OnError.class);
    }

    long maxErrors() {
        return choices.number(Option.MAX_ERRORS, 0, Long.MAX_VALUE).orElseThrow();
    }
}
