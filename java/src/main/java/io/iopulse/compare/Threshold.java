package io.iopulse.compare;

import io.iopulse.units.UnitFormatException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric must keep: {@code read.p99<2ms}, {@code fill:write.iops>=50k}.
 *
 * @param phase of the job, by name; empty: every one
 * @param limit in the metric's unit
 * @param text as it was written, without blanks around its parts
 */
public record Threshold(
        Optional<String> phase, Metric metric, Relation relation, double limit, String text) {
    private static final Pattern SHAPE =
            Pattern.compile("(?:(.+):)?\\s*([a-z_0-9.]+)\\s*(<=|>=|==|<|>)\\s*([^<>=]+)");

    /**
     * Reads a threshold.
     *
     * @throws UnitFormatException when it is none; the message names the part that is wrong
     */
    public static Threshold parse(String text) {
        Matcher parts = SHAPE.matcher(text.strip());
        if (!parts.matches()) {
            throw new UnitFormatException(
                    "'"
                            + text
                            + "' is not a threshold such as read.p99<2ms, iops>100k or errors==0");
        }
        Optional<String> phase = Optional.ofNullable(parts.group(1)).map(String::strip);
        Metric metric = Metric.parse(parts.group(2));
        String sign = parts.group(3);
        String limit = parts.group(4).strip();
        return new Threshold(
                phase,
                metric,
                Arrays.stream(Relation.values())
                        .filter(relation -> relation.sign().equals(sign))
                        .findFirst()
                        .orElseThrow(),
                metric.unit().parse(limit),
                phase.map(name -> name + ":").orElse("") + metric.name() + sign + limit);
    }

    /** Whether it is meant for a phase of that name. */
    boolean isFor(String name) {
        return phase.isEmpty() || phase.get().equals(name);
    }

    boolean holds(double value) {
        return relation.holds(value, limit);
    }
}
