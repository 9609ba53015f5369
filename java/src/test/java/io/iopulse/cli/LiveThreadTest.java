package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.config.LiveMode;
import io.iopulse.live.LiveStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveThreadTest {
    @ParameterizedTest
    @CsvSource({
        "FULL, FULL, FULL, LINES",
        "LINE, LINE, LINE, LINES",
        "LINES, LINES, LINES, LINES",
        "AUTO, FULL, LINE, OFF",
        "OFF, OFF, OFF, OFF",
    })
    void onlyATerminalIsDrawnOverAndAScreenOnlyWhereTheTextGoesToo(
            LiveMode mode, LiveStyle bothTerminal, LiveStyle errorOnly, LiveStyle outOnly) {
        assertThat(LiveThread.style(mode, true, true)).isEqualTo(bothTerminal);
        assertThat(LiveThread.style(mode, false, true)).isEqualTo(errorOnly);
        assertThat(LiveThread.style(mode, true, false)).isEqualTo(outOnly);
    }
}
