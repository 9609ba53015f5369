package io.iopulse.compare;

import io.iopulse.record.Recording;
import java.time.Instant;

/**
 * A run among others.
 *
 * @param source name of the recording in which it is
 */
public record TrendRun(String source, Recording run) {
    public Instant startedAt() {
        return run.facts().startedAt();
    }
}
