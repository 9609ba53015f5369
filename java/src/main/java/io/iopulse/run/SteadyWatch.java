package io.iopulse.run;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SteadyReached;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.Workload;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches a run for its steady state: adds up the workers' intervals, and looks at the newest ones
 * whenever all workers have handed one in. For one thread.
 */
final class SteadyWatch {
    private static final double NS_PER_SECOND = 1e9;

    private final SteadyState asked;
    private final int workers;
    private final long intervalNs;
    private final int windowIntervals;
    private final TreeMap<Long, Sum> open = new TreeMap<>();
    private final ArrayDeque<Sum> window = new ArrayDeque<>();
    private long measuredFromNs = Long.MAX_VALUE;
    private Optional<SteadyReached> reached = Optional.empty();

    /** An interval of all workers. */
    private static final class Sum {
        private final long number;
        private final long endNs;
        private int workers;
        private long ops;
        private long bytes;
        private long timed;
        private double latencyNs;

        private Sum(Interval first) {
            number = first.number();
            endNs = first.endNs();
        }

        private void add(Interval interval) {
            workers++;
            ops += interval.ops().total();
            bytes += interval.bytes().transfers();
            interval.latencies()
                    .getOrDefault(LatencyKind.SERVICE, Map.of())
                    .forEach(
                            (kind, latency) -> {
                                if (!kind.isSync()) {
                                    add(latency);
                                }
                            });
        }

        private void add(Latency latency) {
            timed += latency.count();
            latencyNs += latency.sumNs();
        }
    }

    /** Empty where the workload asks for none. */
    static Optional<SteadyWatch> of(Workload workload) {
        return workload.completion()
                .steadyState()
                .map(asked -> new SteadyWatch(asked, workload.workers(), workload.interval().ns()));
    }

    SteadyWatch(SteadyState asked, int workers, long intervalNs) {
        this.asked = asked;
        this.workers = workers;
        this.intervalNs = intervalNs;
        windowIntervals = Math.toIntExact(asked.window().ns() / intervalNs);
    }

    /** Empty until the steady state has been seen. */
    Optional<SteadyReached> reached() {
        return reached;
    }

    /** Takes in an interval of any worker; each worker's come in order. */
    void see(Interval interval) {
        if (interval.phase() != Phase.MEASURE || reached.isPresent()) {
            return;
        }
        measuredFromNs = Math.min(measuredFromNs, interval.startNs());
        boolean isWhole =
                interval.covers() == 1 && interval.endNs() - interval.startNs() == intervalNs;
        if (!isWhole) {
            return; // its number never has all workers, so the window begins anew behind it
        }
        Sum sum = open.computeIfAbsent(interval.number(), any -> new Sum(interval));
        sum.add(interval);
        if (sum.workers == workers) {
            open.headMap(interval.number(), true).clear();
            look(sum);
        }
    }

    private void look(Sum newest) {
        if (!window.isEmpty() && window.getLast().number + 1 != newest.number) {
            window.clear();
        }
        window.add(newest);
        if (window.size() > windowIntervals) {
            window.remove();
        }
        if (window.size() == windowIntervals) {
            judge(window.stream().mapToDouble(this::value).toArray());
        }
    }

    private double value(Sum sum) {
        double seconds = intervalNs / NS_PER_SECOND;
        return switch (asked.metric()) {
            case IOPS -> sum.ops / seconds;
            case THROUGHPUT -> sum.bytes / seconds;
            case LATENCY -> sum.timed == 0 ? 0 : sum.latencyNs / sum.timed;
        };
    }

    private void judge(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        double mean = total / values.length;
        double middle = (values.length - 1) / 2.0;
        double furthest = 0;
        double across = 0;
        double along = 0;
        for (int i = 0; i < values.length; i++) {
            furthest = Math.max(furthest, Math.abs(values[i] - mean));
            across += (i - middle) * (values[i] - mean);
            along += (i - middle) * (i - middle);
        }
        double change = Math.abs(across / along) * (values.length - 1);
        double limit = asked.limit().value() / 100 * mean;
        if (mean > 0 && furthest <= limit && change <= limit) {
            Sum first = window.getFirst();
            Sum last = window.getLast();
            reached =
                    Optional.of(
                            new SteadyReached(
                                    first.number,
                                    last.number,
                                    last.endNs - measuredFromNs,
                                    mean,
                                    100 * furthest / mean,
                                    100 * change / mean));
        }
    }
}
