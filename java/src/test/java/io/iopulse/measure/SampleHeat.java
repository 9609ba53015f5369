package io.iopulse.measure;

import java.util.EnumMap;
import java.util.Map;

/** Keeps accesses as native/measure/heat.h does: the second implementation, for tests. */
public final class SampleHeat {
    private static final int SPACE_BITS = 31;
    private static final int GROUP_BITS = 20;

    private final HeatSpace space;
    private final long key;
    private final Map<OperationKind, Counted> parts = new EnumMap<>(OperationKind.class);

    private static final class Counted {
        private final long[] counters;
        private final long[] touched;
        private final byte[] sketch;

        Counted(HeatSpace space) {
            counters = new long[space.counters()];
            touched = new long[space.groupWords()];
            sketch = new byte[space.sampleShift() == 0 ? 0 : DistinctSketch.REGISTERS];
        }
    }

    public SampleHeat(long blocks, int buckets, long seed) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(blocks - 1);
        space =
                new HeatSpace(
                        blocks,
                        4096,
                        HeatSpace.countersFor(buckets, blocks),
                        Math.max(0, bits - SPACE_BITS),
                        Math.max(0, bits - GROUP_BITS),
                        false);
        key = hash(seed);
    }

    HeatSpace space() {
        return space;
    }

    public SampleHeat add(OperationKind kind, long block) {
        Counted part = parts.computeIfAbsent(kind, any -> new Counted(space));
        long superblocks = ((space.blocks() - 1) >> space.borderShift()) + 1;
        long piece = (block >> space.borderShift()) * space.counters() / superblocks;
        part.counters[(int) piece]++;
        long group = block >> space.sampleShift();
        long members = (1L << space.sampleShift()) - 1;
        if (((block ^ hash(group ^ ~key)) & members) == 0) {
            part.touched[(int) (group / Long.SIZE)] |= 1L << group;
        }
        if (space.sampleShift() > 0) {
            long hash = hash(block ^ key);
            int register = (int) (hash >>> (Long.SIZE - DistinctSketch.REGISTER_BITS));
            long rest = hash << DistinctSketch.REGISTER_BITS | DistinctSketch.REGISTERS / 2;
            int depth = Long.numberOfLeadingZeros(rest) + 1;
            part.sketch[register] = (byte) Math.max(part.sketch[register], depth);
        }
        return this;
    }

    public Heat build() {
        Map<OperationKind, HeatPart> built = new EnumMap<>(OperationKind.class);
        parts.forEach(
                (kind, part) ->
                        built.put(
                                kind,
                                new HeatPart(
                                        part.counters.clone(),
                                        new long[0],
                                        part.touched.clone(),
                                        part.sketch.clone())));
        return new Heat(space, built);
    }

    private static long hash(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
