package io.iopulse.live;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a worker did in one interval; latencies are service latencies, 0 where nothing was done. */
record WorkerRow(
        int worker,
        double opsPerSecond,
        double bytesPerSecond,
        double depth,
        long p50Ns,
        long p99Ns,
        long maxNs,
        long errors) {

    /** By what workers are sorted, the worst first. */
    enum Order {
        P99,
        MAX,
        IOPS,
        ERRORS,
        WORKER;

        String label() {
            return this == IOPS ? "IOPS" : name().toLowerCase(Locale.ROOT);
        }

        Order next() {
            return switch (this) {
                case P99 -> MAX;
                case MAX -> IOPS;
                case IOPS -> ERRORS;
                case ERRORS -> WORKER;
                case WORKER -> P99;
            };
        }

        Comparator<WorkerRow> order() {
            Comparator<WorkerRow> worst =
                    switch (this) {
                        case P99 -> Comparator.comparingLong(WorkerRow::p99Ns).reversed();
                        case MAX -> Comparator.comparingLong(WorkerRow::maxNs).reversed();
                        case IOPS -> Comparator.comparingDouble(WorkerRow::opsPerSecond);
                        case ERRORS -> Comparator.comparingLong(WorkerRow::errors).reversed();
                        case WORKER -> Comparator.comparingInt(WorkerRow::worker);
                    };
            return worst.thenComparingInt(WorkerRow::worker);
        }
    }

    static List<WorkerRow> of(List<Interval> workers) {
        return workers.stream().map(WorkerRow::of).toList();
    }

    private static WorkerRow of(Interval interval) {
        Latency latency = interval.serviceLatency();
        double lengthNs = Math.max(1, interval.endNs() - interval.startNs());
        return new WorkerRow(
                interval.worker(),
                interval.ops().total() * 1e9 / lengthNs,
                interval.bytes().transfers() * 1e9 / lengthNs,
                interval.depthIntegralNs() / lengthNs,
                latency.percentileNs(50),
                latency.percentileNs(99),
                latency.maxNs(),
                interval.errors());
    }
}
