package io.iopulse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.config.Job;
import io.iopulse.config.LiveMode;
import io.iopulse.config.OutputFile;
import io.iopulse.config.OutputFormat;
import io.iopulse.units.Size;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final Interrupts NOT_INTERRUPTED =
            Interrupts.handled(List.of(), () -> 0, status -> {});

    private static final int RAN = 77;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Job> jobs = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run f -d 5 -t 4 -b 8k -q 32",
                "f -d 5 -t 4 -b 8k -q 32",
                "-d5 -t4 -b8k -q32 f",
                "-d=5 --threads=4 f --block-size=8k --queue-depth 32",
                "--runtime 5 --numjobs=4 --bs 8k --iodepth 32 --filename f",
                "-d 5 -t 4 -b 8k -q 32 --no-direct -- f",
                "--direct=0 f -d 5 -t 4 -b 8k -q 32 --random=false --seed 1",
            })
    void oneWorkloadHasManySpellings(String line) {
        assertThat(call(line.split(" ", -1))).isEqualTo(RAN);
        Component workload = component();
        assertThat(workload.targets()).extracting(Target::path).containsExactly("f");
        assertThat(workload.workers()).isEqualTo(4);
        assertThat(workload.load().blockSize()).isEqualTo(Size.ofKiB(8));
        assertThat(workload.load().queueDepth()).isEqualTo(32);
        assertThat(workload.load().direct()).isFalse();
        assertThat(out.toString(UTF_8) + err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "f -d 1 --blocksize 4k ⇒ --blocksize is not an option; did you mean --block-size?",
                "f -d 1 --no-random-x ⇒ --no-random-x is not an option; did you mean --no-random?",
                "f -d 1 --warp-speed=1 ⇒ --warp-speed is not an option; iopulse --help lists them",
                "f -d 1 --heat-time 5ms ⇒ --heat-time is not an option; iopulse --help lists"
                        + " them",
                "f -d 1 --check ⇒ --check is not an option; iopulse --help lists them",
                "f -d 1 -x ⇒ -x is not an option; iopulse --help lists them",
                "f -d ⇒ --duration has no value; give TIME",
                "f --name --direct -d 1 ⇒ --name has no value; give TEXT",
                "f -d 1 -d 2 ⇒ --duration is given twice; give it once",
                "f -d 1 --no-direct --direct ⇒ --direct is given twice; give it once",
                "f -d 1 --direct=perhaps ⇒ --direct is a switch and does not take perhaps; give"
                        + " true or false",
                "f -d 1 --direct= ⇒ --direct is a switch and does not take ''; give true or false",
                "f -d 1 --no-threads ⇒ --no-threads is not an option; iopulse --help lists them",
                "-d 1 ⇒ TARGET is missing; name a file or device, as in: iopulse run data.bin"
                        + " --file-size 1G --duration 10s",
                "f -qd 5 ⇒ --queue-depth d is not a whole number from 1 to 4096",
                "a\ufffdb -d 1 ⇒ TARGET a\ufffdb has characters that this locale cannot read;"
                        + " set LC_ALL=C.UTF-8",
                "-d 1 -c /nowhere/job.yaml ⇒ --config /nowhere/job.yaml does not exist",
            })
    void aMistakeIsOneSentenceOnStandardError(String line, String sentence) {
        assertThat(call(line.strip().split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).isEqualTo("iopulse: " + sentence.strip() + "\n");
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(jobs).isEmpty();
    }

    @Test
    void aSwitchNeverTakesTheNextArgument() {
        call("--direct", "a", "--sqpoll", "3", "--random", "true", "-d", "1");
        assertThat(component().targets())
                .extracting(Target::path)
                .containsExactly("a", "3", "true");
    }

    @Test
    void targetsMayLookStrange() {
        call("-d", "1", "@file", "a b", "-", "--", "--direct", "run");
        assertThat(component().targets())
                .extracting(Target::path)
                .containsExactly("@file", "a b", "-", "--direct", "run");
        assertThat(component().load().direct()).isFalse();
    }

    @Test
    void outputOptionsReachTheRunner() {
        call("f", "-d", "1", "--json", "-", "--live=lines", "--per-worker");
        assertThat(jobs.get(0).outputs().files())
                .containsExactly(new OutputFile(OutputFormat.JSON, "-"));
        assertThat(jobs.get(0).outputs().live()).isEqualTo(LiveMode.LINES);
        assertThat(jobs.get(0).outputs().perWorker()).isTrue();
    }

    @Test
    void theCommandLineWinsOverTheFile(@TempDir Path directory) throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(job, "targets: f\nduration: 60\nengine: sync\nblock-size: 64k\n");
        assertThat(call("--config", job.toString(), "--engine", "null", "--duration=1s"))
                .isEqualTo(RAN);
        assertThat(component().load().engine().kind()).isEqualTo(EngineKind.NULL);
        assertThat(component().load().blockSize()).isEqualTo(Size.ofKiB(64));
        assertThat(jobs.get(0).phases().get(0).completion().duration()).hasToString("Optional[1s]");
    }

    @Test
    void aMistakeInTheFileHasItsLine(@TempDir Path directory) throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(job, "targets: f\n\nqueue-deph: 4\n");
        assertThat(call("-c", job.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "iopulse: "
                                + job
                                + ", line 3: queue-deph is not an option; did you mean"
                                + " queue-depth?\n");
    }

    @Test
    void aDryRunIsAJobForTheRunnerToo() {
        call("f", "-d", "1", "--dry-run");
        call("f", "-d", "1");
        assertThat(jobs).extracting(Job::dryRun).containsExactly(true, false);
    }

    @Test
    void aFaultOfTheProgramIsNotTheUsers() {
        WorkloadRunner broken =
                job -> {
                    throw new IllegalStateException("broken");
                };
        Main main = new Main(print(out), print(err), broken, Optional.empty(), NOT_INTERRUPTED);
        assertThat(main.run(List.of("f", "-d", "1"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8))
                .startsWith("iopulse: a fault of iopulse itself\njava.lang.IllegalStateException")
                .contains("\tat io.iopulse.cli.");
    }

    @Test
    void whatJavaCannotOpenForItselfIsOneSentence() {
        WorkloadRunner starved =
                job -> {
                    throw new ExceptionInInitializerError(new IOException("Too many open files"));
                };
        Main main = new Main(print(out), print(err), starved, Optional.empty(), NOT_INTERRUPTED);
        assertThat(main.run(List.of("f", "-d", "1"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8))
                .startsWith("iopulse: Java cannot load a part of itself: Too many open files;")
                .hasLineCount(1);
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left on device");
                    }
                };
        Main main =
                new Main(
                        new PrintStream(full, true, UTF_8),
                        print(err),
                        job -> RAN,
                        Optional.empty(),
                        NOT_INTERRUPTED);
        assertThat(main.run(List.of("--help"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).isEqualTo("iopulse: standard output cannot be written\n");
    }

    @Test
    void drawnSeedsDifferAndStayExactInJson() {
        call("f", "-d", "1");
        call("f", "-d", "1");
        assertThat(jobs.get(0).phases().get(0).seed())
                .isNotEqualTo(jobs.get(1).phases().get(0).seed())
                .isBetween(0L, 1L << 53);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "run --help", "run f --direct -h"})
    void helpGoesToStandardOutput(String line) {
        assertThat(call(line.split(" ", -1))).isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8)).startsWith("iopulse runs storage workloads");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void theVersionIsOneLine(String line) {
        assertThat(call(line)).isEqualTo(ExitCode.OK);
        assertThat(out.toString(UTF_8)).startsWith("iopulse ").endsWith("\n").hasLineCount(1);
    }

    private int call(String... arguments) {
        WorkloadRunner runner =
                job -> {
                    jobs.add(job);
                    return RAN;
                };
        return new Main(print(out), print(err), runner, Optional.empty(), NOT_INTERRUPTED)
                .run(Arrays.asList(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }

    @Test
    void profilesAreListedAndRunByName() {
        assertThat(call("profiles")).isZero();
        assertThat(out.toString(UTF_8)).contains("wal ");
        assertThat(call("--profile", "wal", "--directory", "/d")).isEqualTo(RAN);
        assertThat(component().targets()).extracting(Target::path).containsExactly("/d/wal");
    }

    private Component component() {
        return jobs.get(0).phases().get(0).components().get(0);
    }
}
