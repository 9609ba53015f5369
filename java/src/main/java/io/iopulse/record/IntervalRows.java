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

    private final TreeMap<Long, IntervalRow> rows = new TreeMap<>();
    private final List<IntervalRow> openRows = new ArrayList<>();

    void add(Interval interval) {
        IntervalRow row = rowWith(interval);
        if (!openRows.contains(row)) {
            openRows.add(row);
        }
        while (openRows.size() > ROWS_OPEN_MAX) {
            openRows.remove(0).pack();
        }
    }

    /** Packs the rows that no worker can add to any more. */
    void packBefore(long number) {
        for (IntervalRow row : openRows) {
            if (row.numberEnd() <= number) {
                row.pack();
            }
        }
        openRows.removeIf(row -> row.numberEnd() <= number);
    }

    private IntervalRow rowWith(Interval interval) {
        List<IntervalRow> touched = touched(interval.number(), interval.covers());
        if (touched.isEmpty()) {
            IntervalRow row = new IntervalRow(interval);
            rows.put(row.number(), row);
            return row;
        }
        IntervalRow row = touched.get(0);
        rows.remove(row.number());
        for (IntervalRow later : touched.subList(1, touched.size())) {
            rows.remove(later.number());
            openRows.remove(later);
            row.absorb(later);
        }
        row.add(interval);
        rows.put(row.number(), row);
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

    List<IntervalSum> sums(long runStartNs, double wholeNs) {
        return rows.values().stream().map(row -> row.sum(runStartNs, wholeNs)).toList();
    }
}
