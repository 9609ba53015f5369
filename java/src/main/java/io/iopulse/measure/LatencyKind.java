package io.iopulse.measure;

/** Which stretch of an I/O was timed. The order is that of {@code enum shared_latency}. */
public enum LatencyKind {
    /** Submit to completion. */
    SERVICE("service"),
    /** Intended start to completion; paced runs only. */
    RESPONSE("response"),
    /** Time inside submit; only when asked for. */
    SUBMISSION("submission");

    private final String label;

    LatencyKind(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }
}
