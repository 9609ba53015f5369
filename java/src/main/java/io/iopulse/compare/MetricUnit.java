package io.iopulse.compare;

import io.iopulse.measure.Figure;
import io.iopulse.units.Labeled;
import io.iopulse.units.Rate;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.units.UnitFormatException;

/**
 * What a metric is counted in: how its values are written for people, and how people write them.
 */
public enum MetricUnit implements Labeled {
    OPERATIONS_PER_SECOND {
        @Override
        public String format(double value) {
            return Figure.perSecond(value) + " IOPS";
        }

        @Override
        double parse(String text) {
            return Rate.parse(withoutPerSecond(text)).perSecond();
        }
    },
    BYTES_PER_SECOND {
        @Override
        public String format(double value) {
            return Figure.perSecond(value / (1 << 20)) + " MiB/s";
        }

        @Override
        double parse(String text) {
            return Size.parse(withoutPerSecond(text)).bytes();
        }
    },
    NS {
        @Override
        public String format(double value) {
            return Figure.time(value);
        }

        @Override
        double parse(String text) {
            if (!Character.isLetter(text.charAt(text.length() - 1))) {
                throw new UnitFormatException(
                        "'" + text + "' is a time without its unit; write 500us, 2ms or 1.5s");
            }
            return Span.parse(text).ns();
        }
    },
    COUNT {
        @Override
        public String format(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1L << 53
                    ? Figure.count((long) value)
                    : Figure.significant(value);
        }

        @Override
        double parse(String text) {
            try {
                return Rate.parse(text).perSecond();
            } catch (UnitFormatException e) {
                throw new UnitFormatException("'" + text + "' is not a number such as 0, 32 or 5k");
            }
        }
    };

    /** For people, with its unit. */
    public abstract String format(double value);

    /**
     * The value of a text that is not empty.
     *
     * @throws UnitFormatException when it is no such value
     */
    abstract double parse(String text);

    private static String withoutPerSecond(String text) {
        return text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
    }
}
