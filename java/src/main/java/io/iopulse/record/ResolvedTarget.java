package io.iopulse.record;

/**
 * A target as it was really used.
 *
 * @param kind in words: file, block device, character device, none
 * @param offset first byte in use
 * @param bytes in use
 * @param filledBytes written by the preparation
 * @param unallocatedBytes of those in use, without data when the run began: not allocated, or
 *     allocated and not yet written; where the run only reads, 0
 */
public record ResolvedTarget(
        String path,
        String kind,
        long offset,
        long bytes,
        long filledBytes,
        long unallocatedBytes) {}
