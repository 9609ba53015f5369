package io.iopulse.measure;

/** What an I/O did. The order is that of {@code enum iop_kind}; arrays are indexed by ordinal. */
public enum OperationKind {
    READ("read"),
    WRITE("write"),
    TRIM("trim"),
    FSYNC("fsync"),
    FDATASYNC("fdatasync");

    private final String label;

    OperationKind(String label) {
        this.label = label;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }

    /** Whether it makes earlier writes durable and moves no bytes. */
    public boolean isSync() {
        return this == FSYNC || this == FDATASYNC;
    }
}
