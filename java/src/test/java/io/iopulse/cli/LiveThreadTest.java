package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.config.LiveMode;
import io.iopulse.live.LiveStyle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveThreadTest {
    @ParameterizedTest
    @CsvSource({
        "LINE, LINE, LINES",
        "LINES, LINES, LINES",
        "AUTO, LINE, OFF",
        "OFF, OFF, OFF",
    })
    void onlyATerminalHasALineThatIsDrawnOver(
            LiveMode mode, LiveStyle terminal, LiveStyle elsewhere) {
        assertThat(LiveThread.style(mode, 80)).isEqualTo(terminal);
        assertThat(LiveThread.style(mode, 0)).isEqualTo(elsewhere);
    }
}
