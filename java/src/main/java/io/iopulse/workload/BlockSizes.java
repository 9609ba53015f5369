package io.iopulse.workload;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Which sizes operations have, and how often each comes. */
public record BlockSizes(List<Entry> entries) {
    public static final int ENTRIES_MAX = 32;

    /**
     * Sizes first, first + step, … last, each equally likely.
     *
     * @param step the only size itself where there is one
     * @param share of the operations that have one of these sizes
     */
    public record Entry(Size first, Size last, Size step, Percent share) {
        public Entry {
            Require.that(
                    first.compareTo(Load.BLOCK_MIN) >= 0 && last.compareTo(Load.BLOCK_MAX) <= 0,
                    "block size",
                    first,
                    last);
            Require.that(
                    step.bytes() > 0
                            && first.compareTo(last) <= 0
                            && (last.bytes() - first.bytes()) % step.bytes() == 0,
                    "range of block sizes",
                    first,
                    last,
                    step);
        }

        public long count() {
            return (last.bytes() - first.bytes()) / step.bytes() + 1;
        }

        private double meanBytes() {
            return (first.bytes() + last.bytes()) / 2.0;
        }

        private long divisor() {
            return count() == 1 ? first.bytes() : greatestDivisor(first.bytes(), step.bytes());
        }

        private String sizes() {
            if (count() == 1) {
                return first.toString();
            }
            return first + "-" + last + (step.equals(first) ? "" : "/" + step);
        }
    }

    public BlockSizes {
        entries = List.copyOf(entries);
        Require.that(
                !entries.isEmpty() && entries.size() <= ENTRIES_MAX,
                "count of block sizes",
                entries.size());
        Require.that(isWhole(entries), "shares that are not 100 together", entries);
    }

    public static BlockSizes of(Size size) {
        return new BlockSizes(List.of(new Entry(size, size, size, Percent.ALL)));
    }

    private static boolean isWhole(List<Entry> entries) {
        BigDecimal sum =
                entries.stream()
                        .map(entry -> BigDecimal.valueOf(entry.share().value()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.compareTo(BigDecimal.valueOf(100)) == 0;
    }

    /** Whether all operations have the same size. */
    public boolean isOne() {
        return entries.size() == 1 && entries.get(0).count() == 1;
    }

    public Size largest() {
        return entries.stream().map(Entry::last).max(Size::compareTo).orElseThrow();
    }

    public Size smallest() {
        return entries.stream().map(Entry::first).min(Size::compareTo).orElseThrow();
    }

    /** The mean size that the shares ask for. */
    public double meanBytes() {
        return entries.stream()
                .mapToDouble(entry -> entry.meanBytes() * entry.share().value() / 100)
                .sum();
    }

    /** The largest size that divides them all. */
    long divisor() {
        return entries.stream().mapToLong(Entry::divisor).reduce(0, BlockSizes::greatestDivisor);
    }

    static long greatestDivisor(long a, long b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }

    /** As an option says it: {@code 4KiB}, {@code 4KiB:60%,16KiB-64KiB:40%}. */
    @Override
    public String toString() {
        if (entries.size() == 1) {
            return entries.get(0).sizes();
        }
        return entries.stream()
                .map(entry -> entry.sizes() + ":" + entry.share())
                .collect(Collectors.joining(","));
    }
}
