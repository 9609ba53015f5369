package io.iopulse.units;

import io.iopulse.units.Quantity.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A length of time in nanoseconds, never negative: {@code 500ms 2m 1.5s}; a bare number is seconds.
 */
public record Span(long ns) implements Comparable<Span> {
    public static final Span ZERO = new Span(0);

    /** What a user may write, for messages. */
    public static final String EXAMPLES = "500ms, 1.5s, 2m, 1h or 30 (seconds)";

    private static final long SECOND_NS = 1_000_000_000L;

    private static final List<Unit> UNITS =
            List.of(
                    Unit.of(1, "ns"),
                    Unit.of(1_000, "us", "µs"),
                    Unit.of(1_000_000, "ms", "msec"),
                    Unit.of(SECOND_NS, "s", "", "sec"),
                    Unit.of(60 * SECOND_NS, "m", "min"),
                    Unit.of(3_600 * SECOND_NS, "h", "hr"),
                    Unit.of(86_400 * SECOND_NS, "d", "day"));

    public Span {
        if (ns < 0) {
            throw new IllegalArgumentException("a time of " + ns + " ns");
        }
    }

    /** Fractions of a nanosecond are cut off. */
    public static Span parse(String text) {
        return Quantity.inBase(text, UNITS)
                .map(Span::new)
                .orElseThrow(
                        () ->
                                new UnitFormatException(
                                        "'" + text + "' is not a time such as " + EXAMPLES));
    }

    public static Span ofMillis(long millis) {
        return new Span(Math.multiplyExact(millis, 1_000_000L));
    }

    public static Span ofSeconds(long seconds) {
        return new Span(Math.multiplyExact(seconds, SECOND_NS));
    }

    public boolean isZero() {
        return ns == 0;
    }

    public double seconds() {
        return ns / (double) SECOND_NS;
    }

    @Override
    public int compareTo(Span other) {
        return Long.compare(ns, other.ns);
    }

    /** Exact: the largest unit that leaves a whole number, or seconds and below with a fraction. */
    @Override
    public String toString() {
        if (ns == 0) {
            return "0s";
        }
        for (int i = UNITS.size() - 1; i > 0; i--) {
            Unit unit = UNITS.get(i);
            if (ns >= unit.factor() && isShort(unit.factor())) {
                return decimal(unit.factor()) + unit.spellings().get(0);
            }
        }
        return ns + "ns";
    }

    private boolean isShort(long factor) {
        boolean mayHaveDecimals = factor <= SECOND_NS;
        return ns % factor == 0 || (mayHaveDecimals && ns % (factor / 1_000) == 0);
    }

    private String decimal(long factor) {
        return BigDecimal.valueOf(ns)
                .divide(BigDecimal.valueOf(factor), 3, RoundingMode.UNNECESSARY)
                .stripTrailingZeros()
                .toPlainString();
    }
}
