package io.iopulse.report;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.LatencyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The table of latencies. A percentile with too few samples beyond it carries a mark. */
final class LatencyText {
    private static final String FOOTNOTE =
            "  * fewer than " + Latency.SAMPLES_BEYOND_MIN + " samples beyond it";

    private LatencyText() {}

    /** A head, one row per timed stretch and operation, and the mark's meaning where it occurs. */
    static List<String> lines(LatencyTable latencies) {
        TextTable table = new TextTable();
        table.add(head());
        for (LatencyKind kind : LatencyKind.values()) {
            addRows(table, latencies, kind);
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (lines.stream().anyMatch(line -> line.contains(TextTable.MARK))) {
            lines.add(FOOTNOTE);
        }
        return lines;
    }

    private static List<String> head() {
        List<String> head = new ArrayList<>(List.of("latency", "min", "mean"));
        Percentiles.SHOWN.forEach(percentile -> head.add("p" + percentile));
        head.add("max");
        return head;
    }

    private static void addRows(TextTable table, LatencyTable latencies, LatencyKind kind) {
        Set<OperationKind> operations = latencies.operations(kind);
        for (OperationKind operation : operations) {
            latencies
                    .get(kind, operation)
                    .ifPresent(latency -> table.add(row(kind, operation.label(), latency)));
            if (operation == WRITE && operations.contains(READ)) {
                latencies
                        .merged(kind, List.of(READ, WRITE))
                        .ifPresent(latency -> table.add(row(kind, "both", latency)));
            }
        }
    }

    private static List<String> row(LatencyKind kind, String operation, Latency latency) {
        List<String> row = new ArrayList<>();
        row.add(kind.label().replace('_', ' ') + " " + operation);
        row.add(Figure.time(latency.minNs()));
        row.add(Figure.time(latency.meanNs()));
        for (String percentile : Percentiles.SHOWN) {
            row.add(percentile(latency, Double.parseDouble(percentile)));
        }
        row.add(Figure.time(latency.maxNs()));
        return row;
    }

    /** The value, marked when it is not solid. */
    static String percentile(Latency latency, double percentile) {
        String value = Figure.time(latency.percentileNs(percentile));
        return latency.isPrintable(percentile) ? value : value + TextTable.MARK;
    }
}
