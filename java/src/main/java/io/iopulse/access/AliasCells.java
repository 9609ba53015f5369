package io.iopulse.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Vose's alias method (1991): each cell has one bucket's mass and is filled up from another's. */
final class AliasCells {
    private static final double TILT_ALL = 0x1p31;
    private static final long ALL = -1;

    private AliasCells() {}

    static List<BucketTable.Cell> of(List<Bucket> buckets) {
        int count = buckets.size();
        double total = buckets.stream().mapToDouble(Bucket::mass).sum();
        double[] filled = new double[count];
        long[] thresholds = new long[count];
        int[] aliases = new int[count];
        Deque<Integer> low = new ArrayDeque<>();
        Deque<Integer> high = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            filled[i] = buckets.get(i).mass() / total * count;
            thresholds[i] = ALL;
            aliases[i] = i;
            (filled[i] < 1 ? low : high).push(i);
        }
        while (!low.isEmpty() && !high.isEmpty()) {
            int cell = low.pop();
            int donor = high.peek();
            thresholds[cell] = (long) (filled[cell] * 0x1p63) << 1;
            aliases[cell] = donor;
            filled[donor] -= 1 - filled[cell];
            if (filled[donor] < 1) {
                low.push(high.pop());
            }
        }
        List<BucketTable.Cell> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Bucket bucket = buckets.get(i);
            cells.add(
                    new BucketTable.Cell(
                            bucket.first(),
                            bucket.blocks(),
                            thresholds[i],
                            aliases[i],
                            (int) Math.round(Math.min(TILT_ALL - 1, bucket.tilt() * TILT_ALL))));
        }
        return List.copyOf(cells);
    }
}
