package io.iopulse.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0/s",
        "0.1234, 0.123/s",
        "7, 7/s",
        "999.4, 999/s",
        "999.9, 1k/s",
        "12345, 12.3k/s",
        "1500000, 1.5M/s",
        "1000000000, 1G/s",
    })
    void printsThreeDigits(double perSecond, String text) {
        assertThat(new Rate(perSecond)).hasToString(text);
    }

    @Test
    void dividesCountByTime() {
        assertThat(Rate.of(3_000, Span.ofMillis(1_500))).isEqualTo(new Rate(2_000));
        assertThatThrownBy(() -> Rate.of(1, Span.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
