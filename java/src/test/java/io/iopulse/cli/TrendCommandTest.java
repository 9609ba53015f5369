package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of a virtual device, whose figures are exact. */
class TrendCommandTest {
    @TempDir Path directory;

    private Call call(String... arguments) {
        return Call.of(directory.resolve("runs"), List.of(arguments));
    }

    private void record(int latencyUs) {
        Call run =
                call(
                        "--engine",
                        "sim",
                        "-d",
                        "1s",
                        "--name",
                        "nightly",
                        "--sim",
                        "latency=%dus,law=constant".formatted(latencyUs));
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void theUsersRunsAndThoseInADirectoryAreSortedByTheirWork() throws IOException {
        for (int i = 0; i < 6; i++) {
            record(100);
        }
        record(130);
        Path broken = Files.createDirectory(directory.resolve("runs").resolve("0-broken"));
        Files.writeString(broken.resolve("20261201.cq4"), "not a queue");
        Call call = call("trend", "--metrics", "p50,iops");
        assertThat(call.code()).isZero();
        assertThat(call.out())
                .startsWith(
                        "2 series: runs are put together by name, work and CPUs\n\nnightly: 6 runs")
                .containsPattern("\n  p50 +1\\d\\d µs +no change in 6 runs\n")
                .containsPattern("\n  iops .* IOPS +no change in 6 runs\n")
                .containsPattern("\nnightly: 1 run of work .*\n  too few runs: ");
        assertThat(call.err()).startsWith("iopulse: 0-broken is left out: ").hasLineCount(1);
        Call elsewhere =
                Call.of(
                        directory.resolve("none"),
                        List.of(
                                "trend",
                                directory.resolve("runs").toString(),
                                "--metrics",
                                "p50,iops"));
        assertThat(elsewhere).isEqualTo(call);
        assertThat(call("trend", "last").out())
                .endsWith("  too few runs: a change is looked for in 6 or more\n");
    }

    @Test
    void mistakesAreSentences() {
        String runs = directory.resolve("runs").toString();
        assertThat(call("trend"))
                .isEqualTo(new Call(1, "", "iopulse: there are no recordings in " + runs + "\n"));
        assertThat(call("trend", "nowhere").err())
                .isEqualTo(
                        "iopulse: there is no recording 'nowhere' in "
                                + runs
                                + "; iopulse runs lists them\n");
        assertThat(call("trend", "--json", "-").err())
                .isEqualTo("iopulse: --json is not an option of this command\n");
        assertThat(call("trend", "--metrics", "speed").err()).startsWith("iopulse: --metrics: ");
    }
}
