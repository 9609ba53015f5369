package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultFileTest {
    @TempDir Path directory;

    private String[] names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    private static void fill(Path file) throws IOException {
        ResultFile.write(
                file,
                out -> {
                    out.write("half");
                    out.flush();
                    throw new IOException("No space left on device");
                });
    }

    @Test
    void aResultThatCannotBeFinishedLeavesNothing() throws IOException {
        assertThatThrownBy(() -> fill(directory.resolve("r.json")))
                .hasMessage("No space left on device");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFormerResultStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> fill(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("former");
        ResultFile.write(file, out -> out.write("new"));
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("r.json");
    }

    @Test
    void aLinkGoesOnLeadingToTheResult() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "former");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        ResultFile.write(link, out -> out.write("new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
    }

    @Test
    void aPipeIsWrittenInPlace() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        ResultFile.write(pipe, out -> out.write("streamed"));
        assertThat(reader.inputReader().readLine()).isEqualTo("streamed");
        assertThat(names()).containsExactly("pipe");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }
}
