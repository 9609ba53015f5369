package io.iopulse.record;

import io.iopulse.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The intervals of one phase, merged by number over workers as they arrive. Rows never overlap: an
 * interval that covers several numbers joins the rows it touches. Only the newest rows keep their
 * histograms open, so memory grows by a few kilobytes per interval, whatever the workers.
 */
final class IntervalRows {
    /** Rows that wait for late workers before they are packed. */
    private static final int ROWS_OPEN_MAX = 4;

    private final int workers;
    private final List<LatencyTable> sums;
    private final TreeMap<Long, IntervalRow> rows = new TreeMap<>();
    private final List<IntervalRow> openRows = new ArrayList<>();

    /** {@code sums} of the components take in the latencies of every row that is packed. */
    IntervalRows(int workers, List<LatencyTable> sums) {
        this.workers = workers;
        this.sums = List.copyOf(sums);
    }

    void add(Interval interval, int component) {
        IntervalRow row = rowWith(interval);
        row.add(interval, component);
        rows.put(row.number(), row);
        if (!openRows.contains(row)) {
            openRows.add(row);
        }
        while (openRows.size() > ROWS_OPEN_MAX) {
            openRows.remove(0).pack(sums);
        }
    }

    /** Packs the rows that no worker can add to any more. */
    void packBefore(long number) {
        for (IntervalRow row : openRows) {
            if (row.numberEnd() <= number) {
                row.pack(sums);
                row.seal();
            }
        }
        openRows.removeIf(row -> row.numberEnd() <= number);
    }

    /** The row of an interval, taken out: its number may change. */
    private IntervalRow rowWith(Interval interval) {
        List<IntervalRow> touched = touched(interval.number(), interval.covers());
        if (touched.isEmpty()) {
            return new IntervalRow(interval, workers, sums.size());
        }
        IntervalRow row = touched.get(0);
        rows.remove(row.number());
        for (IntervalRow later : touched.subList(1, touched.size())) {
            rows.remove(later.number());
            openRows.remove(later);
            row.absorb(later);
        }
        return row;
    }

    private List<IntervalRow> touched(long number, int covers) {
        List<IntervalRow> touched = new ArrayList<>();
        Map.Entry<Long, IntervalRow> before = rows.lowerEntry(number);
        if (before != null && before.getValue().numberEnd() > number) {
            touched.add(before.getValue());
        }
        touched.addAll(rows.subMap(number, number + covers).values());
        return touched;
    }

    /** Packs all rows; only then the components have all latencies. */
    List<IntervalSum> sums(long runStartNs, double wholeNs) {
        openRows.forEach(row -> row.pack(sums));
        openRows.clear();
        return rows.values().stream().map(row -> row.sum(runStartNs, wholeNs)).toList();
    }
}
