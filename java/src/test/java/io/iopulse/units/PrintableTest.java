package io.iopulse.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void controlCharactersAreEscapedAndNothingElse() {
        assertThat(Printable.of("a\nb\r\tc\u001b[31m\u007f\u009b"))
                .isEqualTo("a\\nb\\r\\tc\\u001b[31m\\u007f\\u009b");
        assertThat(Printable.of("ü … \ud83d\ude00 \\n '\"")).isEqualTo("ü … \ud83d\ude00 \\n '\"");
    }
}
