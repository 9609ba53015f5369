package io.iopulse.measure;

/**
 * How many different blocks were touched.
 *
 * @param standardError of the number, in blocks; 0: it is exact
 */
public record UniqueBlocks(long blocks, double standardError) {
    static UniqueBlocks exactly(long blocks) {
        return new UniqueBlocks(blocks, 0);
    }

    /**
     * The better of two estimates: the sample, off by little where most blocks were touched, and
     * the sketch, off by the same share everywhere.
     *
     * @param groups of blocks whose tracked member was touched
     */
    static UniqueBlocks estimate(HeatSpace space, long groups, double sketched) {
        long members = 1L << space.sampleShift();
        double sampled = (double) groups * members;
        double sampleError = members * sampleDeviation(groups, space.groups());
        double sketchError = sketched * DistinctSketch.STANDARD_ERROR;
        return sampleError < sketchError
                ? new UniqueBlocks(Math.round(sampled), sampleError)
                : new UniqueBlocks(Math.round(sketched), sketchError);
    }

    /**
     * Of the number of touched members. Each was touched with the share of touched blocks in its
     * group; equal shares in all groups are the worst case. The rule of succession keeps none and
     * all from looking certain.
     */
    private static double sampleDeviation(long touched, long groups) {
        double share = (touched + 1.0) / (groups + 2.0);
        return Math.sqrt(groups * share * (1 - share));
    }

    UniqueBlocks atMost(long limit) {
        return new UniqueBlocks(Math.min(blocks, limit), standardError);
    }

    public boolean isExact() {
        return standardError == 0;
    }
}
