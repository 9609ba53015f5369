package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.report.TextReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that are not as they were written: no crash, no hang, no code run, nothing silent. */
final class DamagedRecordingTest {
    private static final int FLIPS = 1500;

    @TempDir Path directory;

    private Path file;
    private byte[] intact;
    private int used;
    private String whole;

    @BeforeEach
    void record() throws Exception {
        try (Recorder recorder = Recorder.to(directory, 1_767_322_800_000L)) {
            RecorderTest.record(new SampleRun().steady(), recorder);
        }
        file = RunsDirectory.queueFiles(directory).get(0);
        intact = Files.readAllBytes(file);
        used = intact.length;
        while (intact[used - 1] == 0) {
            used--;
        }
        whole = text(Replay.of(directory, true));
    }

    @Test
    void aFileCutShortIsToldAndSoFarRead() throws IOException {
        int told = 0;
        for (int length = 0; length < used; length += length < used - 8000 ? 997 : 13) {
            Files.write(file, Arrays.copyOf(intact, length));
            Optional<String> why = missing();
            assertThat(why).as("%d of %d bytes", length, used).isPresent();
            told += why.orElseThrow().startsWith("it ends after interval ") ? 1 : 0;
        }
        assertThat(told).isPositive();
    }

    @Test
    void theEndIsNamedByItsInterval() throws IOException {
        Files.write(file, Arrays.copyOf(intact, start(4) + 100));
        assertThat(missing().orElseThrow())
                .isEqualTo(
                        "it ends after interval 3 of 4, document 4, at byte %d, is longer than the"
                                        .formatted(start(4))
                                + " file");
    }

    @Test
    void garbageInTheMiddleIsToldWithItsPlace() throws IOException {
        byte[] bytes = intact.clone();
        int from = start(2) + 50;

        Arrays.fill(bytes, from, from + 300, (byte) 0xa5);
        Files.write(file, bytes);
        assertThat(missing().orElseThrow())
                .isEqualTo(
                        "it ends after interval 1 of 4, document 2, at byte %d, is not as it was"
                                        .formatted(start(2))
                                + " written");
    }

    /** What a flipped bit in the documents changes is noticed; elsewhere it changes nothing. */
    @Test
    void flippedBytesNeverCrashHangOrChangeAResultInSilence() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), this::flip);
    }

    private void flip() throws IOException {
        for (long seed = 0; seed < FLIPS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = intact.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                boolean early = random.nextInt(4) == 0;
                bytes[random.nextInt(early ? 256 : used)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                String text = text(Replay.of(directory, true));
                if (!text.equals(whole)) {
                    assertThat(text).as("seed %d", seed).contains("does not hold the whole run");
                }
            } catch (RecordingException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    /** Chronicle would make an object of any class that stands here, and run its code. */
    @Test
    void aForgedTypeIsRefusedBeforeAnythingRuns() throws IOException {
        byte[] bytes = intact.clone();
        byte[] name = "SCQEvil1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, 18, name.length);
        Files.write(file, bytes);
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Replay.of(directory, true))
                .withMessageContaining("is not a recording");
    }

    /** What was in flight where it was cut is unknown, so Little's law says nothing of it. */
    @Test
    void aCutIsNoContradiction() {
        SampleRun run = new SampleRun();
        run.recordingCut = Optional.of("no end mark");
        run.intervals.add(
                SampleRun.steadyInterval(0, 0, Phase.MEASURE)
                        .time(LatencyKind.SERVICE, OperationKind.READ, 1000, 1_000_000)
                        .build());
        assertThat(run.record().caveats())
                .containsExactly(new CaveatNote(Caveat.RECORDING_CUT, "no end mark"));
    }

    @Test
    void classesAreNeverLookedUp() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> NoClasses.LOOKUP.forName("java.lang.String"))
                .withMessageContaining("names no class");
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        Files.writeString(file, "this is text, and long enough to be taken for the head of one");
        refused("is not a recording: it does not begin as one");
        Files.delete(file);
        refused("is not a recording: it has 0 files of a queue, and not 1");
        Files.write(file, new byte[0]);
        refused("holds no run: no end mark");
        Files.write(directory.resolve("second.cq4"), intact);
        refused("is not a recording: it has 2 files of a queue, and not 1");
    }

    private void refused(String why) {
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Replay.of(directory, true))
                .withMessage(directory + " " + why);
    }

    private Optional<String> missing() {
        try {
            return Replay.of(directory, true).get(0).ending().recordingCut();
        } catch (RecordingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Where a document begins. */
    private int start(int document) {
        ByteBuffer words = ByteBuffer.wrap(intact).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (int left = document; left >= 0; ) {
            int word = words.getInt(at);
            boolean ours = word >> 30 == 0;
            left -= ours ? 1 : 0;
            at += left < 0 ? 0 : 4 + ((word & 0x3fffffff) + 3) / 4 * 4;
        }
        return at;
    }

    private static String text(List<Recording> recordings) {
        return TextReport.of(recordings.get(0), true);
    }
}
