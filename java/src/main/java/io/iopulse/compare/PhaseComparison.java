package io.iopulse.compare;

import io.iopulse.record.Recording;
import java.util.List;
import java.util.function.Predicate;

/** A phase that all sides ran. */
public record PhaseComparison(String phase, List<MetricComparison> metrics) {
    /** What is compared when nothing is asked for: few, since each may be wrong by chance. */
    private static final List<String> HEADLINES =
            List.of("iops", "throughput", "p50", "p99", "p99.9", "response.p99", "cpu_per_op");

    public PhaseComparison {
        metrics = List.copyOf(metrics);
    }

    /** Without metrics to compare, those of the headlines that any run has. */
    static PhaseComparison of(String phase, List<List<Recording>> sides, List<Metric> metrics) {
        List<Metric> compared = metrics.isEmpty() ? headlines(sides) : metrics;
        return new PhaseComparison(
                phase,
                compared.stream()
                        .map(
                                metric ->
                                        MetricComparison.of(
                                                metric,
                                                sides.stream()
                                                        .map(runs -> Sample.of(metric, runs))
                                                        .toList()))
                        .toList());
    }

    /** Those of the headlines that any run has. */
    static List<Metric> headlines(List<List<Recording>> sides) {
        return headlines().stream().filter(isIn(sides)).toList();
    }

    /** What is compared when nothing is asked for. */
    public static List<Metric> headlines() {
        return HEADLINES.stream().map(Metric::parse).toList();
    }

    private static Predicate<Metric> isIn(List<List<Recording>> sides) {
        return metric ->
                sides.stream()
                        .flatMap(List::stream)
                        .anyMatch(run -> metric.read(run).value().isPresent());
    }
}
