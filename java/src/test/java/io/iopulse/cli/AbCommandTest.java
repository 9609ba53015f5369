package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.config.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that are repeated and alternated, on a virtual device whose figures are exact. */
class AbCommandTest {
    @TempDir Path directory;

    private Call call(String... arguments) {
        return Call.of(directory.resolve("runs"), List.of(arguments));
    }

    @Test
    void aRepeatedJobIsOneRecordingAndALinePerRun() {
        Call run = call("run", "--engine", "sim", "-d", "1s", "--repeat", "3", "--seed", "7");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("run: 3 runs\n  run ")
                .containsPattern("\n  3 .*\n  median .*\n  min .*\n  max .*\n  spread .*\n");
        assertThat(call("replay", "last")).isEqualTo(run);
        assertThat(call("runs", "show", "last").out()).contains("seed 7", "seed 8", "seed 9");
    }

    @Test
    void twoVariantsAreDoneInTurnAndCompared() {
        Call ab =
                call(
                        "ab",
                        "--a",
                        "--sim latency=100us,law=exponential",
                        "--b",
                        "--sim 'latency=130us,law=exponential'",
                        "--engine",
                        "sim",
                        "-d",
                        "1s",
                        "--fail-on-regression");
        assertThat(ab.code()).as(ab.err()).isEqualTo(99);
        assertThat(ab.out())
                .containsPattern("A  /.*-run-a \\(5 runs\\)\nB  /.*-run-b \\(5 runs\\)\n")
                .containsPattern(" iops .* regressed\n")
                .contains("the workloads of 'run' differ between the sides");
        assertThat(call("runs").out().lines()).hasSize(2);
        Call again = call("compare", "run-a", "run-b", "--metrics", "iops");
        assertThat(again.out()).containsPattern(" iops .* regressed\n");
    }

    @Test
    void twoJobFilesAreSides() throws IOException {
        Path a = Files.writeString(directory.resolve("a.yaml"), "engine: sim\nduration: 1s\n");
        Path b = Files.writeString(directory.resolve("b.yaml"), "engine: sim\nduration: 1s\n");
        Call ab = call("ab", a.toString(), b.toString(), "--repeat", "4", "--metrics", "p50");
        assertThat(ab.code()).as(ab.err()).isZero();
        assertThat(ab.out()).containsPattern(" p50 .* no change \\(±1.0 %\\)\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "ab x ⇒ ab takes two job files, as in: iopulse ab A.yaml B.yaml, or two variants of"
                        + " the same options: iopulse ab --a '--iodepth 1' --b '--iodepth 32'"
                        + " TARGET …",
                "ab --engine sim --csv x ⇒ --csv is not an option of this command",
                "run --engine sim -d 1 --repeat 0 ⇒ --repeat 0 is not a whole number from 1 to"
                        + " 1000",
            })
    void mistakesAreSentences(String line, String sentence) {
        assertThat(call(line.split(" ", -1)))
                .isEqualTo(new Call(1, "", "iopulse: " + sentence + "\n"));
    }

    @Test
    void wordsAreCutAsShellsCutThem() {
        assertThat(Words.of(" a  'b c'\"d\" '' ")).containsExactly("a", "b cd", "");
        assertThatThrownBy(() -> Words.of("a 'b"))
                .isInstanceOf(UsageError.class)
                .hasMessage("'a 'b' has a quote that is not closed");
    }
}
