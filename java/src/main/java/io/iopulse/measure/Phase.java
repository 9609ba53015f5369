package io.iopulse.measure;

/** Part of a run. Only {@link #MEASURE} counts; the order is that of {@code enum shared_phase}. */
public enum Phase {
    WARMUP("warmup"),
    MEASURE("measure"),
    /** Nothing is issued any more; what was in flight completes. */
    DRAIN("drain");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }
}
