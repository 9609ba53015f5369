package io.iopulse.measure;

import io.iopulse.units.Labeled;

/** What an I/O did. The order is that of {@code enum iop_kind}; arrays are indexed by ordinal. */
public enum OperationKind implements Labeled {
    READ,
    WRITE,
    TRIM,
    FSYNC,
    FDATASYNC;

    /** Whether it makes earlier writes durable and moves no bytes. */
    public boolean isSync() {
        return this == FSYNC || this == FDATASYNC;
    }
}
