package io.iopulse.live;

import java.util.List;
import java.util.OptionalDouble;

/** A series as one line of small columns. */
final class Sparkline {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final char NONE = ' ';

    private Sparkline() {}

    /**
     * The newest values, as many as fit: each a column between 0 and the largest of them. A value
     * that is 0 or absent has none.
     */
    static String of(List<OptionalDouble> values, int columns) {
        List<OptionalDouble> shown =
                values.subList(Math.max(0, values.size() - columns), values.size());
        double largest = shown.stream().mapToDouble(value -> value.orElse(0)).max().orElse(0);
        StringBuilder line = new StringBuilder(shown.size());
        for (OptionalDouble value : shown) {
            line.append(column(value.orElse(0), largest));
        }
        return line.toString();
    }

    private static char column(double value, double largest) {
        if (!(value > 0)) {
            return NONE;
        }
        int level = (int) Math.ceil(value / largest * LEVELS.length()) - 1;
        return LEVELS.charAt(Math.max(0, Math.min(LEVELS.length() - 1, level)));
    }
}
