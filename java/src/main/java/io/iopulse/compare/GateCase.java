package io.iopulse.compare;

import java.util.Optional;

/**
 * One thing that had to hold, and whether it did.
 *
 * @param group where it belongs, for those who sort cases; the phase of a job
 * @param name what had to hold
 * @param value what was found, in words
 * @param failure why it does not hold, one sentence; empty when it does
 */
public record GateCase(String group, String name, String value, Optional<String> failure) {
    public boolean failed() {
        return failure.isPresent();
    }
}
