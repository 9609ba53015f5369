package io.iopulse.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "30, 30000000000",
        "500ms, 500000000",
        "1.5s, 1500000000",
        "2m, 120000000000",
        "2min, 120000000000",
        "1h, 3600000000000",
        "1d, 86400000000000",
        "100us, 100000",
        "7ns, 7",
        "0, 0",
        "0.5, 500000000",
        "1.9ns, 1",
    })
    void readsTimesAndBareSeconds(String text, long ns) {
        assertThat(Span.parse(text)).isEqualTo(new Span(ns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1x", "1h30m", "1e3", "107000d", "NaN", "1:30"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Span.parse(text))
                .isInstanceOf(UnitFormatException.class)
                .hasMessage("'%s' is not a time such as 500ms, 1.5s, 2m, 1h or 30 (seconds)", text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "7, 7ns",
        "100000, 100us",
        "1500000, 1.5ms",
        "1234567, 1234.567us",
        "1500000000, 1.5s",
        "90000000000, 90s",
        "120000000000, 2m",
        "3600000000000, 1h",
        "86400000000000, 1d",
        "9223372036854775807, 9223372036854775.807us",
    })
    void printsAShortExactForm(long ns, String text) {
        assertThat(new Span(ns)).hasToString(text);
    }

    @Test
    void readsBackWhatItPrints() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            Span span = new Span((random.nextLong() >>> 1) >>> random.nextInt(63));
            Span round = Span.ofMillis(random.nextInt(100_000_000));
            assertThat(Span.parse(span.toString())).isEqualTo(span);
            assertThat(Span.parse(round.toString())).isEqualTo(round);
        }
    }
}
