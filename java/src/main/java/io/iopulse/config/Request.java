package io.iopulse.config;

import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Completion;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OnError;
import io.iopulse.workload.SyncMode;

import java.util.Optional;

/** What was asked for, each value within its own range, not yet checked against each other. */
record Request(Choices choices, Engines engines, Pattern pattern) {
    private static final Size LARGEST = new Size(Long.MAX_VALUE);

    static Request of(Settings settings) {
        Choices choices = new Choices(settings);
        return new Request(choices, new Engines(choices), new Pattern(choices));
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
        return choices.count(Option.QUEUE_DEPTH, 1, Load.DEPTH_MAX);
    }

    Size blockSize() {
        return choices.size(Option.BLOCK_SIZE, Load.BLOCK_MIN, Load.BLOCK_MAX).orElseThrow();
    }

    Size offset() {
        return choices.size(Option.OFFSET, Size.ZERO, LARGEST).orElseThrow();
    }

    Optional<Size> fileSize() {
        return choices.size(Option.FILE_SIZE, new Size(1), LARGEST);
    }

    Optional<Size> totalBytes() {
        return choices.size(Option.TOTAL_BYTES, new Size(1), LARGEST);
    }

    /** As written; zero means until complete. */
    Optional<Span> duration() {
        return choices.span(Option.DURATION, Span.ZERO, Completion.DURATION_MAX);
    }

    boolean untilComplete() {
        return choices.on(Option.RUN_UNTIL_COMPLETE) || duration().filter(Span::isZero).isPresent();
    }

    SyncMode syncMode() {
        return choices.word(Option.SYNC, SyncMode.class, SyncMode::label);
    }

    int fsyncEvery() {
        return choices.count(Option.FSYNC_EVERY, 0, Integer.MAX_VALUE);
    }

    int fdatasyncEvery() {
        return choices.count(Option.FDATASYNC_EVERY, 0, Integer.MAX_VALUE);
    }

    OnError onError() {
        return choices.word(Option.ON_ERROR, OnError.class, OnError::label);
    }

    long maxErrors() {
        return choices.number(Option.MAX_ERRORS, 0, Long.MAX_VALUE).orElseThrow();
    }
}
