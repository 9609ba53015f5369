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

/** A run of a virtual device kept as a baseline, and one that is 15 % slower. */
class BaselineCommandTest {
    @TempDir Path directory;

    private Call call(String... arguments) {
        return Call.of(directory.resolve("runs"), List.of(arguments));
    }

    @BeforeEach
    void recordAndSave() {
        for (String latency : new String[] {"100us", "115us"}) {
            String name = "at-" + latency;
            Call run =
                    call(
                            "--engine",
                            "sim",
                            "-d",
                            "1s",
                            "--name",
                            name,
                            "--sim",
                            "latency=" + latency);
            assertThat(run.code()).as(run.err()).isZero();
        }
        assertThat(call("baseline", "save", "good", "at-100us").code()).isZero();
    }

    @Test
    void aBaselineOutlivesItsRun() {
        assertThat(call("runs", "rm", "at-100us").code()).isZero();
        assertThat(call("baseline", "list")).isEqualTo(new Call(0, "good\n", ""));
        Call check = call("baseline", "check", "good", "at-115us");
        assertThat(check.code()).isEqualTo(99);
        assertThat(check.out())
                .startsWith("baseline good\n")
                .containsPattern("FAIL  iops -10\\.0 % .* -1[23]\\.. %\n")
                .containsPattern("FAIL  p50 \\+10\\.0 % .* \\+1[45]\\.. %\n")
                .contains("the workloads of 'at-100us, at-115us' differ between the sides");
        assertThat(check.err()).contains("iopulse: iops went from ", ", more than -10.0 %\n");
        assertThat(call("baseline", "rm", "good").code()).isZero();
        assertThat(call("baseline", "list").out()).isEmpty();
    }

    @Test
    void tolerancesAreOfSingleMetrics() throws IOException {
        Path xml = directory.resolve("out.xml");
        Call check =
                call(
                        "baseline",
                        "check",
                        "good",
                        "at-115us",
                        "--metrics",
                        "iops",
                        "--tolerance",
                        "iops=20%,read.p50=5",
                        "--junit",
                        xml.toString(),
                        "--github");
        assertThat(check.code()).isEqualTo(99);
        assertThat(check.out())
                .contains("pass  iops -20.0 %", "FAIL  read.p50 +5.0 %", "\n::error title=");
        assertThat(Files.readString(xml)).contains("tests=\"2\" failures=\"1\"");
        Call wide =
                call(
                        "baseline",
                        "check",
                        "good",
                        "at-115us",
                        "--metrics",
                        "iops",
                        "--tolerance",
                        "iops=20%");
        assertThat(wide.code()).isZero();
        Call absent = call("baseline", "check", "good", "at-115us", "--tolerance", "write.p50=5%");
        assertThat(absent.err()).contains("write.p50: there is no service latency of write\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "baseline ⇒ baseline takes save NAME RUN, check NAME RUN, list, or rm NAME",
                "baseline save good last ⇒ there is a baseline 'good' already; iopulse baseline rm"
                        + " good removes it",
                "baseline save ../x last ⇒ '../x' is not a name of a baseline: letters, digits,"
                        + " points, dashes",
                "baseline rm bad ⇒ there is no baseline 'bad' in HERE/baselines; iopulse baseline"
                        + " list names them",
                "baseline check good last --tolerance p99 ⇒ 'p99' is not a tolerance such as"
                        + " p99=20%",
            })
    void mistakesAreSentences(String line, String sentence) {
        assertThat(call(line.split(" ", -1)))
                .isEqualTo(
                        new Call(
                                1,
                                "",
                                "iopulse: "
                                        + sentence.replace("HERE", directory.toString())
                                        + "\n"));
    }
}
