package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.compare.Comparison;
import io.iopulse.compare.Side;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonReportTest {
    private static final Path SCHEMA = Path.of("docs", "comparison.schema.json");

    /** Five runs against five that are slower; a run each; and three sides. */
    private static Comparison sample(String name) {
        List<Side> sides =
                switch (name) {
                    case "repeated" ->
                            List.of(
                                    side("A", 0, 30_000, 30_300, 29_700, 30_150, 29_850),
                                    side("B", 64, 27_000, 27_300, 26_700, 27_150, 26_850));
                    case "single" -> List.of(side("A", 0, 500), side("B|1", 0, 600));
                    default ->
                            List.of(
                                    side("A", 0, 900, 901, 902, 901),
                                    side("B", 0, 890, 899, 901, 900),
                                    side("C", 0, 990, 999, 1, 995));
                };
        return Comparison.of(sides, List.of());
    }

    private static Side side(String name, int depth, int... reads) {
        return new Side(
                name,
                List.of("2026-12-01-" + name + "_1", "2026-12-01-" + name + "_2", "x", "y"),
                Arrays.stream(reads).mapToObj(count -> run(depth, count)).toList());
    }

    private static Recording run(int depth, int reads) {
        SampleRun run = new SampleRun();
        run.depth = depth == 0 ? run.depth : depth;
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                        .add(OperationKind.READ, reads, 4096, 30_000_000_000L / reads)
                        .time(LatencyKind.RESPONSE, OperationKind.READ, reads, 99_000_000L / reads)
                        .build());
        return run.record();
    }

    private static String json(String sample) throws IOException {
        StringWriter out = new StringWriter();
        ComparisonJson.write(sample(sample), out);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated", "single", "three"})
    void everyFormIsAsKept(String sample) throws IOException {
        String name = "comparison-" + sample;
        Golden.check(name + ".txt", ComparisonText.of(sample(sample)));
        Golden.check(name + ".md", ComparisonMarkdown.of(sample(sample)));
        Golden.check(name + ".json", json(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated", "single", "three"})
    void jsonKeepsItsSchema(String sample) throws IOException {
        Object schema = JsonTree.parse(Files.readString(SCHEMA));
        assertThat(JsonSchema.violations(schema, JsonTree.parse(json(sample)))).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsWrong() throws IOException {
        Object schema = JsonTree.parse(Files.readString(SCHEMA));
        String right = json("repeated");
        for (String[] change :
                new String[][] {
                    {"\"regressed\"", "\"worse\""},
                    {"\"unit\" : \"ns\"", "\"unit\" : \"ms\""},
                    {"\"mean\" : ", "\"average\" : "},
                    {"iopulse-comparison/1", "iopulse-comparison/2"},
                }) {
            assertThat(right).contains(change[0]);
            Object broken = JsonTree.parse(right.replace(change[0], change[1]));
            assertThat(JsonSchema.violations(schema, broken)).as(change[1]).isNotEmpty();
        }
    }
}
