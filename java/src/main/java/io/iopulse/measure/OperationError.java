package io.iopulse.measure;

/**
 * Failures of one operation kind with one errno, and where the first of them was.
 *
 * @param errno positive; above all errnos for "end of file"
 * @param errorName symbol and meaning, for example {@code EIO: Input/output error}
 * @param firstOffset bytes, in the target
 * @param firstLength bytes
 * @param firstTarget path
 * @param firstNs since the start of the run
 */
public record OperationError(
        OperationKind kind,
        int errno,
        String errorName,
        long count,
        long firstOffset,
        long firstLength,
        String firstTarget,
        long firstNs) {}
