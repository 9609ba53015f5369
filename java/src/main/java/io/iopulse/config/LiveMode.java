package io.iopulse.config;

/** How a run shows what is happening. */
public enum LiveMode {
    /** A line on a terminal, else nothing. */
    AUTO("auto"),
    LINE("line"),
    LINES("lines"),
    OFF("off");

    private final String label;

    LiveMode(String label) {
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
