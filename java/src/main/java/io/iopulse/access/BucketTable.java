package io.iopulse.access;

import io.iopulse.units.Size;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.Distribution.Gaussian;
import io.iopulse.workload.Distribution.Pareto;
import io.iopulse.workload.Distribution.SelfSimilar;
import io.iopulse.workload.Distribution.Zipf;
import io.iopulse.workload.Distribution.Zoned;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A distribution as an alias table over buckets of blocks, as job_layout.h describes it. */
public final class BucketTable {
    /** Ranks of pareto that stand for themselves before several share a bucket. */
    private static final long SINGLE_RANKS = 1024;

    private final long blocks;
    private final List<Cell> cells;

    /**
     * One cell of the table.
     *
     * @param first block
     * @param blocks of the bucket
     * @param threshold unsigned, of 2^64: a draw below it stays
     * @param alias where any other draw goes
     * @param tilt of 2^31
     */
    public record Cell(long first, long blocks, long threshold, int alias, int tilt) {}

    private BucketTable(long blocks, List<Bucket> buckets) {
        this.blocks = blocks;
        this.cells = AliasCells.of(buckets);
    }

    /** The table of a distribution over so many blocks, which it has to fit; not for uniform. */
    public static BucketTable of(Distribution distribution, long blocks, Size blockSize) {
        return new BucketTable(blocks, buckets(distribution, blocks, blockSize));
    }

    static List<Bucket> buckets(Distribution distribution, long blocks, Size blockSize) {
        if (distribution instanceof Zipf zipf) {
            return Cutter.cut(new PowerLaw(zipf.theta(), blocks), 0);
        }
        if (distribution instanceof Pareto pareto) {
            return pareto(pareto, blocks);
        }
        if (distribution instanceof SelfSimilar similar) {
            return Cutter.cut(new SelfSimilarLaw(similar.h(), blocks), 0);
        }
        if (distribution instanceof Gaussian gaussian) {
            return Cutter.cut(new GaussianLaw(gaussian.center(), gaussian.stddev(), blocks), 0);
        }
        if (distribution instanceof Zoned zoned) {
            return zones(zoned, blocks, blockSize);
        }
        throw new IllegalArgumentException(distribution + " is drawn without a table");
    }

    public long blocks() {
        return blocks;
    }

    public List<Cell> cells() {
        return cells;
    }

    private static List<Bucket> pareto(Pareto pareto, long blocks) {
        long ranks = Math.min(blocks, Pareto.RANKS_MAX);
        PowerLaw law = new PowerLaw(pareto.h(), ranks);
        if (ranks == blocks) {
            return Cutter.cut(law, 0);
        }
        List<Bucket> buckets = new ArrayList<>();
        for (Bucket bucket : Cutter.cut(law, SINGLE_RANKS)) {
            long first = start(bucket.first(), blocks, ranks);
            long end = start(bucket.first() + bucket.blocks(), blocks, ranks);
            buckets.add(new Bucket(first, end - first, bucket.mass(), bucket.tilt()));
        }
        return buckets;
    }

    /** The first block of a rank. */
    private static long start(long rank, long blocks, long ranks) {
        return BigInteger.valueOf(rank)
                .multiply(BigInteger.valueOf(blocks))
                .divide(BigInteger.valueOf(ranks))
                .longValueExact();
    }

    private static List<Bucket> zones(Zoned zoned, long blocks, Size blockSize) {
        long[] ends = zoned.ends(blocks, blockSize);
        List<Bucket> buckets = new ArrayList<>();
        long first = 0;
        for (int i = 0; i < ends.length; i++) {
            double mass = zoned.zones().get(i).accesses().value();
            buckets.add(new Bucket(first, ends[i] - first, mass, 0));
            first = ends[i];
        }
        return buckets;
    }
}
