package io.iopulse.compare;

import java.util.OptionalDouble;

/**
 * What a metric comes to in a run.
 *
 * @param value in the metric's unit; empty when there is none
 * @param absence why there is none, as the rest of a sentence; empty when there is one
 */
public record Reading(OptionalDouble value, String absence) {
    static Reading of(double value) {
        return new Reading(OptionalDouble.of(value), "");
    }

    static Reading absent(String why) {
        return new Reading(OptionalDouble.empty(), why);
    }

    static Reading of(OptionalDouble value, String absence) {
        return value.isPresent() ? of(value.getAsDouble()) : absent(absence);
    }
}
