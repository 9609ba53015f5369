package io.iopulse.report;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole histograms of the measured phase in windows of time, packed. Their percentiles are exact
 * for every sum of windows. A window is as many intervals as it takes to keep the size.
 */
final class PageHistograms {
    /** What was timed of what. */
    record Name(LatencyKind timed, OperationKind kind) {}

    /** Since the start of the run. */
    record Window(long startNs, long endNs) {}

    private static final int PACKED = 0;

    private final List<IntervalSum> intervals;
    private final List<Name> names = new ArrayList<>();
    private List<Window> windows = List.of();
    private byte[] packed = {};

    /** {@code bytesMax} is kept, but for a single window. */
    PageHistograms(Recording recording, int bytesMax) {
        intervals =
                recording.intervals().stream()
                        .filter(interval -> interval.phase() == Phase.MEASURE)
                        .toList();
        LatencyTable whole = recording.measured().latencies();
        for (LatencyKind timed : whole.kinds()) {
            whole.operations(timed).forEach(kind -> names.add(new Name(timed, kind)));
        }
        int each = 1;
        while (each > 0) {
            each = packedOrNext(each, bytesMax);
        }
    }

    /**
     * Packs windows of so many intervals. When they are too large, returns how many to take next: a
     * window of more intervals is no smaller than one of fewer.
     */
    private int packedOrNext(int intervalsEach, int bytesMax) {
        List<Window> made = new ArrayList<>();
        try (Packing packing = new Packing()) {
            for (int from = 0; from < intervals.size(); from += intervalsEach) {
                int end = Math.min(intervals.size(), from + intervalsEach);
                List<IntervalSum> together = intervals.subList(from, end);
                made.add(
                        new Window(
                                together.get(0).startNs(), together.get(end - from - 1).endNs()));
                put(packing, sum(together));
                if (made.size() > 1 && packing.bytes() > bytesMax) {
                    return next(intervalsEach, made.size() - 1);
                }
            }
            packed = packing.finish();
            if (made.size() > 1 && packed.length > bytesMax) {
                return next(intervalsEach, intervals.size());
            }
            windows = List.copyOf(made);
            return PACKED;
        }
    }

    private int next(int intervalsEach, int windowsThatFit) {
        int atLeast = intervalsEach + (intervalsEach + 1) / 2;
        int forAll = (intervals.size() + windowsThatFit - 1) / windowsThatFit;
        return Math.max(atLeast, Math.min(forAll, intervals.size()));
    }

    private static LatencyTable sum(List<IntervalSum> together) {
        return LatencyTable.sum(together.stream().map(IntervalSum::latencies).toList());
    }

    private void put(Packing packing, LatencyTable latencies) {
        for (Name name : names) {
            put(packing, latencies.get(name.timed(), name.kind()));
        }
    }

    /**
     * Exact statistics, then how many buckets there are, and for each how far it is, and samples.
     */
    private static void put(Packing packing, Optional<Latency> latency) {
        if (latency.isEmpty()) {
            packing.put(0);
            return;
        }
        Latency samples = latency.get();
        packing.put(samples.count());
        packing.put(samples.aboveRange());
        packing.put(samples.minNs());
        packing.put(samples.maxNs());
        packing.put(samples.sumNs());
        List<long[]> buckets = new ArrayList<>();
        samples.forEachBucket(
                (upperNs, count) -> buckets.add(new long[] {Latency.indexOf(upperNs), count}));
        packing.put(buckets.size());
        long index = 0;
        for (long[] bucket : buckets) {
            packing.put(bucket[0] - index);
            packing.put(bucket[1]);
            index = bucket[0];
        }
    }

    List<Name> names() {
        return List.copyOf(names);
    }

    List<Window> windows() {
        return windows;
    }

    byte[] packed() {
        return packed.clone();
    }
}
