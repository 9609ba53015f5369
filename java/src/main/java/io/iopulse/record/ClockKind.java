package io.iopulse.record;

/** Where the times come from. The order is that of {@code enum shared_clock}. */
public enum ClockKind {
    TSC("tsc"),
    /** {@code clock_gettime}: there is no invariant TSC. */
    MONOTONIC_CALL("monotonic"),
    /** Time as the simulated device sees it. */
    VIRTUAL("virtual");

    private final String label;

    ClockKind(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }
}
