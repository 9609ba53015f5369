package io.iopulse.record;

/**
 * A target as it was really used.
 *
 * @param kind in words: file, block device, character device, none
 * @param offset first byte in use
 * @param bytes in use: whole blocks
 * @param tailBytes behind them that were asked for and are too few for a block
 * @param filledBytes written by the preparation
 * @param unallocatedBytes of those in use, without data when the run began: not allocated, or
 *     allocated and not yet written; where the run only reads, 0
 */
public record ResolvedTarget(
        String path,
        String kind,
        long offset,
        long bytes,
        long tailBytes,
        long filledBytes,
        long unallocatedBytes) {}
