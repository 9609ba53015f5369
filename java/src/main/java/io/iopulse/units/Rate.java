package io.iopulse.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something per second, never negative; prints with powers of 1000: {@code 12.5k/s}. */
public record Rate(double perSecond) implements Comparable<Rate> {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    /** What a user may write, for messages. */
    public static final String EXAMPLES = "500, 2.5k or 1M";

    private static final MathContext THREE_DIGITS = new MathContext(3);

    public Rate {
        if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("a rate of " + perSecond + " per second");
        }
    }

    /** A number per second, with a prefix of a power of 1000 if wanted: {@code 500 2.5k 1M}. */
    public static Rate parse(String text) {
        return Quantity.split(text)
                .flatMap(Rate::of)
                .orElseThrow(
                        () ->
                                new UnitFormatException(
                                        "'" + text + "' is not a rate such as " + EXAMPLES));
    }

    private static Optional<Rate> of(Quantity quantity) {
        int prefix =
                List.of(PREFIXES).stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .toList()
                        .indexOf(quantity.unit());
        return prefix < 0
                ? Optional.empty()
                : Optional.of(new Rate(quantity.number().movePointRight(3 * prefix).doubleValue()));
    }

    /** The rate of {@code count} things in {@code span}, which must not be zero. */
    public static Rate of(long count, Span span) {
        return new Rate(count / span.seconds());
    }

    @Override
    public int compareTo(Rate other) {
        return Double.compare(perSecond, other.perSecond);
    }

    /** Three significant digits, for people. */
    @Override
    public String toString() {
        BigDecimal value = new BigDecimal(perSecond).round(THREE_DIGITS);
        int prefix = 0;
        while (value.compareTo(BigDecimal.valueOf(1000)) >= 0 && prefix < PREFIXES.length - 1) {
            value = value.movePointLeft(3);
            prefix++;
        }
        return value.stripTrailingZeros().toPlainString() + PREFIXES[prefix] + "/s";
    }
}
