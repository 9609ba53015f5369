package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several components and several phases, from a job file to what is printed. */
class CompositeRunTest {
    @TempDir Path directory;

    @Test
    void componentsAreReportedEachAndTogether() throws IOException {
        Call run =
                run(
                        """
                        name: two
                        duration: 5s
                        engine: sim
                        components:
                          - name: quick
                            sim: latency=100us
                            queue-depth: 4
                            random: true
                          - name: slow
                            sim: latency=1ms
                            rw: write
                            threads: 2
                        """);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsSubsequence(
                        "component quick",
                        " read 199,996 781 MiB 39,999 156 MiB/s (164 MB/s)",
                        " service read 100 µs 100 µs 100 µs 100 µs 100 µs 100 µs 100 µs 100 µs 100"
                                + " µs",
                        " depth 4.00 of 4 (100.0 %)",
                        "component slow",
                        " write 9,998 39.1 MiB 2,000 7.81 MiB/s (8.19 MB/s)",
                        " depth 2.00 of 2 (100.0 %)",
                        "together",
                        " total 209,994 820 MiB 41,999 164 MiB/s (172 MB/s)",
                        " depth 6.00 of 6 (100.0 %)");
    }

    @Test
    void twoComponentsShareAFileThatOneOfThemFills() throws IOException {
        Call run =
                run(
                        """
                        engine: sync
                        file-size: 256k
                        targets: DIRECTORY/data
                        total-ops: 100
                        components:
                          - name: writes
                            rw: write
                          - name: reads
                            rw: read
                        """);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("data: file, 256 KiB, 256 KiB filled");
        assertThat(Files.size(directory.resolve("data"))).isEqualTo(256 * 1024);
    }

    @Test
    void phasesRunInOrderAndStopAtTheFirstThatFails() throws IOException {
        String phases =
                """
                engine: sim
                total-ops: 1000
                phases:
                  - name: first
                  - name: second
                    sim: latency=1us,error=100
                  - name: third
                """;
        Call run = run(phases);
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).containsSubsequence("first: complete", "second: failed");
        assertThat(run.out()).doesNotContain("third");

        Call json = run(phases, "--json", "-");
        assertThat(json.out())
                .containsSubsequence(
                        "\"format\" : \"iopulse-phases/1\"",
                        "\"format\" : \"iopulse-result/2\"",
                        "\"name\" : \"first\"",
                        "\"name\" : \"second\"");
    }

    private Call run(String job, String... more) throws IOException {
        Path file = directory.resolve("job.yaml");
        Files.writeString(file, job.replace("DIRECTORY", directory.toString()));
        List<String> arguments = new java.util.ArrayList<>(List.of("run", "-c", file.toString()));
        arguments.addAll(List.of(more));
        return Call.of(arguments);
    }
}
