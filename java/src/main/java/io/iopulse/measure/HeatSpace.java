package io.iopulse.measure;

import java.nio.ByteBuffer;

/**
 * A space of blocks, all targets of a load one after another, and how accesses to it are kept: see
 * native/measure/heat.h.
 *
 * @param blocks in the space
 * @param blockBytes the unit
 * @param counters pieces of the space, equal to within a block, in which operations are counted
 * @param borderShift the pieces begin and end at multiples of 2^borderShift blocks
 * @param sampleShift one block in 2^sampleShift is tracked for whether it was touched; 0: all
 * @param scattered hot blocks are spread over the space, and their places before that counted too
 */
public record HeatSpace(
        long blocks,
        int blockBytes,
        int counters,
        int borderShift,
        int sampleShift,
        boolean scattered) {

    /** Pieces that the space is cut into at least, when it has as many blocks. */
    public static final int COUNTERS_MIN = 1000;

    static final int ENCODED_BYTES = Long.BYTES + 5 * Integer.BYTES;

    public HeatSpace {
        if (counters < 1 || counters > blocks) {
            throw new IllegalArgumentException(counters + " pieces of " + blocks + " blocks");
        }
    }

    /** Buckets that can be told apart: as many as asked for, but each with a block. */
    public static int buckets(int asked, long blocks) {
        return (int) Math.min(asked, blocks);
    }

    /**
     * Into how many pieces to cut a space that is to be shown in so many buckets: each bucket is a
     * number of whole pieces.
     */
    public static int countersFor(int bucketsAsked, long blocks) {
        int buckets = buckets(bucketsAsked, blocks);
        int wanted = (COUNTERS_MIN + buckets - 1) / buckets;
        return (int) (buckets * Math.min(wanted, blocks / buckets));
    }

    /** The first block of a piece; for the number of pieces, the end of the space. */
    public long first(int counter) {
        long superblocks = ((blocks - 1) >> borderShift) + 1;
        long before = (counter * superblocks + counters - 1) / counters;
        return Math.min(blocks, before << borderShift);
    }

    /** Groups of blocks of which one each is tracked. */
    long groups() {
        return ((blocks - 1) >> sampleShift) + 1;
    }

    /** Words that hold a bit for each group. */
    public int groupWords() {
        return (int) ((groups() + Long.SIZE - 1) / Long.SIZE);
    }

    void encode(ByteBuffer out) {
        out.putLong(blocks).putInt(blockBytes).putInt(counters);
        out.putInt(borderShift).putInt(sampleShift).putInt(scattered ? 1 : 0);
    }

    static HeatSpace decode(ByteBuffer in) {
        return new HeatSpace(
                in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt() != 0);
    }
}
