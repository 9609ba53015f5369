package io.iopulse.units;

/** Text that a terminal shows as it is: names of files may hold any character but one. */
public final class Printable {
    private Printable() {}

    /** Control characters, line ends among them, become escapes as in JSON. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? escape(c) : String.valueOf(c));
        }
        return shown.toString();
    }

    private static String escape(char control) {
        return switch (control) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) control);
        };
    }
}
