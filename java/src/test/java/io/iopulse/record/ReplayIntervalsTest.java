package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.units.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayIntervalsTest {
    @TempDir Path directory;

    private final SampleRun run = new SampleRun();

    /** A second of warm-up, three measured ones, of which worker 2 misses the last; a drain. */
    @BeforeEach
    void record() {
        run.workers = 3;
        run.steady();
        run.intervals.removeIf(
                interval ->
                        interval.worker() == 2
                                && (interval.phase() == Phase.DRAIN || interval.number() == 3));
        try (Recorder recorder = Recorder.to(directory, 1_767_322_800_000L)) {
            assertThat(RecorderTest.record(run, recorder)).isEmpty();
        }
    }

    private List<Interval> taken(Selection selection) throws RecordingException {
        List<Interval> taken = new ArrayList<>();
        Optional<String> missing =
                Replay.intervals(
                        directory,
                        selection,
                        (facts, interval) -> {
                            assertThat(facts.workload()).isEqualTo(run.workload());
                            taken.add(interval);
                        });
        assertThat(missing).isEmpty();
        return taken;
    }

    private static Selection time(Optional<Span> from, Optional<Span> to, boolean trim) {
        return new Selection(from, to, trim, Set.of(), Set.of(), Set.of());
    }

    private static Selection seconds(double from, double to) {
        return time(
                Optional.of(new Span((long) (from * 1e9))),
                Optional.of(new Span((long) (to * 1e9))),
                false);
    }

    private static List<Long> numbers(List<Interval> intervals) {
        return intervals.stream().map(Interval::number).distinct().toList();
    }

    @Test
    void allIntervalsComeInTheOrderInWhichTheyWereRecorded() throws Exception {
        List<Interval> taken = taken(Selection.WHOLE);
        assertThat(taken).hasSize(3 * 5 - 2);
        IntStream.range(0, taken.size())
                .forEach(
                        i -> {
                            Interval expected = run.intervals.get(i);
                            assertThat(taken.get(i).worker()).isEqualTo(expected.worker());
                            assertThat(taken.get(i).number()).isEqualTo(expected.number());
                            assertThat(taken.get(i).ops()).isEqualTo(expected.ops());
                        });
    }

    @Test
    void timesCountFromTheMeasuredPhaseAndTakeWholeIntervals() throws Exception {
        assertThat(numbers(taken(seconds(0, 3)))).containsExactly(1L, 2L, 3L);
        assertThat(numbers(taken(seconds(1, 2)))).containsExactly(2L);
        assertThat(numbers(taken(seconds(0.001, 2.999)))).containsExactly(2L);
        assertThat(taken(seconds(1.5, 2.5))).isEmpty();
        assertThat(taken(seconds(7, 9))).isEmpty();
    }

    @Test
    void trimmingLeavesTheTimeInWhichAllChosenWorkersMeasured() throws Exception {
        assertThat(numbers(taken(time(Optional.empty(), Optional.empty(), true))))
                .containsExactly(1L, 2L);
        Selection lasting =
                new Selection(
                        Optional.empty(), Optional.empty(), true, Set.of(), Set.of(), Set.of(0, 1));
        assertThat(numbers(taken(lasting))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void workersComponentsAndPhasesAreChosenByName() throws Exception {
        Selection second =
                new Selection(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of("sample"),
                        Set.of("sample"),
                        Set.of(1));
        assertThat(taken(second)).hasSize(5).allMatch(interval -> interval.worker() == 1);
        Selection other =
                new Selection(
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Set.of("other"),
                        Set.of(),
                        Set.of());
        assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> taken(other));
    }

    @Test
    void whatTheVisitorThrowsComesOut() {
        UncheckedIOException full = new UncheckedIOException(new IOException("disk full"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(
                        () ->
                                Replay.intervals(
                                        directory,
                                        Selection.WHOLE,
                                        (facts, interval) -> {
                                            throw full;
                                        }))
                .isSameAs(full);
    }
}
