package io.iopulse.units;

import java.math.BigDecimal;
import java.util.Optional;

/** A share of a hundred, 0 to 100, fractions allowed: {@code 70 33.3 0.5%}. */
public record Percent(double value) implements Comparable<Percent> {
    public static final Percent ZERO = new Percent(0);
    public static final Percent ALL = new Percent(100);

    /** What a user may write, for messages. */
    public static final String EXAMPLES = "70 or 33.3";

    public Percent {
        if (!(value >= 0 && value <= 100)) {
            throw new IllegalArgumentException("a percentage of " + value);
        }
    }

    public static Percent parse(String text) {
        Optional<Quantity> quantity =
                Quantity.split(text)
                        .filter(found -> found.unit().isEmpty() || found.unit().equals("%"))
                        .filter(found -> found.number().compareTo(BigDecimal.valueOf(100)) <= 0);
        return quantity.map(found -> new Percent(found.number().doubleValue()))
                .orElseThrow(
                        () ->
                                new UnitFormatException(
                                        "'"
                                                + text
                                                + "' is not a percentage from 0 to 100 such as "
                                                + EXAMPLES));
    }

    public boolean isZero() {
        return value == 0;
    }

    /**
     * What is left of a hundred, free of binary rounding: beside 33.3 and 10 it is 56.7. Empty when
     * more than a hundred is taken.
     */
    public static Optional<Percent> rest(Percent... taken) {
        BigDecimal rest = BigDecimal.valueOf(100);
        for (Percent percent : taken) {
            rest = rest.subtract(BigDecimal.valueOf(percent.value()));
        }
        return rest.signum() < 0 ? Optional.empty() : Optional.of(new Percent(rest.doubleValue()));
    }

    @Override
    public int compareTo(Percent other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() + "%";
    }
}
