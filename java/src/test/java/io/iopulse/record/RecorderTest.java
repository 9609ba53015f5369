package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.report.TextReport;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.workload.Content;
import io.iopulse.workload.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecorderTest {
    private static final long START_MS = 1_767_322_800_000L;

    @TempDir Path directory;

    @Test
    void severalRunsComeBackAsTheyWere() throws Exception {
        SampleRun first = new SampleRun().steady();
        SampleRun second = new SampleRun();
        second.workers = 3;
        second.steady();
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            assertThat(record(first, recorder)).isEmpty();
            assertThat(record(second, recorder)).isEmpty();
        }
        assertThat(Replay.of(directory, true))
                .extracting(RecorderTest::text)
                .containsExactly(text(first.record()), text(second.record()));
    }

    @Test
    void chroniclesOwnReaderFindsTheSameDocuments() throws Exception {
        recordSteady();
        List<String> ours = new ArrayList<>();
        try (DocumentReader reader = DocumentReader.of(directory)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                ours.add(next.get().kind().label());
            }
        }
        assertThat(chronicles()).isEqualTo(ours).hasSize(1 + 5 + 3);
    }

    /** The names of the documents as Chronicle reads them. */
    private List<String> chronicles() {
        List<String> names = new ArrayList<>();
        try (ChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(directory).readOnly(true).build();
                ExcerptTailer tailer = queue.createTailer()) {
            Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap();
            while (tailer.readBytes(bytes.clear())) {
                Wire wire = DocumentWriter.wire(bytes);
                wire.read(DocumentWriter.CRC).int64();
                wire.read(DocumentWriter.VERSION_NAME).int64();
                assertThat(wire.read(DocumentWriter.SEQUENCE).int64()).isEqualTo(names.size());
                StringBuilder name = new StringBuilder();
                wire.read(name);
                names.add(name.toString());
            }
        }
        return names;
    }

    @Test
    void contentLongerThanABlockOfTheQueueIsCutIntoParts() throws Exception {
        SampleRun run = new SampleRun();
        run.mix = new Mix(Percent.ZERO, Percent.ALL, Percent.ZERO);
        String hex = "5a".repeat(Content.STRING_BYTES_MAX);
        run.content = new Content("file", hex, Percent.ZERO, Percent.ZERO);
        run.steady();
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            assertThat(record(run, recorder)).isEmpty();
        }
        RunFacts facts = Replay.of(directory, true).get(0).facts();
        assertThat(facts.workload()).isEqualTo(run.workload());
    }

    @Test
    void aDiskThatFillsUpEndsTheRecordingAndNotTheRun() throws Exception {
        AtomicLong looks = new AtomicLong();
        long enough = Size.ofGiB(1).bytes();
        long little = QueueAppender.FREE_AT_END_MIN.bytes() * 2;
        SampleRun run = new SampleRun().steady();
        String why;
        try (Recorder recorder =
                Recorder.to(
                        directory,
                        START_MS,
                        path -> looks.incrementAndGet() <= 3 ? enough : little)) {
            why = record(run, recorder);
        }
        assertThat(why).isEqualTo("less than 16MiB are free in " + directory);
        Recording replayed = Replay.of(directory, true).get(0);
        assertThat(replayed.intervals()).hasSize(2);
        assertThat(replayed.outcome()).isEqualTo(run.outcome);
        assertThat(replayed.caveats()).contains(new CaveatNote(Caveat.RECORDING_CUT, why));
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldAtTheEnd() {
        Path missing = directory.resolve("a file");
        String why;
        try (Recorder recorder = Recorder.to(touched(missing).resolve("below"), START_MS)) {
            why = record(new SampleRun().steady(), recorder);
        }
        assertThat(why).startsWith(missing + "/below cannot be written: ");
    }

    private static Path touched(Path file) {
        try {
            return Files.createFile(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsRecordedWhereNothingIsWanted() {
        try (Recorder none = Recorder.none()) {
            assertThat(record(new SampleRun().steady(), none)).isEmpty();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRunThatIsStillGoingOnIsReadAsFarAsItIs() throws Exception {
        SampleRun run = new SampleRun().steady();
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            recorder.begin(run.facts());
            run.intervals.subList(0, 3).forEach(recorder::accept);
            recorder.end(run.ending()); // waits until all is written
            Recording replayed = Replay.of(directory, true).get(0);
            assertThat(replayed.intervals()).hasSize(3);
            assertThat(replayed.ending().recordingCut()).contains("no end mark");
        }
    }

    @Test
    void everyIntervalComesBackWhateverItHolds() {
        for (Interval interval : new SampleRun().steady().intervals) {
            Interval copy = Documents.copy(interval);
            assertThat(copy)
                    .usingRecursiveComparison()
                    .ignoringFields("latencies")
                    .isEqualTo(interval);
        }
        assertThat(Phase.values()).hasSize(4);
    }

    private void recordSteady() {
        try (Recorder recorder = Recorder.to(directory, START_MS)) {
            record(new SampleRun().steady(), recorder);
        }
    }

    /** Returns why it is not whole; empty when it is. */
    static String record(SampleRun run, Recorder recorder) {
        recorder.begin(run.facts());
        run.intervals.forEach(recorder::accept);
        String why = recorder.end(run.ending()).orElse("");
        recorder.judge(run.record());
        return why;
    }

    private static String text(Recording recording) {
        return TextReport.of(recording, true);
    }
}
