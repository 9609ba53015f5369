package io.iopulse.units;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with an optional fraction and unit: the shape that all quantities share. */
record Quantity(BigDecimal number, String unit) {
    /** Longer texts are no quantity a person would type. */
    private static final int TEXT_MAX = 40;

    private static final Pattern SHAPE =
            Pattern.compile("(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*([a-z%/]*)");

    /** A unit's spellings, the first one printed, and its factor. */
    record Unit(long factor, List<String> spellings) {
        static Unit of(long factor, String... spellings) {
            return new Unit(factor, List.of(spellings));
        }
    }

    /** Case does not matter. Empty when the text has another shape. */
    static Optional<Quantity> split(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SHAPE.matcher(plain);
        if (plain.length() > TEXT_MAX || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Quantity(new BigDecimal(matcher.group(1)), matcher.group(2)));
    }

    /** The value in base units, rounded down; empty when the unit is unknown or it overflows. */
    static Optional<Long> inBase(String text, List<Unit> units) {
        return value(text, units)
                .map(value -> value.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** The value in base units; empty also when it is no whole number of them. */
    static Optional<Long> wholeInBase(String text, List<Unit> units) {
        return value(text, units)
                .filter(value -> value.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> value(String text, List<Unit> units) {
        return split(text).flatMap(quantity -> quantity.times(units));
    }

    private Optional<BigDecimal> times(List<Unit> units) {
        BigDecimal limit = BigDecimal.valueOf(Long.MAX_VALUE);
        return units.stream()
                .filter(candidate -> candidate.spellings().contains(unit))
                .findFirst()
                .map(found -> number.multiply(BigDecimal.valueOf(found.factor())))
                .filter(value -> value.compareTo(limit) <= 0);
    }
}
