package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of a virtual device, whose figures are exact. */
class CompareCommandTest {
    @TempDir Path directory;

    private Call call(String... arguments) {
        return Call.of(directory.resolve("runs"), List.of(arguments));
    }

    private void record(String name, String latency) {
        Call run = call("--engine", "sim", "-d", "1s", "--name", name, "--sim", latency);
        assertThat(run.code()).as(run.err()).isZero();
    }

    @BeforeEach
    void recordEightRuns() {
        for (int i = 1; i <= 4; i++) {
            record("a", "latency=%dus,law=constant".formatted(99 + i));
            record("b", "latency=%dus,law=constant".formatted(119 + i));
        }
    }

    private String all(String name) throws IOException {
        try (var runs = Files.list(directory.resolve("runs"))) {
            return String.join(
                    ",",
                    runs.map(run -> run.getFileName().toString())
                            .filter(run -> run.endsWith("-" + name))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void severalRunsOfEachSideGiveVerdicts() throws IOException {
        Path xml = directory.resolve("out.xml");
        String metrics = "iops,p50";
        Call call =
                call(
                        "compare",
                        all("a"),
                        all("b"),
                        "--metrics",
                        metrics,
                        "--junit",
                        xml.toString());
        assertThat(call.code()).isZero();
        assertThat(call.out())
                .containsPattern(" iops .* -1\\d\\.\\d % .* regressed\n")
                .containsPattern(" p50 .* \\+\\d\\d\\.\\d % .* regressed\n")
                .contains("2 verdicts at 95 % each");
        assertThat(Files.readString(xml)).contains("tests=\"2\" failures=\"2\"");
        Call gated =
                call("compare", all("a"), all("b"), "--metrics", "iops", "--fail-on-regression");
        assertThat(gated.code()).isEqualTo(99);
        assertThat(gated.err()).matches("iopulse: iops of B against A: -.*, regressed\n");
    }

    @Test
    void singleRunsGiveDifferencesOnly() {
        Call call = call("compare", "last", "last", "--json", "-", "--fail-on-regression");
        assertThat(call.code()).isZero();
        assertThat(call.out()).contains("\"iopulse-comparison/1\"", "\"verdict\" : null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "compare last ⇒ compare takes two recordings or more, as in: iopulse compare A B,"
                        + " or several of each: iopulse compare A1,A2,A3 B1,B2,B3",
                "compare last nowhere ⇒ there is no recording 'nowhere' in RUNS; iopulse runs lists"
                        + " them",
                "compare last last --metrics speed ⇒ --metrics: 'speed' is not a metric such as"
                        + " iops, read.throughput, read.p99, response.p99.9, errors or cpu_per_op",
                "run --engine sim -d 1 --markdown x ⇒ --markdown is not an option of this command",
            })
    void mistakesAreSentences(String line, String sentence) {
        String runs = directory.resolve("runs").toString();
        assertThat(call(line.split(" ", -1)))
                .isEqualTo(new Call(1, "", "iopulse: " + sentence.replace("RUNS", runs) + "\n"));
    }
}
