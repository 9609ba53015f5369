package io.iopulse.measure;

/**
 * The operations of one part of a space.
 *
 * @param first block
 * @param end the block after the last
 */
public record HeatBucket(long first, long end, OperationCounts ops) {
    public long blocks() {
        return end - first;
    }

    /** Operations per block. */
    double density() {
        return (double) ops.total() / blocks();
    }
}
