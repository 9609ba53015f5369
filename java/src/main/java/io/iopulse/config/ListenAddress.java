package io.iopulse.config;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code [ADDR:]PORT}; an IPv6 address stands in brackets. */
final class ListenAddress {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT_MAX = 65_535;
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(?:\\[([0-9A-Fa-f:.%]+)\\]|([^\\[\\]:]+)):)?([0-9]{1,5})");

    private ListenAddress() {}

    static Optional<InetSocketAddress> of(Choices choices) {
        return choices.written(Option.PROMETHEUS).map(text -> parse(choices, text));
    }

    private static InetSocketAddress parse(Choices choices, String text) {
        Matcher matcher = WRITTEN.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : PORT_MAX + 1;
        if (port > PORT_MAX) {
            throw new UsageError(
                    choices.told(Option.PROMETHEUS)
                            + " is no place to listen; give a port up to 65535, or an address and"
                            + " a port such as 0.0.0.0:9464 or [::1]:9464");
        }
        String bracketed = matcher.group(1);
        String plain = matcher.group(2);
        String host = bracketed != null ? bracketed : plain != null ? plain : LOOPBACK;
        return InetSocketAddress.createUnresolved(host, port);
    }
}
