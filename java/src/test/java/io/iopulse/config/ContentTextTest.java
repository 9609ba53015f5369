package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.units.Percent;
import io.iopulse.workload.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTextTest {
    private static final String WRITES = "f --duration=1 --write-percent=50 ";

    private static Settings settings(String pattern) {
        Settings settings = Line.settings(WRITES);
        settings.put(
                Option.find("write-pattern").orElseThrow(), List.of(pattern), Origin.COMMAND_LINE);
        return settings;
    }

    private static Content content(String pattern) {
        return Line.onlyComponent(Line.parse(settings(pattern))).load().content();
    }

    private static Job again(Job job) {
        return Line.parse(Line.file(String.join("\n", JobText.of(job.phases()))));
    }

    @Test
    void withoutAWordDataIsUnique() {
        assertThat(Line.component(WRITES).load().content()).isEqualTo(Content.UNIQUE);
        assertThat(content("random")).isEqualTo(Content.UNIQUE);
        assertThat(Content.UNIQUE.string()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "zeros, 00",
        "ones, ff",
        "hex:C0ffee, c0ffee",
        "text:abc, 616263",
        "text:ä, c3a4",
        "text:hex:00, 6865783a3030"
    })
    void aPatternIsAString(String pattern, String hex) {
        assertThat(content(pattern))
                .isEqualTo(new Content(pattern, hex, Percent.ZERO, Percent.ZERO));
    }

    @Test
    void sequentialCountsTheValuesOfAByte() {
        byte[] bytes = content("sequential").string();
        assertThat(bytes).hasSize(256);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(bytes[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void aFileIsReadOnce(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("string");
        Files.write(file, new byte[] {1, 2, (byte) 0xfe});
        assertThat(content("file:" + file).hex()).isEqualTo("0102fe");
    }

    @Test
    void sharesAreKeptWithFractions() {
        Content content =
                Line.component(WRITES + "--compress-percent=33.3 --dedupe-percent=20%")
                        .load()
                        .content();
        assertThat(content.compress()).isEqualTo(new Percent(33.3));
        assertThat(content.dedupe()).isEqualTo(new Percent(20));
        assertThat(content.isRandom()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "ones", "text: a: \"b\\ ü", "text:#", "hex:00ff", "text:'"})
    void aJobFileSaysTheSamePattern(String pattern) {
        Job job = Line.parse(settings(pattern));
        assertThat(Line.only(again(job))).isEqualTo(Line.only(job));
    }

    @Test
    void aJobFileSaysTheSameShares() {
        Job job = Line.job(WRITES + "--compress-percent=50 --dedupe-percent=12.5");
        assertThat(Line.only(again(job))).isEqualTo(Line.only(job));
        assertThat(Line.onlyComponent(again(job)).load().content().dedupe())
                .isEqualTo(new Percent(12.5));
    }

    @Test
    void aFixedPatternHasNoShares() {
        assertThatThrownBy(() -> new Content("zeros", "00", Percent.ALL, Percent.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Content("zeros", "", Percent.ZERO, Percent.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Content("text:a", "61", Percent.ZERO, Percent.ZERO).string())
                .isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    }
}
