package io.iopulse.measure;

/** One number per {@link OperationKind}: operations, or bytes. */
public record OperationCounts(long read, long write, long trim, long fsync, long fdatasync) {
    public static final OperationCounts ZERO = new OperationCounts(0, 0, 0, 0, 0);

    /**
     * From an array in the order of {@link OperationKind}.
     *
     * @throws IllegalArgumentException when there is not one number per kind
     */
    public static OperationCounts of(long... byKind) {
        if (byKind.length != OperationKind.values().length) {
            throw new IllegalArgumentException("numbers for " + byKind.length + " kinds");
        }
        return new OperationCounts(byKind[0], byKind[1], byKind[2], byKind[3], byKind[4]);
    }

    public long get(OperationKind kind) {
        return switch (kind) {
            case READ -> read;
            case WRITE -> write;
            case TRIM -> trim;
            case FSYNC -> fsync;
            case FDATASYNC -> fdatasync;
        };
    }

    /**
     * Reads, writes and trims: what a run is asked to do, and what every rate and limit of
     * operations counts. Syncs come on top of them and are counted apart.
     */
    public long total() {
        return transfers() + trim;
    }

    /** Reads and writes: what moves data. */
    public long transfers() {
        return read + write;
    }

    /** Fsyncs and fdatasyncs. */
    public long syncs() {
        return fsync + fdatasync;
    }

    public OperationCounts plus(OperationCounts other) {
        return new OperationCounts(
                read + other.read,
                write + other.write,
                trim + other.trim,
                fsync + other.fsync,
                fdatasync + other.fdatasync);
    }
}
