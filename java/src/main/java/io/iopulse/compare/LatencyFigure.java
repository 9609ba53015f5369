package io.iopulse.compare;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.Recording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Figures of one latency of a run.
 *
 * @param operation empty: reads, writes and trims together
 */
record LatencyFigure(Optional<OperationKind> operation, LatencyKind kind) {
    private static final List<OperationKind> TRANSFERS =
            List.of(OperationKind.READ, OperationKind.WRITE, OperationKind.TRIM);

    /** What stands before the figure in a metric's name; service goes without saying. */
    String prefix() {
        return operation.map(of -> of.label() + ".").orElse("")
                + (kind == LatencyKind.SERVICE ? "" : kind.label() + ".");
    }

    Reading mean(Recording run) {
        return figure(run, Latency::meanNs);
    }

    Reading max(Recording run) {
        return figure(run, Latency::maxNs);
    }

    /** Absent also when too few samples lie beyond it, as reports mark it. */
    Reading percentile(Recording run, double percentile) {
        Optional<Latency> latency = latency(run);
        if (latency.isPresent() && !latency.get().isPrintable(percentile)) {
            return Reading.absent(
                    "%s of the %s samples that the percentile needs"
                            .formatted(
                                    Figure.count(latency.get().count()),
                                    Figure.count(samplesNeeded(percentile))));
        }
        return figure(run, samples -> samples.percentileNs(percentile));
    }

    private static long samplesNeeded(double percentile) {
        return BigDecimal.valueOf(Latency.SAMPLES_BEYOND_MIN * 100L)
                .divide(
                        BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(percentile)),
                        0,
                        RoundingMode.CEILING)
                .longValue();
    }

    private Reading figure(Recording run, ToDoubleFunction<Latency> figure) {
        return latency(run)
                .map(latency -> Reading.of(figure.applyAsDouble(latency)))
                .orElseGet(
                        () ->
                                Reading.absent(
                                        "there is no %s latency of %s"
                                                .formatted(
                                                        kind.label().replace('_', ' '),
                                                        operation
                                                                .map(OperationKind::label)
                                                                .orElse("any operation"))));
    }

    private Optional<Latency> latency(Recording run) {
        return operation.isPresent()
                ? run.measured().latencies().get(kind, operation.get())
                : run.measured().latencies().merged(kind, TRANSFERS);
    }
}
