package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SteadyRunTest {
    @Test
    void aSteadyRunIsCompleteLongBeforeItsLimit() {
        Call run = run("iops:100%,1s", "1h");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("run: complete").contains("steady");
    }

    @Test
    void aRunThatDoesNotComeToRestGoesOnToItsLimitAndSaysSo() {
        Call run = run("iops:0.0001%,1s", "1500ms");
        assertThat(run.out()).contains("steady state was not reached").contains("of 1.5s");
    }

    private static Call run(String steady, String duration) {
        return Call.of(
                List.of(
                        "--engine",
                        "null",
                        "--interval",
                        "100ms",
                        "--duration",
                        duration,
                        "--steady-state",
                        steady));
    }
}
