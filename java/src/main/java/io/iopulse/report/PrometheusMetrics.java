package io.iopulse.report;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.ComponentFacts;
import io.iopulse.record.RunEvent;
import io.iopulse.record.RunFacts;
import io.iopulse.record.WorkloadHash;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What runs have done so far as metrics: counters and latency histograms of all phases, each with
 * the phase as a label, and what is in flight. They change when an interval ends. Events come from
 * one thread, scrapes from any.
 */
public final class PrometheusMetrics implements MultiCollector {
    private static final int[] STEPS = {1, 2, 5};
    private static final int FIRST_BUCKET_NS = 1000;
    private static final int DECADES = 8;

    /** Upper ends of the buckets: 1, 2, 5, 10 µs … 10 s, 20 s, 50 s, 100 s. */
    private static final long[] BUCKETS_NS = buckets();

    private final Map<Sum, Counts> sums = new LinkedHashMap<>();
    private final Map<Timed, Latency> latencies = new LinkedHashMap<>();
    private final Map<Part, Long> errors = new LinkedHashMap<>();
    private final Map<Part, TreeMap<Integer, Now>> now = new LinkedHashMap<>();
    private final Set<Labels> infos = new LinkedHashSet<>();
    private List<String> componentOf = List.of();
    private String run = "";
    private Phase phase = Phase.WARMUP;

    /** A component of a run. */
    private record Part(String run, String component) {
        Labels labels(String... more) {
            return Labels.of("run", run, "component", component).merge(Labels.of(more));
        }
    }

    private record Sum(Part part, OperationKind kind, Phase phase) {}

    private record Counts(long ops, long bytes) {
        Counts plus(long moreOps, long moreBytes) {
            return new Counts(ops + moreOps, bytes + moreBytes);
        }
    }

    private record Timed(Part part, OperationKind kind, LatencyKind timed, Phase phase) {}

    private record Now(long inFlight, long backlog) {}

