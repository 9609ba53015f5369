package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.workload.Workload;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaybackTest {
    private static final long START_MS = 1_767_322_800_000L;
    private static final double SPEED = 40;
    private static final long WAIT_SECONDS = 30;

    @TempDir Path directory;

    private final SampleRun run = new SampleRun();
    private final List<String> begun = new ArrayList<>();

    @Test
    void aReplayTakesTheTimeOfItsRunDividedByTheSpeed() throws Exception {
        recordSteady();
        long startNs = System.nanoTime();
        Playback playback = Playback.at(SPEED, System::nanoTime, this::begin);
        List<Recording> played = Replay.watched(directory, true, Selection.WHOLE, playback);
        assertThat(System.nanoTime() - startNs)
                .isGreaterThanOrEqualTo((long) (4 * SampleRun.SECOND_NS / SPEED));
        assertThat(played)
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(WeakReference.class)
                .isEqualTo(Replay.of(directory, true));
        assertThat(begun).containsExactly("sample");
        Snapshot last = playback.snapshot().orElseThrow();
        assertThat(last.stage()).isEqualTo(Stage.DRAINING);
        assertThat(last.recent().intervals()).isEqualTo(5);
        assertThat(last.recent().measuredOps()).isEqualTo(2 * 3 * 32_000);
    }

    @Test
    void whatIsSkippedIsNotWaitedFor() throws Exception {
        recordSteady();
        Playback playback = Playback.at(1e-6, System::nanoTime, this::begin);
        CompletableFuture<List<Recording>> played = inBackground(playback);
        playback.skip();
        assertThat(played.get(WAIT_SECONDS, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void onlyWhatIsSelectedIsShown() throws Exception {
        recordSteady();
        Selection one =
                new Selection(
                        Optional.empty(), Optional.empty(), false, Set.of(), Set.of(), Set.of(1));
        Playback playback = Playback.at(1e6, System::nanoTime, this::begin);
        Replay.watched(directory, true, one, playback);
        assertThat(playback.snapshot().orElseThrow().recent().newest())
                .extracting(Interval::worker)
                .containsExactly(1);
    }

    @Test
    void aRunIsFollowedWhileItIsRecorded() throws Exception {
        run.workers = 2;
        run.steady();
        CompletableFuture<List<Recording>> followed;
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            recorder.begin(run.facts());
            recorder.accept(run.intervals.get(0));
            awaitWriter();
            Playback playback = Playback.following(System::nanoTime, this::begin);
            followed = inBackground(playback);
            while (begun.isEmpty()) {
                Thread.sleep(5);
            }
            for (Interval interval : run.intervals.subList(1, run.intervals.size())) {
                recorder.accept(interval);
                Thread.sleep(10);
            }
            recorder.end(run.ending());
            recorder.judge(run.record());
        }
        assertThat(followed.get(WAIT_SECONDS, TimeUnit.SECONDS))
                .usingRecursiveComparison()
                .ignoringFieldsOfTypes(WeakReference.class)
                .isEqualTo(Replay.of(directory, true));
        assertThat(followed.get().get(0).measured().ops().total()).isEqualTo(2 * 3 * 32_000);
        assertThat(followed.get().get(0).outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aPhaseWithoutIntervalsHasNoProgress() {
        Playback playback = Playback.at(1, System::nanoTime, this::begin);
        assertThat(playback.snapshot()).isEmpty();
        playback.begin(run.facts(), 1);
        Snapshot snapshot = playback.snapshot().orElseThrow();
        assertThat(snapshot.stage()).isEqualTo(Stage.of(Phase.WARMUP));
        assertThat(snapshot.recent().intervals()).isZero();
    }

    private void begin(Workload workload) {
        begun.add(workload.name());
    }

    private CompletableFuture<List<Recording>> inBackground(Playback playback) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Replay.watched(directory, true, Selection.WHOLE, playback);
                    } catch (RecordingException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void awaitWriter() throws Exception {
        while (!WriterMark.isHeld(directory) || RecordingSummary.of(directory).runs().isEmpty()) {
            Thread.sleep(5);
        }
    }

    private void recordSteady() {
        run.workers = 2;
        run.steady();
        // As they come in a run: an interval of each worker, then the next of each.
        run.intervals.sort((a, b) -> Long.compare(a.number(), b.number()));
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            recorder.begin(run.facts());
            run.intervals.forEach(recorder::accept);
            recorder.end(run.ending());
            recorder.judge(run.record());
        }
    }
}
