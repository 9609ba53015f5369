package io.iopulse.compare;

import io.iopulse.record.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a metric came to in several runs, each of them one value.
 *
 * @param values in the order of the runs; those without one are left out
 * @param absences why runs have none
 */
public record Sample(List<Double> values, List<String> absences) {
    public Sample {
        values = List.copyOf(values);
        absences = List.copyOf(absences);
    }

    static Sample of(Metric metric, List<Recording> runs) {
        List<Double> values = new ArrayList<>();
        List<String> absences = new ArrayList<>();
        for (Recording run : runs) {
            Reading reading = metric.read(run);
            reading.value().ifPresentOrElse(values::add, () -> absences.add(reading.absence()));
        }
        return new Sample(values, absences);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public int count() {
        return values.size();
    }

    double[] toArray() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** NaN when empty. */
    public double mean() {
        return Arrays.stream(toArray()).average().orElse(Double.NaN);
    }

    /** Of an even number of values the mean of the two in the middle; NaN when empty. */
    public double median() {
        double[] sorted = toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1
                ? sorted[middle]
                : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    /** NaN when empty. */
    public double min() {
        return Arrays.stream(toArray()).min().orElse(Double.NaN);
    }

    /** NaN when empty. */
    public double max() {
        return Arrays.stream(toArray()).max().orElse(Double.NaN);
    }
}
