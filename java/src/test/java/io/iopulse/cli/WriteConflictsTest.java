package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs are refused because two workers may write one block, as a user meets it. */
class WriteConflictsTest {
    private static final String WAYS =
            "; give --lock-mode range or full so that each write locks what it changes,"
                + " --file-distribution partitioned or per-worker so that each worker has a part or"
                + " a file of its own, or --allow-write-conflicts where that does not matter, as in"
                + " a test of raw speed\n";

    @TempDir Path directory;

    private record Result(int code, String err) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rw randwrite -t 2",
                "--rw randrw --rwmixread 99.9 -t 3",
                "--rw randtrim -t 2",
                "--rw randwrite --full-coverage -t 2",
                "--rw write --offset-strategy same -t 2",
            })
    void severalRandomWritersOfOneFileAreRefused(String load) throws IOException {
        Result run = run(load);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("iopulse: ")
                .contains(
                        " workers write in ", "/data, so two may write one block at the same time")
                .endsWith(WAYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rw randwrite -t 1",
                "--rw randread -t 4",
                "--rw write -t 4",
                "--rw write --offset-strategy interleaved -t 4",
                "--rw write --backward -t 4",
                "--rw write --stride 16k -t 3",
                "--rw write --backward --offset-strategy interleaved -t 4",
                "--rw randwrite --distribution zipf -t 4 --file-distribution partitioned",
                "--rw randwrite -t 4 --file-distribution partitioned",
                "--rw randwrite -t 4 --file-distribution per-worker --file-size 64k",
                "--rw randwrite -t 4 --allow-write-conflicts",
                "--rw randrw -t 4 --lock-mode range",
                "--rw randrw -t 4 --lock-mode full",
            })
    void otherRunsGoOn(String load) throws IOException {
        assertThat(run(load)).isEqualTo(new Result(ExitCode.OK, ""));
    }

    @Test
    void aDeviceThatKeepsNothingIsWrittenByMany() {
        assertThat(call(List.of("/dev/null"), "-s 1m --rw randwrite -t 4"))
                .isEqualTo(new Result(ExitCode.OK, ""));
    }

    @Test
    void ownFilesAreForFiles() {
        Result run =
                call(
                        List.of("/dev/null"),
                        "-s 1m --rw randwrite -t 2 --file-distribution per-worker");
        assertThat(run.err())
                .isEqualTo(
                        "iopulse: --file-distribution per-worker gives each worker a file of its"
                                + " own, and /dev/null is a device; use partitioned\n");
    }

    @Test
    void componentsMeetUnderAnyName() throws IOException {
        Path file = file();
        Path link = Files.createLink(directory.resolve("link"), file);
        String job =
                """
                duration: 200ms
                engine: sync
                components:
                  - name: log
                    targets: %s
                    rw: write
                    file-size: 64k
                  - name: pages
                    targets: %s
                    rw: randwrite
                    file-size: 64k
                    offset: %s
                """;
        Path meeting = Files.writeString(directory.resolve("a"), job.formatted(file, link, "60k"));
        Path apart = Files.writeString(directory.resolve("b"), job.formatted(file, link, "64k"));
        assertThat(call(List.of(), "--config " + meeting))
                .isEqualTo(
                        new Result(
                                ExitCode.USAGE,
                                "iopulse: components log and pages both write "
                                        + link
                                        + ", so two workers may write one block at the same time;"
                                        + " give both --lock-mode range or full, files of their own"
                                        + " or parts of it by --offset and --file-size, or"
                                        + " --allow-write-conflicts where that does not matter, as"
                                        + " in a test of raw speed\n"));
        assertThat(call(List.of(), "--lock-mode range --config " + meeting).err()).isEmpty();
        assertThat(call(List.of(), "--config " + apart).err()).isEmpty();
        assertThat(call(List.of(), "--allow-write-conflicts --config " + meeting).err()).isEmpty();
    }

    @Test
    void partsTooSmallForAllWorkersAreRefused() throws IOException {
        Result run = run("--rw randread -t 33 --file-distribution partitioned");
        assertThat(run.err())
                .isEqualTo(
                        "iopulse: 128KiB cannot be dealt to 33 workers: that leaves a worker less"
                                + " than one block of 4KiB; give fewer --threads or a larger"
                                + " --file-size\n");
    }

    @Test
    void ownFilesAreMadeAndUsed() throws IOException {
        Path file = directory.resolve("own");
        assertThat(
                        call(
                                List.of(file.toString()),
                                "-t 3 -s 64k --rw write -d 0 --engine sync"
                                        + " --file-distribution per-worker"))
                .isEqualTo(new Result(ExitCode.OK, ""));
        for (int worker = 0; worker < 3; worker++) {
            assertThat(directory.resolve("own.worker" + worker)).hasSize(64 << 10);
        }
        assertThat(file).doesNotExist();
    }

    private Path file() throws IOException {
        byte[] data = new byte[128 << 10];
        Arrays.fill(data, (byte) 7);
        return Files.write(directory.resolve("data"), data);
    }

    private Result run(String load) throws IOException {
        return call(List.of(file().toString()), load);
    }

    private static Result call(List<String> targets, String options) {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(targets);
        arguments.addAll(List.of(options.split(" ", -1)));
        arguments.addAll(List.of("--live", "off"));
        if (!options.contains("-d 0") && !options.contains("--config")) {
            arguments.addAll(List.of("--total-ops", "100", "--engine", "sync"));
        }
        Call call = Call.of(arguments);
        return new Result(call.code(), call.err());
    }
}
