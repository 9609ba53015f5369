package io.iopulse.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where the operations of one kind fell and what they touched, as native keeps it. Immutable. */
public final class HeatPart {
    private final long[] counters;
    private final long[] drawn;
    private final long[] touched;
    private final byte[] sketch;

    /**
     * Takes the arrays over.
     *
     * @param counters operations by piece of the space
     * @param drawn the same at the places before hot blocks were scattered; empty where none are
     * @param touched a bit per group of blocks, lowest first
     * @param sketch registers of a {@link DistinctSketch}; empty where every block has its bit
     */
    public HeatPart(long[] counters, long[] drawn, long[] touched, byte[] sketch) {
        this.counters = counters;
        this.drawn = drawn;
        this.touched = touched;
        this.sketch = sketch;
    }

    /** What both saw: counters add up, bits and registers join. */
    HeatPart plus(HeatPart other) {
        long[] sums = counters.clone();
        long[] places = drawn.clone();
        long[] bits = touched.clone();
        byte[] deepest = sketch.clone();
        Arrays.setAll(sums, i -> sums[i] + other.counters[i]);
        Arrays.setAll(places, i -> places[i] + other.drawn[i]);
        Arrays.setAll(bits, i -> bits[i] | other.touched[i]);
        for (int i = 0; i < deepest.length; i++) {
            deepest[i] = (byte) Math.max(deepest[i], other.sketch[i]);
        }
        return new HeatPart(sums, places, bits, deepest);
    }

    boolean fits(HeatSpace space) {
        return counters.length == space.counters()
                && drawn.length == (space.scattered() ? space.counters() : 0)
                && touched.length == space.groupWords()
                && sketch.length == (space.sampleShift() == 0 ? 0 : DistinctSketch.REGISTERS);
    }

    long operations() {
        return Arrays.stream(counters).sum();
    }

    /** Operations in the pieces from one on and below another. */
    long operations(int from, int end) {
        return Arrays.stream(counters, from, end).sum();
    }

    /** As many, at their places before hot blocks were scattered. */
    long drawn(int from, int end) {
        return Arrays.stream(drawn, from, end).sum();
    }

    UniqueBlocks unique(HeatSpace space) {
        long groups = Arrays.stream(touched).map(Long::bitCount).sum();
        return space.sampleShift() == 0
                ? UniqueBlocks.exactly(groups)
                : UniqueBlocks.estimate(space, groups, DistinctSketch.estimate(sketch))
                        .atMost(Math.min(space.blocks(), operations()));
    }

    int encodedBytes() {
        int longs = counters.length + drawn.length + touched.length;
        return 4 * Integer.BYTES + longs * Long.BYTES + sketch.length;
    }

    void encode(ByteBuffer out) {
        out.putInt(counters.length).putInt(drawn.length);
        out.putInt(touched.length).putInt(sketch.length);
        Arrays.stream(counters).forEach(out::putLong);
        Arrays.stream(drawn).forEach(out::putLong);
        Arrays.stream(touched).forEach(out::putLong);
        out.put(sketch);
    }

    static HeatPart decode(ByteBuffer in) {
        long[] counters = new long[length(in, Long.BYTES)];
        long[] drawn = new long[length(in, Long.BYTES)];
        long[] touched = new long[length(in, Long.BYTES)];
        byte[] sketch = new byte[length(in, 1)];
        Arrays.setAll(counters, i -> in.getLong());
        Arrays.setAll(drawn, i -> in.getLong());
        Arrays.setAll(touched, i -> in.getLong());
        in.get(sketch);
        return new HeatPart(counters, drawn, touched, sketch);
    }

    private static int length(ByteBuffer in, int bytesEach) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining() / bytesEach) {
            throw new IllegalArgumentException(
                    length + " counters in " + in.remaining() + " bytes");
        }
        return length;
    }
}
