package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run printed, printed again from its recording. */
class ReplayTest {
    @TempDir Path directory;

    @Test
    void aReplayPrintsWhatTheRunPrinted() {
        Call run = call("--engine", "sim", "-d", "5s", "--random", "-t", "3", "-q", "4");
        assertThat(run.err()).isEmpty();
        assertThat(call("replay", "last")).isEqualTo(run);
    }

    @Test
    void aReplayWritesTheSameJson() throws IOException {
        Path json = directory.resolve("run.json");
        call("--engine", "sim", "-d", "3s", "-t", "2", "--per-worker", "--json", json.toString());
        Call replay = call("replay", "last", "--per-worker", "--json", "-");
        assertThat(replay.out()).isEqualTo(Files.readString(json));
    }

    @Test
    void aReplayWritesTheSameTimeSeries() throws IOException {
        for (List<String> options : List.of(List.<String>of(), List.of("--per-worker"))) {
            Path csv = directory.resolve("run" + options.size() + ".csv");
            List<String> run = new ArrayList<>(List.of("--engine", "sim", "-d", "3s", "-t", "2"));
            run.addAll(List.of("--csv", csv.toString()));
            run.addAll(options);
            assertThat(Call.of(directory.resolve("runs"), run).err()).isEmpty();
            List<String> replay = new ArrayList<>(List.of("replay", "last", "--csv", "-"));
            replay.addAll(options);
            Call replayed = Call.of(directory.resolve("runs"), replay);
            assertThat(replayed.out())
                    .startsWith("run," + (options.isEmpty() ? "phase," : "component,worker_id,"))
                    .isEqualTo(Files.readString(csv));
        }
    }

    /** Its times are still those since the start of the run. */
    @Test
    void aPartOfARunHasItsTimesInTheSeriesOfEachWorker() {
        call("--engine", "sim", "-d", "4s", "-t", "2");
        Call part = call("replay", "last", "--from", "2s", "--csv", "-", "--per-worker");
        List<String> lines = part.out().lines().skip(1).toList();
        assertThat(lines).hasSize(4);
        assertThat(lines).allMatch(line -> line.matches(".*,measure,[23],1,[23],[34],.*"));
    }

    @Test
    void recordingsBecomeOnePage() throws IOException {
        Path html = directory.resolve("run.html");
        Path runs = directory.resolve("runs");
        List<String> sim = List.of("--engine", "sim", "-d", "2s", "-t", "2", "--name", "one");
        List<String> run = new ArrayList<>(sim);
        run.addAll(List.of("--html", html.toString()));
        assertThat(Call.of(runs, run).err()).isEmpty();
        Call replay = Call.of(runs, List.of("replay", "one", "--html", "-"));
        assertThat(replay.out()).startsWith("<!doctype html>").isEqualTo(Files.readString(html));
        assertThat(Call.of(runs, List.of("report", "one", "-o", "-")).out())
                .isEqualTo(replay.out());
        Path both = directory.resolve("both.html");
        Call report = Call.of(runs, List.of("report", "one", "last", "-o", both.toString()));
        assertThat(report).isEqualTo(new Call(0, both + "\n", ""));
        assertThat(Files.readString(both)).contains("<title>one – iopulse</title>");
    }

    @Test
    void distributionsAreFilesOfADirectory() throws IOException {
        Path hgrm = directory.resolve("distributions");
        Path hlog = directory.resolve("latencies.hlog");
        Path runs = directory.resolve("runs");
        assertThat(
                        Call.of(
                                        runs,
                                        List.of(
                                                "--engine",
                                                "sim",
                                                "-d",
                                                "2s",
                                                "--hgrm",
                                                hgrm.toString(),
                                                "--hlog",
                                                hlog.toString()))
                                .err())
                .isEmpty();
        assertThat(hgrm).isDirectoryContaining("glob:**/service-read.hgrm");
        assertThat(Files.readString(hlog)).contains("Tag=service_read,0.000,1.000,");
        assertThat(Call.of(runs, List.of("replay", "last", "--hgrm", hlog.toString())))
                .isEqualTo(
                        new Call(
                                1,
                                "",
                                "iopulse: --hgrm "
                                        + hlog
                                        + " is no directory; name one, or a new one\n"));
    }

    @Test
    void aJobOfSeveralPhasesIsOneRecording() throws IOException {
        Path job = directory.resolve("job.yaml");
        Files.writeString(
                job,
                """
                name: two
                engine: sim
                duration: 2s
                phases:
                  - name: fill it
                    rw: write
                  - name: read it
                    rw: randread
                    distribution: zipf
                    heatmap: true
                """);
        Call run = call("-c", job.toString());
        assertThat(run.err()).isEmpty();
        assertThat(call("replay", "fill-it")).isEqualTo(run);
    }

    @Test
    void recordingsAreListedShownMovedAndRemoved() throws IOException {
        Call run = call("--engine", "sim", "-d", "2s", "--name", "first run", "--seed", "7");
        assertThat(call("runs").out())
                .matches("\\S+Z-first-run +[0-9.]+ [KM]iB +complete, [23] intervals\n");
        assertThat(call("runs", "show", "first").out())
                .contains("run        first run, ", "seed 7", "outcome    complete, exit code 0");
        Path file = directory.resolve("moved");
        assertThat(call("runs", "export", "first", file.toString()).out()).isEqualTo(file + "\n");
        assertThat(Files.size(file)).isLessThan(16_384);
        assertThat(call("runs", "rm", "first").code()).isZero();
        assertThat(call("runs")).isEqualTo(new Call(0, "", ""));
        assertThat(call("runs", "import", file.toString()).out()).contains("Z-first-run");
        assertThat(call("replay", "last")).isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "replay ⇒ replay takes one recording, as in: iopulse replay last; iopulse runs"
                        + " lists them",
                "report ⇒ report takes recordings, as in: iopulse report last; iopulse runs lists"
                        + " them",
                "replay last --hgrm - ⇒ --hgrm - is several files; name a directory",
                "replay nothing ⇒ there is no recording 'nothing' in RUNS; iopulse runs lists them",
                "replay last --threads 3 ⇒ --threads is not an option of this command",
                "runs tidy ⇒ runs takes nothing, or show RUN, rm RUN…, export RUN FILE, import"
                        + " FILE",
                "runs import RUNS/text ⇒ RUNS/text is no exported recording:"
                        + " java.util.zip.ZipException: Not in GZIP format",
                "--engine sim -d 1 --record RUNS ⇒ --record RUNS is not empty; name a new one",
            })
    void mistakesAreSentences(String line, String sentence) throws IOException {
        Files.writeString(directory.resolve("text"), "text");
        String runs = directory.toString();
        Call call = call(line.replace("RUNS", runs).split(" ", -1));
        assertThat(call)
                .isEqualTo(new Call(1, "", "iopulse: " + sentence.replace("RUNS", runs) + "\n"));
    }

    @Test
    void aRecordingGoesWhereItIsWanted() {
        Path wanted = directory.resolve("here");
        Call run = call("--engine", "sim", "-d", "1s", "--record", wanted.toString());
        assertThat(call("replay", wanted.toString())).isEqualTo(run);
        assertThat(call("runs").out()).startsWith("here ");
    }

    @Test
    void aRunThatIsRefusedLeavesNoRecording() {
        assertThat(call("/nowhere/file", "-d", "1s").code()).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    private Call call(String... arguments) {
        return Call.of(directory, List.of(arguments));
    }
}
