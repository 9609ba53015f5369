package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForegroundTest {
    @ParameterizedTest
    @CsvSource({
        "71 (java) S 70 71 70 34816 71 4194304 1, true",
        "71 (java) S 70 71 70 34816 70 4194304 1, false",
        "71 (java) S 70 71 70 0 -1 4194304 1, false",
        "71 (a) S 9 9 (x) S 70 71 70 34816 71 4194304 1, true",
        "71 (java) S 70, false",
        "'', false",
    })
    void theGroupOfTheProcessMustBeThatOfItsTerminal(String status, boolean expected) {
        assertThat(Foreground.is(status)).isEqualTo(expected);
    }
}
