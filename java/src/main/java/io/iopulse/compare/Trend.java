package io.iopulse.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * A metric over runs.
 *
 * @param runs those that have a value, oldest first
 * @param values one per run
 * @param changes empty where none is seen, or the runs are too few
 */
public record Trend(
        Metric metric, List<TrendRun> runs, List<Double> values, List<ChangePoint> changes) {
    /** With fewer no change is seen, however large. */
    public static final int RUNS_MIN = ChangePoints.RUNS_MIN;

    public Trend {
        runs = List.copyOf(runs);
        values = List.copyOf(values);
        changes = List.copyOf(changes);
    }

    static Trend of(Metric metric, List<TrendRun> runs) {
        List<TrendRun> read = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (TrendRun run : runs) {
            metric.read(run.run())
                    .value()
                    .ifPresent(
                            value -> {
                                read.add(run);
                                values.add(value);
                            });
        }
        double[] series = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Trend(metric, read, values, ChangePoints.of(series, ChangePoints.LEVEL));
    }

    /** The first run after a change. */
    public TrendRun at(ChangePoint change) {
        return runs.get(change.index());
    }

    public boolean isTooShort() {
        return runs.size() < RUNS_MIN;
    }

    /** Of all values; NaN without any. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
