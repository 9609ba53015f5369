package io.iopulse.workload;

/** Whether every write waits for stable storage. */
public enum SyncMode {
    NONE("none"),
    /** O_SYNC: data and metadata. */
    SYNC("sync"),
    /** O_DSYNC: data and what is needed to read it. */
    DSYNC("dsync");

    private final String label;

    SyncMode(String label) {
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
