package io.iopulse.run;

/** The one place where Java reads the clock that native measures with. */
final class Clock {
    private Clock() {}

    /** CLOCK_MONOTONIC, ns: what System.nanoTime reads on Linux, and what native publishes. */
    static long nowNs() {
        return System.nanoTime();
    }
}
