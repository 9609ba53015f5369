package io.iopulse.access;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a law into buckets: as long as its density is a straight line within a tolerance, and alone
 * where it is not. Masses are those of the law; only the shape inside of a bucket is approximate.
 */
final class Cutter {
    /** So that a table stays in the caches of a core: 32 bytes each. */
    static final int BUCKETS_WANTED = 2048;

    /** Of the density in the middle of a bucket, relative. */
    static final double TOLERANCE = 1e-4;

    /** No run draws often enough to see a share of this. */
    private static final double NEGLIGIBLE = 0x1p-60;

    private final Law law;
    private final long singles;
    private final double tolerance;
    private final double total;

    private Cutter(Law law, long singles, double tolerance) {
        this.law = law;
        this.singles = singles;
        this.tolerance = tolerance;
        this.total = law.mass(0, law.count());
    }

    /** {@code singles}: so many at the start are buckets of their own. */
    static List<Bucket> cut(Law law, long singles) {
        double tolerance = TOLERANCE;
        List<Bucket> buckets = new Cutter(law, singles, tolerance).all();
        while (buckets.size() > BUCKETS_WANTED) {
            tolerance *= 2;
            buckets = new Cutter(law, singles, tolerance).all();
        }
        return buckets;
    }

    /** Given up as soon as they are too many. */
    private List<Bucket> all() {
        List<Bucket> buckets = new ArrayList<>();
        long length = 0;
        for (long first = 0;
                first < law.count() && buckets.size() <= BUCKETS_WANTED;
                first += length) {
            length = length(first, length);
            double tilt = length > 1 ? Math.max(-1, Math.min(1, tilt(first, length))) : 0;
            buckets.add(new Bucket(first, length, law.mass(first, first + length), tilt));
        }
        return buckets;
    }

    /** A little longer than the bucket before it, where that is straight. */
    private long length(long first, long before) {
        if (first < singles) {
            return 1;
        }
        long length = Math.min(law.count() - first, before + before / 4 + 1);
        while (length > 1 && !isStraight(first, length)) {
            length -= Math.max(1, length / 8);
        }
        return length;
    }

    private boolean isStraight(long first, long length) {
        if (law.mass(first, first + length) <= NEGLIGIBLE * total) {
            return true;
        }
        double begin = single(first);
        double end = single(first + length - 1);
        long offset = length / 2;
        double middle = single(first + offset);
        double straight = begin + (end - begin) * offset / (length - 1);
        return Math.abs(middle - straight) <= tolerance * middle
                && Math.abs(tilt(first, length)) <= 1;
    }

    /** From the masses of the first and the last block. */
    private double tilt(long first, long length) {
        double begin = single(first);
        double end = single(first + length - 1);
        double both = begin + end;
        return both == 0 ? 0 : (begin - end) / both * length / (length - 1);
    }

    private double single(long block) {
        return law.mass(block, block + 1);
    }
}
