package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.report.TextReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings of earlier versions, exported and kept: this version reads them. When reports change,
 * the texts beside them change with it (what is printed now lies in target/golden); the recordings
 * never do.
 */
final class KeptRecordingTest {
    @TempDir Path directory;

    /** A warm-up and three components with errors, skew, a rate, syncs; and a phase behind it. */
    @Test
    void aRecordingOfVersionOneIsRead() throws Exception {
        Path kept = directory.resolve("kept.gz");
        try (InputStream in = resource("1.gz")) {
            Files.copy(in, kept);
        }
        Path run = RecordingArchive.read(kept, new RunsDirectory(directory));
        String text =
                Replay.of(run, true).stream()
                        .map(recording -> TextReport.of(recording, true))
                        .collect(Collectors.joining("\n"));
        Path written = Path.of("target", "golden", "recordings-1.txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, text);
        try (InputStream expected = resource("1.txt")) {
            assertThat(text).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InputStream resource(String name) throws IOException {
        return Objects.requireNonNull(
                KeptRecordingTest.class.getResourceAsStream("/recordings/" + name), name);
    }
}
