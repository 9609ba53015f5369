package io.iopulse.workload;

import java.util.Optional;

/**
 * When the next operation starts. Without any of it, as soon as the queue has room.
 *
 * @param arrivals the open loop
 * @param depth operations in flight, or users that think, per worker over time
 */
public record Pace(
        Optional<Arrivals> arrivals, Optional<Curve> depth, ThinkTime think, Waiting waiting) {

    public static final Pace FULL =
            new Pace(Optional.empty(), Optional.empty(), ThinkTime.NONE, Waiting.HYBRID);

    public Pace {
        Require.that(
                arrivals.isEmpty() || (depth.isEmpty() && think.isNone()),
                "a rate beside think time or a depth that changes");
    }

    /** Whether anything but the queue decides when an operation starts. */
    public boolean isPaced() {
        return arrivals.isPresent() || depth.isPresent() || !think.isNone();
    }
}
