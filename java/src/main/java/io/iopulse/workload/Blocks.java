package io.iopulse.workload;

import io.iopulse.units.Size;

/**
 * The sizes of a load's operations.
 *
 * @param writes and trims
 */
public record Blocks(BlockSizes reads, BlockSizes writes) {
    public static Blocks of(Size size) {
        return of(BlockSizes.of(size));
    }

    public static Blocks of(BlockSizes sizes) {
        return new Blocks(sizes, sizes);
    }

    /** Whether operations differ in size. */
    public boolean areMixed() {
        return !reads.isOne() || !reads.equals(writes);
    }

    /** What targets are counted in: the only size, or the largest that divides them all. */
    public Size unit() {
        return new Size(BlockSizes.greatestDivisor(reads.divisor(), writes.divisor()));
    }

    public Size largest() {
        return reads.largest().compareTo(writes.largest()) > 0 ? reads.largest() : writes.largest();
    }

    public Size smallest() {
        return reads.smallest().compareTo(writes.smallest()) < 0
                ? reads.smallest()
                : writes.smallest();
    }

    /** {@code 4KiB}, or {@code 4KiB for reads and 16KiB for writes}. */
    @Override
    public String toString() {
        return reads.equals(writes)
                ? reads.toString()
                : "%s for reads and %s for writes".formatted(reads, writes);
    }
}
