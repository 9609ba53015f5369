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

/** Thresholds on the command line; the simulated device answers each read in 100 µs. */
class GatesTest {
    @TempDir Path directory;

    private Call call(String... arguments) {
        return Call.of(directory, List.of(arguments));
    }

    private Call sim(String... more) {
        List<String> line = new ArrayList<>(List.of("run", "--engine", "sim", "-d", "2s"));
        line.addAll(List.of(more));
        return Call.of(directory, line);
    }

    @Test
    void thresholdsThatHoldArePrintedBehindTheReport() {
        Call call = sim("--threshold", "read.p99<2ms", "iops>1k", "errors==0");
        assertThat(call.code()).isZero();
        assertThat(call.err()).isEmpty();
        assertThat(call.out()).contains("\n\nthresholds\n  pass  read.p99<2ms  ");
        assertThat(call.out().lines().filter(line -> line.startsWith("  pass"))).hasSize(3);
    }

    @Test
    void onesThatFailEndTheProcessWith99AndAreNamed() {
        Call call = sim("--threshold", "read.p99<1us,iops>1k", "--threshold=write.p99<1s");
        assertThat(call.code()).isEqualTo(99);
        assertThat(call.err())
                .matches(
                        "iopulse: a threshold failed: read.p99 is .* and not < 1.00 µs\n"
                                + "iopulse: a threshold failed: write.p99 has no value: there is"
                                + " no service latency of write\n");
        Call replay = call("replay", "last", "--threshold", "read.p99<1us,iops>1k", "write.p99<1s");
        assertThat(replay).isEqualTo(call);
    }

    @Test
    void aRunThatIsNotGoodCountsMoreThanItsFigures() {
        Call call = sim("--sim", "latency=100us,error=100", "--threshold", "errors==0", "iops>1");
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("a threshold failed: errors is 1 and not == 0");
    }

    @Test
    void outcomesGoToJunitAndToAnnotations() throws IOException {
        Path xml = directory.resolve("out.xml");
        Call call =
                sim("--junit", xml.toString(), "--github", "--threshold", "p50<1ns", "errors==0");
        assertThat(call.code()).isEqualTo(99);
        assertThat(call.out()).contains("::error title=iopulse thresholds%3A p50<1ns::p50 is 1");
        assertThat(Files.readString(xml))
                .contains("tests=\"2\" failures=\"1\"", "name=\"p50&lt;1ns\"");
    }

    @Test
    void aJobFileHasThresholdsOfItsPhases() throws IOException {
        Path job =
                Files.writeString(
                        directory.resolve("job.yaml"),
                        """
                        engine: sim
                        duration: 1s
                        threshold: ["fill:write.iops>1", "look:read.p99<1s", "errors==0"]
                        phases:
                          - name: fill
                            rw: write
                          - name: look
                            rw: randread
                        """);
        Call call = call("-c", job.toString());
        assertThat(call.code()).isZero();
        assertThat(call.out().lines().filter(line -> line.startsWith("  pass"))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            value = {
                "--threshold p99<2 ⇒ --threshold p99<2: '2' is a time without its unit; write"
                        + " 500us, 2ms or 1.5s",
                "--threshold iops>1 speed>2 ⇒ --threshold speed>2: 'speed' is not a metric such as"
                        + " iops, read.throughput, read.p99, response.p99.9, errors or cpu_per_op",
                "--junit x.xml ⇒ --junit tells what became of thresholds; give some, as in"
                        + " --threshold 'read.p99<2ms'",
                "--github --threshold iops>1 --json - ⇒ --github and --json - both go to standard"
                        + " output; name a file for one",
            })
    void mistakesAreSentences(String line, String sentence) {
        assertThat(sim(line.split(" ", -1)))
                .isEqualTo(new Call(1, "", "iopulse: " + sentence + "\n"));
    }

    @Test
    void aTargetBehindAThresholdIsOneWhenItHasASlash() {
        Call call = call("--threshold", "iops>1", "./a>b", "-d", "1s", "--no-record");
        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("./a>b");
    }
}
