package io.iopulse.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {
    @ParameterizedTest
    @CsvSource({
        "70, 70, 70%",
        "33.3, 33.3, 33.3%",
        "0.5%, 0.5, 0.5%",
        "100, 100, 100%",
        "0, 0, 0%"
    })
    void readsAndPrintsFractions(String text, double value, String printed) {
        assertThat(Percent.parse(text)).isEqualTo(new Percent(value)).hasToString(printed);
        assertThat(Percent.parse(printed)).isEqualTo(new Percent(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101", "100.001", "-1", "70%%", "70k", "NaN"})
    void refusesWhatIsNoPercentage(String text) {
        assertThatThrownBy(() -> Percent.parse(text))
                .isInstanceOf(UnitFormatException.class)
                .hasMessage("'%s' is not a percentage from 0 to 100 such as 70 or 33.3", text);
    }

    @Test
    void restIsDecimal() {
        assertThat(Percent.rest(Percent.parse("33.3"))).contains(Percent.parse("66.7"));
        assertThat(Percent.rest(Percent.parse("33.3"), Percent.parse("10")))
                .contains(Percent.parse("56.7"));
        assertThat(Percent.rest(Percent.ALL)).contains(Percent.ZERO);
        assertThat(Percent.rest(Percent.ALL, new Percent(0.1))).isEmpty();
    }
}
