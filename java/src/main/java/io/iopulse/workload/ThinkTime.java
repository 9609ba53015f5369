package io.iopulse.workload;

import io.iopulse.units.Span;

/**
 * The pause of a user between its operations; each of a worker's requests in flight has a user.
 *
 * @param every after so many operations of the user
 * @param servicePercent added: so much of the service time of the operation before
 */
public record ThinkTime(Span read, Span write, Span trim, int every, double servicePercent) {
    public static final Span MAX = Span.ofSeconds(86_400);
    public static final int EVERY_MAX = 1_000_000_000;
    public static final double SERVICE_PERCENT_MAX = 1_000_000;

    public static final ThinkTime NONE = new ThinkTime(Span.ZERO, Span.ZERO, Span.ZERO, 1, 0);

    public ThinkTime {
        Require.that(read.compareTo(MAX) <= 0, "think time", read);
        Require.that(write.compareTo(MAX) <= 0, "think time", write);
        Require.that(trim.compareTo(MAX) <= 0, "think time", trim);
        Require.that(every >= 1 && every <= EVERY_MAX, "think time every", every);
        Require.that(
                servicePercent >= 0 && servicePercent <= SERVICE_PERCENT_MAX,
                "think time in percent",
                servicePercent);
    }

    public boolean isNone() {
        return read.isZero() && write.isZero() && trim.isZero() && servicePercent == 0;
    }
}
