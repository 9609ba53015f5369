package io.iopulse.report;

import static io.iopulse.measure.OperationKind.FDATASYNC;
import static io.iopulse.measure.OperationKind.FSYNC;
import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.TRIM;
import static io.iopulse.measure.OperationKind.WRITE;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.ComponentFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Columns of the time series that belong together.
 *
 * @param cells one per name; empty where nothing was measured
 */
record CsvColumn(List<String> names, Function<CsvRow, List<String>> cells) {
    /** Columns that hold no numbers. */
    static final Set<String> TEXTS = Set.of("run", "component", "phase", "timestamp");

    private static final String NONE = "";
    private static final double NS_PER_SECOND = 1e9;

    /** Of every time series, whatever its runs did, so that several may be put together. */
    static List<CsvColumn> all(boolean perWorker) {
        List<CsvColumn> columns = new ArrayList<>();
        columns.add(one("run", row -> row.facts().workload().name()));
        if (perWorker) {
            columns.add(one("component", CsvColumn::component));
            columns.add(one("worker_id", row -> number(row.worker().orElseThrow())));
        }
        addTimes(columns);
        addOperations(columns);
        columns.add(one("errors", row -> number(row.errors())));
        columns.add(one("depth", row -> number(row.depth())));
        columns.add(one("in_flight", row -> number(row.inFlight())));
        columns.add(one("gap_max_ns", row -> number(row.gapMaxNs())));
        addPace(columns);
        addLatencies(columns);
        return columns;
    }

    private static CsvColumn one(String name, Function<CsvRow, String> cell) {
        return new CsvColumn(List.of(name), row -> List.of(cell.apply(row)));
    }

    private static String component(CsvRow row) {
        int first = 0;
        int worker = row.worker().orElseThrow();
        for (ComponentFacts component : row.facts().components()) {
            first += component.places().size();
            if (worker < first) {
                return component.name();
            }
        }
        throw new IllegalArgumentException("worker " + worker + " is in no component");
    }

    private static void addTimes(List<CsvColumn> columns) {
        columns.add(one("phase", row -> row.phase().label()));
        columns.add(one("interval", row -> number(row.number())));
        columns.add(one("covers", row -> number(row.covers())));
        columns.add(one("start_s", row -> number(row.startNs() / NS_PER_SECOND)));
        columns.add(one("elapsed_s", row -> number(row.endNs() / NS_PER_SECOND)));
        columns.add(
                one("timestamp", row -> row.facts().startedAt().plusNanos(row.endNs()).toString()));
    }

    private static void addOperations(List<CsvColumn> columns) {
        for (OperationKind kind : OperationKind.values()) {
            addCount(columns, kind.label(), row -> row.ops().get(kind));
        }
        addCount(columns, "total", row -> row.ops().total());
        for (OperationKind kind : List.of(READ, WRITE, TRIM)) {
            addBytes(columns, kind.label(), bytes -> bytes.get(kind));
        }
        addBytes(columns, "total", OperationCounts::transfers);
    }

    private static void addCount(
            List<CsvColumn> columns, String name, Function<CsvRow, Long> count) {
        columns.add(one(name + "_ops", row -> number(count.apply(row))));
        columns.add(one(name + "_iops", row -> rate(row, count.apply(row))));
    }

    private static void addBytes(
            List<CsvColumn> columns, String name, Function<OperationCounts, Long> bytes) {
        columns.add(one(name + "_bytes", row -> number(bytes.apply(row.bytes()))));
        columns.add(one(name + "_bytes_per_s", row -> rate(row, bytes.apply(row.bytes()))));
    }

    private static String rate(CsvRow row, long count) {
        return row.hasRates() ? number(row.perSecond(count)) : NONE;
    }

    private static void addPace(List<CsvColumn> columns) {
        columns.add(
                one(
                        "rate_asked_per_s",
                        row ->
                                row.rateAsked().isPresent()
                                        ? number(row.rateAsked().getAsDouble())
                                        : NONE));
        columns.add(paced("backlog", row -> row.pace().backlog()));
        columns.add(paced("late_ops", row -> row.pace().late()));
        columns.add(paced("tool_delay_max_ns", row -> row.pace().lateMaxNs()));
    }

    private static CsvColumn paced(String name, Function<CsvRow, Long> count) {
        return one(name, row -> row.hasRate() ? number(count.apply(row)) : NONE);
    }

    private static void addLatencies(List<CsvColumn> columns) {
        for (LatencyKind timed :
                List.of(LatencyKind.SERVICE, LatencyKind.RESPONSE, LatencyKind.LATENESS)) {
            for (OperationKind kind : List.of(READ, WRITE)) {
                columns.add(latency(kind.label(), timed, List.of(kind)));
            }
            columns.add(latency("both", timed, List.of(READ, WRITE)));
        }
        for (OperationKind kind : List.of(TRIM, FSYNC, FDATASYNC)) {
            columns.add(latency(kind.label(), LatencyKind.SERVICE, List.of(kind)));
        }
    }

    private static CsvColumn latency(
            String prefix, LatencyKind timed, List<OperationKind> operations) {
        List<String> names = new ArrayList<>();
        names.add("mean");
        Percentiles.SHOWN.forEach(percentile -> names.add("p" + percentile.replace('.', '_')));
        names.add("max");
        String group = prefix + "_" + timed.label() + "_";
        return new CsvColumn(
                names.stream().map(name -> group + name + "_ns").toList(),
                row ->
                        statistics(row.latencies().merged(timed, operations))
                                .orElse(Collections.nCopies(names.size(), NONE)));
    }

    /** A percentile with too few samples beyond it is no number to compute with. */
    private static Optional<List<String>> statistics(Optional<Latency> samples) {
        return samples.map(
                latency -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(number(latency.meanNs()));
                    for (String percentile : Percentiles.SHOWN) {
                        double value = Double.parseDouble(percentile);
                        cells.add(
                                latency.isPrintable(value)
                                        ? number(latency.percentileNs(value))
                                        : NONE);
                    }
                    cells.add(number(latency.maxNs()));
                    return cells;
                });
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    /** The digits that tell the double from all others, without an exponent. */
    private static String number(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return digits.signum() == 0 ? "0" : digits.toPlainString();
    }
}
