package io.iopulse.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formatting of the C files by clang-format; skipped, and said so, where it is not installed. */
final class CFormatTest {
    private static final String ABSENT =
            "SKIP: the format of native/ is not checked, clang-format is not installed";

    @TempDir Path directory;

    private record Outcome(int status, String output) {}

    private static Outcome check(List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("clang-format", "--dry-run", "-Werror"));
        Path style = SourceFile.projectDirectory().resolve(".clang-format");
        command.add("--style=file:" + style);
        command.addAll(files);
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(SourceFile.projectDirectory().toFile())
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            System.err.println(ABSENT);
            return Assumptions.abort(ABSENT);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    @Test
    void filesOfNativeAreFormatted() throws IOException, InterruptedException {
        List<String> files =
                SourceFile.ofProject().stream()
                        .filter(SourceFile::isC)
                        .map(SourceFile::path)
                        .toList();
        assertThat(check(files)).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void anUnformattedFileIsSeen() throws IOException, InterruptedException {
        Path bad = Files.writeString(directory.resolve("bad.c"), "int  f( void ){return 1;}\n");
        Outcome outcome = check(List.of(bad.toString()));
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.output()).contains("clang-format-violations");
    }
}
