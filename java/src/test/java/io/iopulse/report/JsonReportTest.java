package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Caveat;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class JsonReportTest {
    private static final Path SCHEMA = Path.of("docs", "result.schema.json");
    private static final Path GUIDE = Path.of("docs", "guide", "result.md");

    @ParameterizedTest
    @EnumSource
    void theWholeReportIsAsKept(SampleRecordings sample) throws IOException {
        String name = sample.name().toLowerCase(Locale.ROOT);
        Golden.check(name + ".json", json(sample, true));
    }

    @ParameterizedTest
    @EnumSource
    void everyReportKeepsTheSchema(SampleRecordings sample) throws IOException {
        Object schema = JsonTree.parse(Files.readString(SCHEMA));
        for (boolean perWorker : new boolean[] {false, true}) {
            Object report = JsonTree.parse(json(sample, perWorker));
            assertThat(JsonSchema.violations(schema, report)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : \"iopulse-result/2\" | \"format\" : 1",
                "\"exit_code\" : 130 | \"exit_code\" : 7",
                "\"exit_code\" : 130 | \"exit_number\" : 0",
                "\"drain_ns\" : 2000000 | \"drain_ns\" : -1",
                "\"direct\" : false | \"direct\" : 0",
                "\"reason\" : \"SIGINT\" | \"reason\" : null",
                "[ 650239, 4000 ] | [ 650239, 0 ]",
                "[ 650239, 4000 ] | [ 650239 ]",
                "\"name\" : \"governor\" | \"name\" : \"governess\"",
                "\"seed\" : \"42\" | \"seed\" : \"many\"",
                "\"kernel\" : \"6.1.0\" | \"kernel\" : 6",
                "\"phase\":\"drain\" | \"phase\":\"idle\""
            })
    void theSchemaRefusesWhatIsWrong(String right, String wrong) throws IOException {
        String report = json(SampleRecordings.EVERYTHING, true);
        assertThat(report).contains(right);
        Object broken = JsonTree.parse(report.replaceFirst(quote(right), quoteNew(wrong)));
        Object schema = JsonTree.parse(Files.readString(SCHEMA));
        assertThat(JsonSchema.violations(schema, broken)).isNotEmpty();
    }

    private static String quote(String text) {
        return Pattern.quote(text);
    }

    private static String quoteNew(String text) {
        return Matcher.quoteReplacement(text);
    }

    @Test
    void guideAndSchemaNameEveryCaveatAndTheGuideEveryKeyOfTheSchema() throws IOException {
        String guide = Files.readString(GUIDE);
        String schema = Files.readString(SCHEMA);
        assertThat(Arrays.stream(Caveat.values()).map(c -> c.name().toLowerCase(Locale.ROOT)))
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"))
                .allSatisfy(name -> assertThat(schema).contains('"' + name + '"'));
        assertThat(JsonSchema.keys(JsonTree.parse(schema)))
                .allSatisfy(key -> assertThat(guide).contains("`" + key + "`"));
    }

    private static String json(SampleRecordings sample, boolean perWorker) throws IOException {
        StringWriter out = new StringWriter();
        JsonReport.write(List.of(sample.get()), perWorker, out);
        return out.toString();
    }
}
