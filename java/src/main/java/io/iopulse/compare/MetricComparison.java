package io.iopulse.compare;

import java.util.List;

/**
 * A metric on several sides.
 *
 * @param samples of each side, in their order
 * @param changes of each side but the first, against the first
 */
public record MetricComparison(Metric metric, List<Sample> samples, List<Change> changes) {
    public MetricComparison {
        samples = List.copyOf(samples);
        changes = List.copyOf(changes);
    }

    static MetricComparison of(Metric metric, List<Sample> samples) {
        return new MetricComparison(
                metric,
                samples,
                samples.stream()
                        .skip(1)
                        .map(other -> Change.between(samples.get(0), other, metric.direction()))
                        .toList());
    }
}
