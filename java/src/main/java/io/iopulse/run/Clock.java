package io.iopulse.run;

/** The one place where Java reads the clock that native measures with. */
public final class Clock {
    private Clock() {}

    /** CLOCK_MONOTONIC, ns: what System.nanoTime reads on Linux, and what native publishes. */
    public static long nowNs() {
        return System.nanoTime();
    }
}
