package io.iopulse.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How measured numbers are written for people: three significant digits and a unit. */
public final class Figure {
    private static final int DIGITS = 3;
    private static final MathContext ROUNDING = new MathContext(DIGITS);
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double SMALLEST = 1e-6;
    private static final double MINUTES_FROM_NS = 120e9;
    private static final double HOURS_FROM_NS = 7200e9;

    private Figure() {}

    /** See {@link #time(double)}. */
    public static String time(long ns) {
        return time((double) ns);
    }

    /** {@code 812 ns, 12.3 µs, 1.42 ms, 3.10 s, 2.50 min, 2.00 h}. */
    public static String time(double ns) {
        if (ns < 999.5) {
            return significant(ns) + " ns";
        }
        if (ns < 999.5e3) {
            return significant(ns / 1e3) + " µs";
        }
        if (ns < 999.5e6) {
            return significant(ns / 1e6) + " ms";
        }
        if (ns < MINUTES_FROM_NS) {
            return significant(ns / 1e9) + " s";
        }
        return ns < HOURS_FROM_NS
                ? significant(ns / 60e9) + " min"
                : significant(ns / 3600e9) + " h";
    }

    /** {@code 512 B, 3.20 GiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.5 && unit < BYTE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return (unit == 0 ? grouped(value) : significant(value)) + " " + BYTE_UNITS[unit];
    }

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Whole with grouping from 100 on, else three digits: {@code 41,152} or {@code 0.500}. */
    public static String perSecond(double rate) {
        return rate >= 99.95 ? grouped(rate) : significant(rate);
    }

    /** {@code 161 MiB/s (169 MB/s)}. */
    public static String throughput(double bytesPerSecond) {
        return perSecond(bytesPerSecond / (1 << 20))
                + " MiB/s ("
                + perSecond(bytesPerSecond / 1e6)
                + " MB/s)";
    }

    /** A share of one as {@code 99.7 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** Three significant digits, no exponent, grouped: {@code 1.00, 12.3, 812, 14,400}. */
    public static String significant(double value) {
        if (!(Math.abs(value) >= SMALLEST)) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(ROUNDING);
        int digitsBeforePoint = rounded.precision() - rounded.scale();
        int decimals = Math.max(0, DIGITS - digitsBeforePoint);
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
