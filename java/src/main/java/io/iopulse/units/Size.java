package io.iopulse.units;

import io.iopulse.units.Quantity.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** A number of bytes, never negative. Units are powers of 1024: {@code 4k 1.5G 1MiB 512}. */
public record Size(long bytes) implements Comparable<Size> {
    public static final Size ZERO = new Size(0);

    /** What a user may write, for messages. */
    public static final String EXAMPLES = "4k, 1.5G, 1MiB or 512";

    private static final List<Unit> UNITS =
            List.of(
                    Unit.of(1, "", "b"),
                    Unit.of(1L << 10, "KiB", "k", "kb", "kib"),
                    Unit.of(1L << 20, "MiB", "m", "mb", "mib"),
                    Unit.of(1L << 30, "GiB", "g", "gb", "gib"),
                    Unit.of(1L << 40, "TiB", "t", "tb", "tib"),
                    Unit.of(1L << 50, "PiB", "p", "pb", "pib"));

    private static final int DECIMALS_MAX = 2;

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size of " + bytes + " bytes");
        }
    }

    /** A fraction of a byte is no size. */
    public static Size parse(String text) {
        return Quantity.wholeInBase(text, UNITS)
                .map(Size::new)
                .orElseThrow(
                        () ->
                                new UnitFormatException(
                                        "'" + text + "' is not a size such as " + EXAMPLES));
    }

    public static Size ofKiB(long kib) {
        return new Size(Math.multiplyExact(kib, 1L << 10));
    }

    public static Size ofMiB(long mib) {
        return new Size(Math.multiplyExact(mib, 1L << 20));
    }

    public static Size ofGiB(long gib) {
        return new Size(Math.multiplyExact(gib, 1L << 30));
    }

    public boolean isMultipleOf(long unitBytes) {
        return bytes % unitBytes == 0;
    }

    /** The least number of whole units that hold it. */
    public Size roundedUpTo(Size unit) {
        long units = bytes / unit.bytes + (isMultipleOf(unit.bytes) ? 0 : 1);
        return new Size(Math.multiplyExact(units, unit.bytes));
    }

    @Override
    public int compareTo(Size other) {
        return Long.compare(bytes, other.bytes);
    }

    /** Exact: the largest unit that needs at most two decimals. {@link #parse} reads it back. */
    @Override
    public String toString() {
        for (int i = UNITS.size() - 1; i > 0; i--) {
            Unit unit = UNITS.get(i);
            BigDecimal value = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(unit.factor()));
            if (bytes >= unit.factor() && value.stripTrailingZeros().scale() <= DECIMALS_MAX) {
                return value.stripTrailingZeros().toPlainString() + unit.spellings().get(0);
            }
        }
        return Long.toString(bytes);
    }

    /** For people: the largest unit that fits, one decimal, rounded down. */
    public String approximate() {
        for (int i = UNITS.size() - 1; i > 0; i--) {
            long factor = UNITS.get(i).factor();
            if (bytes >= factor) {
                return BigDecimal.valueOf(bytes)
                                .divide(BigDecimal.valueOf(factor), 1, RoundingMode.DOWN)
                                .stripTrailingZeros()
                                .toPlainString()
                        + UNITS.get(i).spellings().get(0);
            }
        }
        return Long.toString(bytes);
    }
}
