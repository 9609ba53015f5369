package io.iopulse.workload;

import io.iopulse.units.Size;
import io.iopulse.units.Span;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What ends the run: at least one condition, and the first one met counts. In-flight work is
 * drained after it, and given up when that takes longer than the limit.
 *
 * @param duration of the measured part
 * @param warmup before the measured part, excluded from the result
 * @param totalBytes moved by all workers together, a number of whole blocks
 * @param totalOps done by all workers together
 * @param untilComplete every block of every target was touched once
 * @param drainLimit how long the end waits for operations in flight
 */
public record Completion(
        Optional<Span> duration,
        Span warmup,
        Optional<Size> totalBytes,
        OptionalLong totalOps,
        boolean untilComplete,
        Span drainLimit) {

    public static final Span DURATION_MAX = Span.ofSeconds(365L * 86_400);
    public static final Span DRAIN_LIMIT_MIN = Span.ofMillis(100);
    public static final Span DRAIN_LIMIT_MAX = Span.ofSeconds(86_400);

    public Completion {
        Require.that(
                duration.isPresent()
                        || totalBytes.isPresent()
                        || totalOps.isPresent()
                        || untilComplete,
                "a run without an end");
        duration.ifPresent(
                span ->
                        Require.that(
                                !span.isZero() && span.compareTo(DURATION_MAX) <= 0,
                                "duration",
                                span));
        Require.that(warmup.compareTo(DURATION_MAX) <= 0, "warm-up", warmup);
        Require.that(
                drainLimit.compareTo(DRAIN_LIMIT_MIN) >= 0
                        && drainLimit.compareTo(DRAIN_LIMIT_MAX) <= 0,
                "drain limit",
                drainLimit);
        Require.that(totalBytes.isEmpty() || totalBytes.get().bytes() > 0, "total of 0 bytes");
        Require.that(
                totalOps.isEmpty() || totalOps.getAsLong() > 0, "total of operations", totalOps);
    }
}
