package io.iopulse.live;

/** How a piece of a screen looks, as the parameters of its escape sequence. */
enum Style {
    PLAIN(""),
    TITLE("1"),
    LABEL("2"),
    CURVE("36"),
    ALARM("1;31");

    private final String parameters;

    Style(String parameters) {
        this.parameters = parameters;
    }

    String over(String text) {
        return parameters.isEmpty() || text.isEmpty()
                ? text
                : "\u001b[" + parameters + "m" + text + "\u001b[0m";
    }
}
