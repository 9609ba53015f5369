package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.Recording;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The points of the page's charts: the columns of the CSV by name, and how many operations took how
 * long in each. A run of more intervals than a screen has pixels is shown in sums of several.
 */
final class PageSeries {
    static final int POINTS_MAX = 3600;

    /** Rows of the heat map per factor of two of latency. */
    static final int ROWS_PER_OCTAVE = 8;

    private static final int ROW_BITS = 3;
    private static final List<LatencyKind> TIMED =
            List.of(LatencyKind.SERVICE, LatencyKind.RESPONSE);
    private static final List<OperationKind> MAPPED =
            List.of(OperationKind.READ, OperationKind.WRITE);

    private final int intervalsPerPoint;
    private final List<CsvColumn> csv = CsvColumn.all(false);
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, List<long[]>> heat = new LinkedHashMap<>();

    PageSeries(Recording recording) {
        this(recording, POINTS_MAX);
    }

    PageSeries(Recording recording, int pointsMax) {
        int intervals = recording.intervals().size();
        intervalsPerPoint = Math.max(1, (intervals + pointsMax - 1) / pointsMax);
        csv.forEach(column -> column.names().forEach(name -> columns.put(name, new ArrayList<>())));
        addPoints(recording);
        columns.values().removeIf(cells -> cells.stream().allMatch(String::isEmpty));
        heat.values().removeIf(points -> points.stream().allMatch(point -> point.length == 0));
    }

    private void addPoints(Recording recording) {
        IntervalPace pace = new IntervalPace(recording);
        List<CsvRow> together = new ArrayList<>();
        for (IntervalSum interval : recording.intervals()) {
            boolean isFull = together.size() == intervalsPerPoint;
            if (isFull || (!together.isEmpty() && together.get(0).phase() != interval.phase())) {
                add(CsvRow.sum(together));
                together.clear();
            }
            together.add(CsvRow.of(recording.facts(), pace, interval));
        }
        if (!together.isEmpty()) {
            add(CsvRow.sum(together));
        }
    }

    private void add(CsvRow row) {
        for (CsvColumn column : csv) {
            List<String> cells = column.cells().apply(row);
            for (int i = 0; i < cells.size(); i++) {
                columns.computeIfAbsent(column.names().get(i), name -> new ArrayList<>())
                        .add(cells.get(i));
            }
        }
        for (LatencyKind timed : TIMED) {
            for (OperationKind kind : MAPPED) {
                heat.computeIfAbsent(kind.label() + "_" + timed.label(), name -> new ArrayList<>())
                        .add(rows(row, timed, kind));
            }
        }
    }

    /** Row and operations, again and again. */
    private static long[] rows(CsvRow row, LatencyKind timed, OperationKind kind) {
        TreeMap<Integer, Long> rows = new TreeMap<>();
        row.latencies()
                .get(timed, kind)
                .ifPresent(
                        latency ->
                                latency.forEachBucket(
                                        (upperNs, samples) ->
                                                rows.merge(rowOf(upperNs), samples, Long::sum)));
        return rows.entrySet().stream()
                .flatMapToLong(entry -> LongStream.of(entry.getKey(), entry.getValue()))
                .toArray();
    }

    /** The row of a latency; row r begins at 2^(r/8) · (1 + (r mod 8)/8) ns. */
    static int rowOf(long ns) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(1, Math.min(ns, Latency.HIGHEST_NS)));
        long fraction = octave < ROW_BITS ? ns << (ROW_BITS - octave) : ns >> (octave - ROW_BITS);
        return octave * ROWS_PER_OCTAVE + (int) (fraction & (ROWS_PER_OCTAVE - 1));
    }

    String json() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = PageData.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("intervals_per_point", intervalsPerPoint);
            json.writeObjectFieldStart("columns");
            for (Map.Entry<String, List<String>> column : columns.entrySet()) {
                writeColumn(json, column.getKey(), column.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("heat");
            for (Map.Entry<String, List<long[]>> map : heat.entrySet()) {
                json.writeArrayFieldStart(map.getKey());
                for (long[] point : map.getValue()) {
                    json.writeArray(point, 0, point.length);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeColumn(JsonGenerator json, String name, List<String> cells)
            throws IOException {
        boolean isText = CsvColumn.TEXTS.contains(name);
        json.writeArrayFieldStart(name);
        for (String cell : cells) {
            if (isText) {
                json.writeString(cell);
            } else if (cell.isEmpty()) {
                json.writeNull();
            } else {
                json.writeNumber(cell);
            }
        }
        json.writeEndArray();
    }
}