    private static long[] buckets() {
        long[] buckets = new long[DECADES * STEPS.length + 1];
        long decade = FIRST_BUCKET_NS;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = decade * STEPS[i % STEPS.length];
            decade *= i % STEPS.length == STEPS.length - 1 ? 10 : 1;
        }
        return buckets;
    }

    /** Takes in what happened. */
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.Began began) {
            begin(began.facts());
        } else if (event instanceof RunEvent.Reported reported) {
            add(reported.interval());
        }
    }

    private void begin(RunFacts facts) {
        run = facts.workload().name();
        List<String> components = new ArrayList<>();
        for (ComponentFacts component : facts.components()) {
            for (int i = 0; i < component.places().size(); i++) {
                components.add(component.component().name());
            }
        }
        componentOf = List.copyOf(components);
        now.clear();
        infos.add(
                Labels.of(
                        "run",
                        run,
                        "workload_sha256",
                        WorkloadHash.of(facts.workload()),
                        "version",
                        facts.toolVersion()));
    }

    private void add(Interval interval) {
        Part part = new Part(run, componentOf.get(interval.worker()));
        phase = interval.phase();
        for (OperationKind kind : OperationKind.values()) {
            long ops = interval.ops().get(kind);
            if (ops > 0) {
                Sum sum = new Sum(part, kind, phase);
                long bytes = interval.bytes().get(kind);
                sums.put(sum, sums.getOrDefault(sum, new Counts(0, 0)).plus(ops, bytes));
            }
        }
        errors.merge(part, interval.errors(), Long::sum);
        now.computeIfAbsent(part, any -> new TreeMap<>())
                .put(interval.worker(), new Now(interval.inFlight(), interval.pace().backlog()));
        interval.latencies()
                .forEach(
                        (timed, byKind) ->
                                byKind.forEach((kind, more) -> add(part, timed, kind, more)));
    }

    private void add(Part part, LatencyKind timed, OperationKind kind, Latency more) {
        if (more.count() > 0) {
            latencies
                    .computeIfAbsent(new Timed(part, kind, timed, phase), any -> new Latency())
                    .add(more);
        }
    }

    @Override
    public synchronized MetricSnapshots collect() {
        return MetricSnapshots.of(
                info(),
                phases(),
                counter("iopulse_operations", "Operations that succeeded.", Counts::ops),
                counter(
                        "iopulse_transferred_bytes",
                        "Bytes read, written or trimmed.",
                        Counts::bytes),
                errors(),
                gauge("iopulse_in_flight", "Operations in flight.", Now::inFlight),
                gauge(
                        "iopulse_backlog",
                        "Operations that are due and wait for their start.",
                        Now::backlog),
                times());
    }

    private InfoSnapshot info() {
        InfoSnapshot.Builder info =
                InfoSnapshot.builder().name("iopulse_run").help("Runs of this job so far.");
        infos.forEach(
                labels ->
                        info.dataPoint(
                                InfoSnapshot.InfoDataPointSnapshot.builder()
                                        .labels(labels)
                                        .build()));
        return info.build();
    }

    private GaugeSnapshot phases() {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("iopulse_phase").help("1 for the phase of now.");
        for (Phase each : infos.isEmpty() ? new Phase[0] : Phase.values()) {
            gauge.dataPoint(
                    gauge(Labels.of("run", run, "phase", each.label()), each == phase ? 1 : 0));
        }
        return gauge.build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot gauge(Labels labels, long value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }

    private static Labels labels(Part part, OperationKind kind, Phase phase) {
        return part.labels("operation", kind.label(), "phase", phase.label());
    }

    private CounterSnapshot counter(String name, String help, ToLongFunction<Counts> counted) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        sums.forEach(
                (sum, counts) ->
                        counter.dataPoint(
                                count(
                                        labels(sum.part(), sum.kind(), sum.phase()),
                                        counted.applyAsLong(counts))));
        return counter.build();
    }

    private CounterSnapshot errors() {
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name("iopulse_errors").help("Operations that failed.");
        errors.forEach((part, failed) -> counter.dataPoint(count(part.labels(), failed)));
        return counter.build();
    }

    private GaugeSnapshot gauge(String name, String help, ToLongFunction<Now> figure) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        now.forEach(
                (part, workers) ->
                        gauge.dataPoint(
                                gauge(
                                        part.labels(),
                                        workers.values().stream().mapToLong(figure).sum())));
        return gauge.build();
    }

    private HistogramSnapshot times() {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder()
                        .name("iopulse_latency_seconds")
                        .unit(Unit.SECONDS)
                        .help("Latencies, by what was timed; see docs/guide/result.md.");
        latencies.forEach(
                (timed, latency) ->
                        histogram.dataPoint(
                                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                        .labels(
                                                labels(timed.part(), timed.kind(), timed.phase())
                                                        .merge(
                                                                Labels.of(
                                                                        "latency",
                                                                        word(timed.timed()))))
                                        .classicHistogramBuckets(buckets(latency))
                                        .sum(latency.sumNs() / 1e9)
                                        .build()));
        return histogram.build();
    }

    private static String word(LatencyKind timed) {
        return timed.label().toLowerCase(Locale.ROOT);
    }

    /** A sample is at most as long as the upper end of its bucket of the histogram. */
    private static ClassicHistogramBuckets buckets(Latency latency) {
        long[] counts = new long[BUCKETS_NS.length + 1];
        latency.forEachBucket((upperNs, samples) -> counts[index(upperNs)] += samples);
        counts[BUCKETS_NS.length] += latency.aboveRange();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < BUCKETS_NS.length; i++) {
            buckets.bucket(BUCKETS_NS[i] / 1e9, counts[i]);
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, counts[BUCKETS_NS.length]).build();
    }

    private static int index(long ns) {
        int index = 0;
        while (index < BUCKETS_NS.length && BUCKETS_NS[index] < ns) {
            index++;
        }
        return index;
    }
}
