package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.Span;
import io.iopulse.workload.Completion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays of parts, over a recording with a warm-up, three components on three workers, and a phase
 * behind it, and over ones of random latencies. Percentiles are compared with those of the
 * library's own reader, which adds up what the documents hold.
 */
final class SelectionTest {
    private static final int EXACT_BYTES = 7 * Long.BYTES;
    private static final double[] PERCENTILES = {0, 10, 50, 90, 99, 99.9, 100};

    @TempDir Path directory;

    private Path kept() throws Exception {
        Path file = directory.resolve("kept.gz");
        if (!Files.exists(file)) {
            try (InputStream in =
                    Objects.requireNonNull(
                            SelectionTest.class.getResourceAsStream("/recordings/1.gz"))) {
                Files.copy(in, file);
            }
            return RecordingArchive.read(file, new RunsDirectory(directory));
        }
        return new RunsDirectory(directory).list().get(0);
    }

    private Path random(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SampleRun run = new SampleRun();
        run.workers = 1 + random.nextInt(4);
        int seconds = 2 + random.nextInt(6);
        for (int number = 0; number < seconds; number++) {
            for (int worker = 0; worker < run.workers; worker++) {
                long startMs = number * 1000L;
                IntervalSketch sketch =
                        new IntervalSketch(worker, number, Phase.MEASURE, startMs, startMs + 1000);
                for (int i = random.nextInt(300); i > 0; i--) {
                    long latencyNs = random.nextLong(1L << random.nextInt(1, 32));
                    sketch.add(OperationKind.READ, 1 + random.nextInt(5), 4096, latencyNs);
                }
                run.intervals.add(sketch.build());
            }
        }
        Path path = Files.createDirectory(directory.resolve("seed" + seed));
        try (Recorder recorder = Recorder.to(path, 1_767_322_800_000L)) {
            assertThat(RecorderTest.record(run, recorder)).isEmpty();
        }
        return path;
    }

    private static Selection time(long fromMs, long toMs) {
        return new Selection(
                Optional.of(Span.ofMillis(fromMs)),
                Optional.of(Span.ofMillis(toMs)),
                false,
                Set.of(),
                Set.of(),
                Set.of());
    }

    private static Selection of(Set<String> phases, Set<String> components, Set<Integer> workers) {
        return new Selection(
                Optional.empty(), Optional.empty(), false, phases, components, workers);
    }

