package io.iopulse.workload;

import io.iopulse.units.Span;
import java.util.Optional;

/**
 * How long the run lasts. In-flight work is drained after it, and given up when that takes longer
 * than the limit.
 *
 * @param duration of the measured part; empty: until every component has reached its limits
 * @param warmup before the measured part, excluded from the result
 * @param drainLimit how long the end waits for operations in flight
 * @param steadyState ends the measured part earlier, once it is seen
 */
public record Completion(
        Optional<Span> duration, Span warmup, Span drainLimit, Optional<SteadyState> steadyState) {
    public static final Span DURATION_MAX = Span.ofSeconds(365L * 86_400);
    public static final Span DRAIN_LIMIT_MIN = Span.ofMillis(100);
    public static final Span DRAIN_LIMIT_MAX = Span.ofSeconds(86_400);

    /** Without a steady state. */
    public Completion(Optional<Span> duration, Span warmup, Span drainLimit) {
        this(duration, warmup, drainLimit, Optional.empty());
    }

    public Completion {
        Require.that(
                steadyState.isEmpty() || duration.isPresent(),
                "duration beside a steady state",
                duration);
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
    }
}
