package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** A way of doing I/O. */
public enum EngineKind implements Labeled {
    IO_URING,
    LIBAIO,
    SYNC,
    MMAP,
    NULL,
    SIM,
    /** The best that works on the machine; the run says which one and why. */
    AUTO;

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
}
