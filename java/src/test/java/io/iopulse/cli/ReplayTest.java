package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run printed, printed again from its recording. */
class ReplayTest {
    @TempDir Path directory;

    @Test
    void aReplayPrintsWhatTheRunPrinted() {
        Call run = call("--engine", "sim", "-d", "5s", "--random", "-t", "3", "-q", "4");
        assertThat(run.err()).isEmpty();
        assertThat(call("replay", "last")).isEqualTo(run);
    }

    private Call call(String... arguments) {
        return Call.of(directory, List.of(arguments));
    }
}
