package io.iopulse.compare;

import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Recording;
import io.iopulse.units.UnitFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A figure of a run by name: {@code iops}, {@code read.p99}, {@code write.response.p99.9}. The
 * names are the same wherever runs are compared and gated. Equal names are equal metrics.
 */
public final class Metric {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:(read|write|trim|fsync|fdatasync)\\.)?"
                            + "(?:(service|response|submission|lateness|lock_wait)\\.)?"
                            + "(iops|throughput|errors|mean|max|p\\d{1,2}(?:\\.\\d{1,6})?"
                            + "|depth|gap|cpu_per_op)");

    private final String name;
    private final MetricUnit unit;
    private final Direction direction;
    private final Function<Recording, Reading> reading;

    private Metric(
            String name,
            MetricUnit unit,
            Direction direction,
            Function<Recording, Reading> reading) {
        this.name = name;
        this.unit = unit;
        this.direction = direction;
        this.reading = reading;
    }

    /**
     * The metric of a name.
     *
     * @throws UnitFormatException when there is none of that name
     */
    public static Metric parse(String name) {
        Matcher parts = SHAPE.matcher(name.strip());
        if (parts.matches()) {
            Optional<OperationKind> operation =
                    Optional.ofNullable(parts.group(1)).map(Metric::operation);
            Optional<LatencyKind> kind = Optional.ofNullable(parts.group(2)).map(Metric::timed);
            Optional<Metric> found = find(operation, kind, parts.group(3));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new UnitFormatException(
                "'"
                        + name
                        + "' is not a metric such as iops, read.throughput, read.p99,"
                        + " response.p99.9, errors or cpu_per_op");
    }

    private static OperationKind operation(String word) {
        return OperationKind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static LatencyKind timed(String word) {
        return LatencyKind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Optional<Metric> find(
            Optional<OperationKind> operation, Optional<LatencyKind> kind, String figure) {
        LatencyFigure latency = new LatencyFigure(operation, kind.orElse(LatencyKind.SERVICE));
        String prefix = operation.map(of -> of.label() + ".").orElse("");
        Metric metric =
                switch (figure) {
                    case "iops" -> rate(prefix + figure, operation);
                    case "throughput" -> throughput(prefix + figure, operation);
                    case "errors", "depth", "gap", "cpu_per_op" -> ofRun(figure);
                    case "mean" -> latency(latency, figure, latency::mean);
                    case "max" -> latency(latency, figure, latency::max);
                    default -> {
                        double percentile = Double.parseDouble(figure.substring(1));
                        yield latency(latency, figure, run -> latency.percentile(run, percentile));
                    }
                };
        boolean isLatency = List.of("mean", "max").contains(figure) || figure.startsWith("p");
        boolean isOfRun = !isLatency && !figure.equals("iops") && !figure.equals("throughput");
        boolean movesNothing =
                figure.equals("throughput") && operation.map(OperationKind::isSync).orElse(false);
        boolean isWrong =
                (kind.isPresent() && !isLatency)
                        || (operation.isPresent() && isOfRun)
                        || movesNothing;
        return isWrong ? Optional.empty() : Optional.of(metric);
    }

    private static Metric latency(
            LatencyFigure latency, String figure, Function<Recording, Reading> reading) {
        return new Metric(latency.prefix() + figure, MetricUnit.NS, Direction.LOWER, reading);
    }

    private static Metric rate(String name, Optional<OperationKind> operation) {
        return new Metric(
                name,
                MetricUnit.OPERATIONS_PER_SECOND,
                Direction.HIGHER,
                run -> perSecond(run, ops(run, operation)));
    }

    private static long ops(Recording run, Optional<OperationKind> operation) {
        return operation
                .map(run.measured().ops()::get)
                .orElseGet(() -> run.measured().ops().total());
    }

    private static Metric throughput(String name, Optional<OperationKind> operation) {
        return new Metric(
                name,
                MetricUnit.BYTES_PER_SECOND,
                Direction.HIGHER,
                run -> perSecond(run, bytes(run, operation)));
    }

    private static long bytes(Recording run, Optional<OperationKind> operation) {
        return operation
                .map(run.measured().bytes()::get)
                .orElseGet(() -> run.measured().bytes().transfers());
    }

    private static Reading perSecond(Recording run, long count) {
        return measured(run) ? Reading.of(run.measured().perSecond(count)) : nothing();
    }

    private static boolean measured(Recording run) {
        return run.measured().wallNs() > 0;
    }

    private static Reading nothing() {
        return Reading.absent("nothing was measured");
    }

    private static Metric ofRun(String figure) {
        return switch (figure) {
            case "errors" ->
                    new Metric(
                            figure,
                            MetricUnit.COUNT,
                            Direction.LOWER,
                            run -> Reading.of((double) errors(run)));
            case "depth" ->
                    new Metric(
                            figure,
                            MetricUnit.COUNT,
                            Direction.NEITHER,
                            run -> Reading.of(run.measured().depth(), "nothing was measured"));
            case "gap" -> new Metric(figure, MetricUnit.NS, Direction.LOWER, Metric::longestGap);
            default ->
                    new Metric(
                            figure,
                            MetricUnit.NS,
                            Direction.LOWER,
                            run ->
                                    Reading.of(
                                            run.cpuPerOperationNs(), "no operation was measured"));
        };
    }

    /** Operations of all phases that failed: an error in the warm-up is one. */
    private static long errors(Recording run) {
        return Arrays.stream(Phase.values()).mapToLong(phase -> run.phase(phase).errors()).sum();
    }

    private static Reading longestGap(Recording run) {
        return run.longestGap()
                .map(gap -> Reading.of((double) gap.lengthNs()))
                .orElseGet(Metric::nothing);
    }

    /** In the one spelling that is printed. */
    public String name() {
        return name;
    }

    public MetricUnit unit() {
        return unit;
    }

    public Direction direction() {
        return direction;
    }

    public Reading read(Recording run) {
        return reading.apply(run);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric && metric.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
