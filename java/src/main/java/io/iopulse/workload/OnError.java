package io.iopulse.workload;

/** What a failed operation does to the run. */
public enum OnError {
    STOP("stop"),
    CONTINUE("continue");

    private final String label;

    OnError(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
