package io.iopulse.measure;

import java.util.Comparator;
import java.util.List;

/**
 * How unevenly a space was accessed: the operations' share of its first parts and of its hottest
 * ones.
 *
 * <p>Hottest is decided by the counts themselves, so chance alone makes some parts look hotter than
 * others: the parts are chosen so large that each has 10,000 operations on average, where that
 * leaves a hundred of them. Then chance adds at most 0.3 points to the hottest 20 %, and with 1,000
 * operations each 0.9 points.
 *
 * <p>Scattered hot blocks make no part of the space hot: there the hottest are those at the places
 * that they had before.
 */
public final class Skew {
    /** The shares of the space that results name, in percent. */
    public static final List<Integer> PERCENTS = List.of(1, 5, 10, 20);

    private static final int RANKED_MIN = 100;
    private static final long OPERATIONS_EACH = 10_000;

    private final long blocks;
    private final List<HeatBucket> inOrder;
    private final List<HeatBucket> ranked;

    public Skew(Heat heat) {
        blocks = heat.space().blocks();
        inOrder = heat.buckets(heat.space().counters());
        long parts = Math.max(RANKED_MIN, heat.operations() / OPERATIONS_EACH);
        ranked = ranked(heat.drawn((int) Math.min(parts, heat.space().counters())));
    }

    /** Hottest first; of equally hot ones, the first in the space. */
    public static List<HeatBucket> ranked(List<HeatBucket> buckets) {
        return buckets.stream()
                .sorted(Comparator.comparingDouble(HeatBucket::density).reversed())
                .toList();
    }

    /** In how many parts the hottest are looked for. */
    public int parts() {
        return ranked.size();
    }

    /** Share of the operations, 0 to 1, that went to the first so many percent of the space. */
    public double first(double percent) {
        return share(inOrder, percent);
    }

    /** Share of the operations, 0 to 1, that went to the hottest so many percent of the space. */
    public double hottest(double percent) {
        return share(ranked, percent);
    }

    /** Within a part operations are taken as evenly spread; 0 without operations. */
    private double share(List<HeatBucket> parts, double percent) {
        double left = blocks * percent / 100;
        double inside = 0;
        long all = 0;
        for (HeatBucket part : parts) {
            double taken = Math.min(1, left / part.blocks());
            inside += taken * part.ops().total();
            left = Math.max(0, left - taken * part.blocks());
            all += part.ops().total();
        }
        return all == 0 ? 0 : inside / all;
    }
}
