package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Latency;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The newest intervals that every worker has finished, for whoever watches: put together as workers
 * hand theirs in, published whole. Added to by one thread, read by any.
 */
public final class RecentIntervals {
    /** Intervals in the making: the oldest beyond this is shown without its missing workers. */
    private static final int OPEN_MAX = 2;

    /** Of workers that each have a clock of their own, far apart from those of the others. */
    private static final int OPEN_MAX_VIRTUAL = 1000;

    private final int workers;
    private final int openMax;
    private final AskedRate asked;
    private final TreeMap<Long, List<Interval>> open = new TreeMap<>();
    private final Deque<IntervalFigures> last = new ArrayDeque<>();
    private volatile Recent recent = Recent.NONE;
    private long measuredFromNs = Long.MAX_VALUE;
    private long errors;
    private long measuredOps;
    private long measuredBytes;

    /** Of all workers of a run. */
    public RecentIntervals(RunFacts facts) {
        this(facts, facts.places().size());
    }

    /** Of so many of them. */
    RecentIntervals(RunFacts facts, int workers) {
        this.workers = workers;
        openMax = facts.clock() == ClockKind.VIRTUAL ? OPEN_MAX_VIRTUAL : OPEN_MAX;
        asked = new AskedRate(facts.workload().components());
    }

    /** What was published last. */
    public Recent recent() {
        return recent;
    }

    /** Takes an interval that nobody else adds to or reads any more; keeps it. */
    public void add(Interval interval) {
        List<Interval> row = open.computeIfAbsent(interval.number(), any -> new ArrayList<>());
        row.add(interval);
        if (row.size() == workers) {
            publish(row);
            open.headMap(interval.number(), true).clear();
        } else if (open.size() > openMax) {
            publish(open.pollFirstEntry().getValue()); // a worker has ended before the others
        }
    }

    private void publish(List<Interval> row) {
        long startNs = row.stream().mapToLong(Interval::startNs).min().orElseThrow();
        long endNs = row.stream().mapToLong(Interval::endNs).max().orElseThrow();
        if (endNs == startNs) {
            return;
        }
        errors += row.stream().mapToLong(Interval::errors).sum();
        if (phase(row) == Phase.MEASURE) {
            measuredFromNs = Math.min(measuredFromNs, startNs);
            measuredOps += row.stream().mapToLong(one -> one.ops().total()).sum();
            measuredBytes += row.stream().mapToLong(one -> one.bytes().transfers()).sum();
        }
        last.addLast(figures(row, startNs, endNs));
        if (last.size() > Recent.LAST_MAX) {
            last.removeFirst();
        }
        row.sort(Comparator.comparingInt(Interval::worker));
        recent =
                new Recent(
                        recent.intervals() + 1,
                        new ArrayList<>(last),
                        row,
                        errors,
                        measuredOps,
                        measuredBytes);
    }

    private static Phase phase(List<Interval> row) {
        return row.get(0).phase();
    }

    private IntervalFigures figures(List<Interval> row, long startNs, long endNs) {
        double seconds =
                row.stream().mapToLong(one -> one.endNs() - one.startNs()).max().orElseThrow()
                        / 1e9;
        Latency latency = Latency.sum(row.stream().map(Interval::serviceLatency).toList());
        boolean any = latency.count() > 0;
        return new IntervalFigures(
                phase(row),
                endNs,
                row.stream().mapToLong(one -> one.ops().total()).sum() / seconds,
                row.stream().mapToLong(one -> one.bytes().transfers()).sum() / seconds,
                any ? OptionalLong.of(latency.percentileNs(50)) : OptionalLong.empty(),
                any ? OptionalLong.of(latency.percentileNs(99)) : OptionalLong.empty(),
                any ? OptionalLong.of(latency.maxNs()) : OptionalLong.empty(),
                row.stream().mapToLong(Interval::depthIntegralNs).sum() / (seconds * 1e9),
                phase(row) == Phase.MEASURE
                        ? asked.mean(startNs - measuredFromNs, endNs - measuredFromNs)
                        : OptionalDouble.empty(),
                row.stream().mapToLong(one -> one.pace().backlog()).sum(),
                row.stream().mapToLong(Interval::errors).sum());
    }
}
