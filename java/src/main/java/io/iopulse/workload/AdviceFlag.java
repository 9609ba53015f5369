package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** What the kernel is told about the access to come. */
public enum AdviceFlag implements Labeled {
    SEQ,
    RAND,
    WILLNEED,
    /** For files only. */
    DONTNEED,
    /** For files only. */
    NOREUSE,
    /** For mappings only. */
    HUGEPAGE,
    /** For mappings only. */
    NOHUGEPAGE
}
