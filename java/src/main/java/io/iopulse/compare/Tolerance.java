package io.iopulse.compare;

import io.iopulse.units.Percent;
import io.iopulse.units.UnitFormatException;

/**
 * How much worse than before a metric may be.
 *
 * @param share of its value before
 */
public record Tolerance(Metric metric, double share) {
    /** Where nothing else is said. */
    public static final double STANDARD = 0.10;

    /**
     * Reads {@code p99=20%}.
     *
     * @throws UnitFormatException when it is no tolerance
     */
    public static Tolerance parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new UnitFormatException("'" + text + "' is not a tolerance such as p99=20%");
        }
        return new Tolerance(
                Metric.parse(text.substring(0, equals)),
                Percent.parse(text.substring(equals + 1)).value() / 100);
    }
}
