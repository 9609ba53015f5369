package io.iopulse.run;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The newest interval that every worker has finished, for whoever watches: summed as workers hand
 * theirs in, published whole. Added to by one thread, read by any.
 */
final class LastInterval {
    /** Intervals in the making: the oldest beyond this is shown without its missing workers. */
    private static final int OPEN_MAX = 2;

    /** Rates and service latencies of the interval without its syncs; its end is monotonic. */
    record Figures(
            long intervals,
            Phase phase,
            long endNs,
            double opsPerSecond,
            double bytesPerSecond,
            OptionalLong p50Ns,
            OptionalLong p99Ns) {
        static final Figures NONE =
                new Figures(0, Phase.WARMUP, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    }

    private static final class Sum {
        private final Phase phase;
        private long endNs;
        private int workers;
        private long ops;
        private long bytes;
        private long lengthNs;
        private final Latency latency = new Latency();

        private Sum(Phase phase) {
            this.phase = phase;
        }

        private void addUnlessSync(OperationKind kind, Latency other) {
            if (!kind.isSync()) {
                latency.add(other);
            }
        }
    }

    private final int workers;
    private final TreeMap<Long, Sum> open = new TreeMap<>();
    private volatile Figures figures = Figures.NONE;

    LastInterval(int workers) {
        this.workers = workers;
    }

    Figures figures() {
        return figures;
    }

    void add(Interval interval) {
        Sum sum = open.computeIfAbsent(interval.number(), any -> new Sum(interval.phase()));
        sum.workers++;
        sum.ops += interval.ops().total();
        sum.bytes += interval.bytes().transfers();
        sum.endNs = Math.max(sum.endNs, interval.endNs());
        sum.lengthNs = Math.max(sum.lengthNs, interval.endNs() - interval.startNs());
        interval.latencies()
                .getOrDefault(LatencyKind.SERVICE, Map.of())
                .forEach(sum::addUnlessSync);
        if (sum.workers == workers) {
            publish(sum);
            open.headMap(interval.number(), true).clear();
        } else if (open.size() > OPEN_MAX) {
            publish(open.pollFirstEntry().getValue()); // a worker has ended before the others
        }
    }

    private void publish(Sum sum) {
        double seconds = sum.lengthNs / 1e9;
        if (seconds > 0) {
            figures =
                    new Figures(
                            figures.intervals() + 1,
                            sum.phase,
                            sum.endNs,
                            sum.ops / seconds,
                            sum.bytes / seconds,
                            percentile(sum.latency, 50),
                            percentile(sum.latency, 99));
        }
    }

    private static OptionalLong percentile(Latency latency, double percentile) {
        return latency.count() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(latency.percentileNs(percentile));
    }
}
