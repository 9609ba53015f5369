package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "9464, 127.0.0.1, 9464",
        "0, 127.0.0.1, 0",
        "0.0.0.0:9464, 0.0.0.0, 9464",
        "[::1]:80, ::1, 80",
        "node-1.example:65535, node-1.example, 65535",
    })
    void aPortAloneIsOnTheLoopbackAddress(String text, String host, int port) {
        assertThat(Line.job("f --duration=1 --prometheus=" + text).outputs().prometheus())
                .contains(InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "65536", "99999", "::1:80", "[::1]", "host:", ":80", "-1", "1:2:3"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Line.job("f --duration=1 --prometheus=" + text))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("--prometheus " + text)
                .hasMessageContaining("0.0.0.0:9464");
    }
}
