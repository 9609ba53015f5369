package io.iopulse.workload;

/** What the kernel is told about the access to come. */
public enum AdviceFlag {
    SEQUENTIAL("seq"),
    RANDOM("rand"),
    WILLNEED("willneed"),
    /** For files only. */
    DONTNEED("dontneed"),
    /** For files only. */
    NOREUSE("noreuse"),
    /** For mappings only. */
    HUGEPAGE("hugepage"),
    /** For mappings only. */
    NOHUGEPAGE("nohugepage");

    private final String label;

    AdviceFlag(String label) {
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
