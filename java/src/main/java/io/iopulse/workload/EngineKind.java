package io.iopulse.workload;

/** A way of doing I/O. */
public enum EngineKind {
    IO_URING("io_uring"),
    LIBAIO("libaio"),
    SYNC("sync"),
    MMAP("mmap"),
    NULL("null"),
    SIM("sim"),
    /** The best that works on the machine; the run says which one and why. */
    AUTO("auto");

    private final String label;

    EngineKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether more than one request can be in flight. */
    public boolean queues() {
        return this != SYNC && this != MMAP;
    }

    /** Whether the engine opens its targets at all. */
    public boolean opensTargets() {
        return this != NULL && this != SIM;
    }

    /** Whether a request can have a buffer in several parts. */
    public boolean takesVectors() {
        return opensTargets() && this != MMAP;
    }

    @Override
    public String toString() {
        return label;
    }
}