    private static Recording only(Path path, Selection selection) throws RecordingException {
        List<Recording> found = Replay.of(path, true, selection);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** What the library reads in the documents of measured intervals. */
    private static Histogram library(
            Path path, String run, OperationKind operation, Predicate<Interval> taken)
            throws Exception {
        Histogram sum = new Histogram(1, Latency.HIGHEST_NS, 3);
        Replay.intervals(
                path,
                Selection.WHOLE,
                (facts, interval) -> {
                    boolean isMeasured = interval.phase() == Phase.MEASURE;
                    if (isMeasured && facts.workload().name().equals(run) && taken.test(interval)) {
                        Latency latency =
                                interval.latencies()
                                        .getOrDefault(LatencyKind.SERVICE, Map.of())
                                        .get(operation);
                        if (latency != null) {
                            byte[] bytes = latency.encode();
                            ByteBuffer encoded =
                                    ByteBuffer.wrap(bytes, EXACT_BYTES, bytes.length - EXACT_BYTES)
                                            .slice();
                            sum.add(Histogram.decodeFromByteBuffer(encoded, 0));
                        }
                    }
                });
        return sum;
    }

    private static void checkPercentiles(
            Recording part, OperationKind operation, Histogram library) {
        Optional<Latency> ours = part.measured().latencies().get(LatencyKind.SERVICE, operation);
        assertThat(ours.map(Latency::count).orElse(0L)).isEqualTo(library.getTotalCount());
        if (ours.isPresent()) {
            for (double percentile : PERCENTILES) {
                assertThat(ours.get().percentileNs(percentile))
                        .isEqualTo(
                                Math.min(
                                        library.getValueAtPercentile(percentile),
                                        ours.get().maxNs()));
            }
        }
    }

    @Test
    void percentilesOfAPartAreThoseOfItsDocuments() throws Exception {
        for (long seed = 1; seed <= 12; seed++) {
            Path path = random(seed);
            SplittableRandom random = new SplittableRandom(-seed);
            Recording whole = only(path, Selection.WHOLE);
            int seconds = whole.intervals().size();
            int from = random.nextInt(seconds);
            int to = from + 1 + random.nextInt(seconds - from);
            int worker = random.nextInt(whole.workers().size());
            checkPercentiles(
                    only(path, time(from * 1000L, to * 1000L)),
                    OperationKind.READ,
                    library(
                            path,
                            "sample",
                            OperationKind.READ,
                            interval -> interval.number() >= from && interval.number() < to));
            checkPercentiles(
                    only(path, of(Set.of(), Set.of(), Set.of(worker))),
                    OperationKind.READ,
                    library(
                            path,
                            "sample",
                            OperationKind.READ,
                            interval -> interval.worker() == worker));
        }
    }

    @Test
    void theSumOfThePartsOfTimeIsTheWhole() throws Exception {
        for (long seed = 21; seed <= 32; seed++) {
            Path path = random(seed);
            Recording whole = only(path, Selection.WHOLE);
            long endMs = whole.intervals().size() * 1000L;
            long cutMs = 1000 * new SplittableRandom(seed).nextLong(1, endMs / 1000);
            checkSum(whole, List.of(only(path, time(0, cutMs)), only(path, time(cutMs, endMs))));
        }
    }

    @Test
    void theSumOfWorkersAndOfComponentsIsTheWhole() throws Exception {
        Path path = kept();
        Recording whole = only(path, of(Set.of("mixed"), Set.of(), Set.of()));
        assertThat(whole.excerpt()).isEmpty();
        List<Recording> workers = new ArrayList<>();
        for (int worker = 0; worker < whole.workers().size(); worker++) {
            workers.add(only(path, of(Set.of("mixed"), Set.of(), Set.of(worker))));
        }
        assertThat(workers).hasSizeGreaterThan(2);
        checkSum(whole, workers);
        List<Recording> components = new ArrayList<>();
        for (ComponentSum component : whole.components()) {
            Recording part = only(path, of(Set.of("mixed"), Set.of(component.name()), Set.of()));
            assertThat(part.components()).hasSize(1);
            assertThat(part.components().get(0).measured().ops())
                    .isEqualTo(component.measured().ops());
            assertThat(part.components().get(0).heat().isPresent())
                    .isEqualTo(component.heat().isPresent());
            components.add(part);
        }
        checkSum(whole, components);
    }

    private static void checkSum(Recording whole, List<Recording> parts) {
        OperationCounts ops = OperationCounts.ZERO;
        OperationCounts bytes = OperationCounts.ZERO;
        for (Recording part : parts) {
            ops = ops.plus(part.measured().ops());
            bytes = bytes.plus(part.measured().bytes());
        }
        assertThat(ops).isEqualTo(whole.measured().ops());
        assertThat(bytes).isEqualTo(whole.measured().bytes());
        LatencyTable all = whole.measured().latencies();
        for (LatencyKind kind : all.kinds()) {
            for (OperationKind operation : all.operations(kind)) {
                List<Latency> of =
                        parts.stream()
                                .flatMap(
                                        part ->
                                                part
                                                        .measured()
                                                        .latencies()
                                                        .get(kind, operation)
                                                        .stream())
                                .toList();
                assertThat(Latency.sum(of).encode())
                        .isEqualTo(all.get(kind, operation).orElseThrow().encode());
            }
        }
    }

    @Test
    void aPartOfTheTimeEndsForAllWhereItEndsForTheFirst() throws Exception {
        SampleRun run = new SampleRun();
        run.workers = 2;
        for (int number = 0; number < 4; number++) {
            run.intervals.add(SampleRun.steadyInterval(0, number, Phase.MEASURE).build());
        }
        run.intervals.add(SampleRun.steadyInterval(1, 0, Phase.MEASURE).build());
        run.intervals.add(new IntervalSketch(1, 1, Phase.MEASURE, 1000, 1700).build());
        Path path = Files.createDirectory(directory.resolve("ragged"));
        try (Recorder recorder = Recorder.to(path, 1_767_322_800_000L)) {
            assertThat(RecorderTest.record(run, recorder)).isEmpty();
        }
        assertThat(only(path, time(0, 1800)).measured().wallNs()).isEqualTo(SampleRun.SECOND_NS);
        Selection trimmed =
                new Selection(
                        Optional.empty(), Optional.empty(), true, Set.of(), Set.of(), Set.of());
        assertThat(only(path, trimmed).measured().wallNs()).isEqualTo(SampleRun.SECOND_NS);
    }

    @Test
    void whatOnlyTheWholeRunKnowsIsNotInAPart() throws Exception {
        SampleRun run = new SampleRun();
        run.completion =
                new Completion(
                        Optional.of(Span.ofSeconds(3)), Span.ofSeconds(1), Span.ofSeconds(120));
        run.devices = List.of(new DeviceTransfer("sda", 1, 0));
        run.direct = false;
        run.clockDriftNs = SampleRun.SECOND_NS;
        run.steady();
        Path path = Files.createDirectory(directory.resolve("facts"));
        try (Recorder recorder = Recorder.to(path, 1_767_322_800_000L)) {
            assertThat(RecorderTest.record(run, recorder)).isEmpty();
        }
        Recording whole = only(path, Selection.WHOLE);
        assertThat(caveats(whole)).contains(Caveat.READS_FROM_PAGE_CACHE, Caveat.CLOCK_UNSTABLE);
        assertThat(whole.cpuShare()).isPresent();
        Recording part = only(path, time(1000, 2000));
        assertThat(caveats(part)).isEmpty();
        assertThat(part.cpuShare()).isEmpty();
        assertThat(part.ending().devices()).isEmpty();
        assertThat(part.exitCode()).isEqualTo(whole.exitCode());
        assertThat(part.measured().depth()).hasValue(32.0);
        assertThat(part.excerpt().map(Excerpt::taken))
                .contains(
                        new Excerpt.Extent(2, 2, 2 * SampleRun.SECOND_NS, 3 * SampleRun.SECOND_NS));
    }

    private static List<Caveat> caveats(Recording recording) {
        return recording.caveats().stream().map(CaveatNote::caveat).toList();
    }

    @Test
    void aNameThatNoRunHasIsTold() throws Exception {
        Path path = kept();
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Replay.of(path, false, of(Set.of(), Set.of("page"), Set.of())))
                .satisfies(e -> assertThat(e.known()).contains("pages"));
        assertThatExceptionOfType(UnknownNameException.class)
                .isThrownBy(() -> Replay.of(path, false, of(Set.of(), Set.of(), Set.of(77))));
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Replay.of(path, false, time(900_000, 901_000)))
                .withMessageContaining("no interval");
    }

    @Test
    void phasesOfAJobAreChosenByName() throws Exception {
        Path path = kept();
        List<String> all =
                Replay.of(path, false).stream().map(run -> run.facts().workload().name()).toList();
        assertThat(all).hasSize(2);
        assertThat(Replay.of(path, false, of(Set.of(all.get(1)), Set.of(), Set.of())))
                .extracting(run -> run.facts().workload().name())
                .containsExactly(all.get(1));
    }
}
