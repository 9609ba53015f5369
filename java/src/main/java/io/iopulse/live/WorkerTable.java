package io.iopulse.live;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The workers in the newest interval, sorted; a window of them is shown. */
final class WorkerTable {
    private static final String SORTED = "▾";

    private final List<String> componentOf;
    private final boolean isComposite;
    private List<WorkerRow> workers = List.of();
    private WorkerRow.Order order = WorkerRow.Order.P99;
    private int first;
    private int page = 1;

    /** {@code componentOf} names the component of each worker. */
    WorkerTable(List<String> componentOf) {
        this.componentOf = componentOf;
        isComposite = componentOf.stream().distinct().count() > 1;
    }

    /** A line in its style. */
    record Row(Style style, String text) {
        ScreenLine on(ScreenLine line) {
            return line.add(style, text);
        }
    }

    void see(List<Interval> newest) {
        workers = WorkerRow.of(newest);
    }

    int rows() {
        return workers.size();
    }

    void sortByNext() {
        order = order.next();
        first = 0;
    }

    /** Moves the window by rows, or by whole pages. */
    void move(int rows, boolean pages) {
        first += rows * (pages ? page : 1);
    }

    /** A head and at most so many workers. */
    List<Row> lines(int most) {
        page = most;
        first = Math.max(0, Math.min(first, workers.size() - most));
        List<Row> lines = new ArrayList<>();
        lines.add(new Row(Style.LABEL, head()));
        workers.stream()
                .sorted(order.order())
                .skip(first)
                .limit(most)
                .map(
                        worker ->
                                new Row(
                                        worker.errors() > 0 ? Style.ALARM : Style.PLAIN,
                                        row(worker)))
                .forEach(lines::add);
        return lines;
    }

    private String head() {
        return row(
                        title(WorkerRow.Order.WORKER),
                        "component",
                        title(WorkerRow.Order.IOPS),
                        "MB/s",
                        "depth",
                        "p50",
                        title(WorkerRow.Order.P99),
                        title(WorkerRow.Order.MAX),
                        title(WorkerRow.Order.ERRORS))
                + (first > 0 ? "  from " + Figure.count(first + 1) : "");
    }

    private String title(WorkerRow.Order column) {
        return (column == order ? SORTED : "") + column.label();
    }

    private String row(WorkerRow worker) {
        boolean idle = worker.maxNs() == 0;
        return row(
                worker.worker(),
                componentOf.get(worker.worker()),
                Figure.perSecond(worker.opsPerSecond()),
                Figure.perSecond(worker.bytesPerSecond() / 1e6),
                Figure.significant(worker.depth()),
                idle ? "-" : Figure.time(worker.p50Ns()),
                idle ? "-" : Figure.time(worker.p99Ns()),
                idle ? "-" : Figure.time(worker.maxNs()),
                Figure.count(worker.errors()));
    }

    private String row(Object... cells) {
        String name = isComposite ? "  %2$-16.16s" : "";
        String format = "%1$8s" + name + " %3$11s %4$8s %5$6s %6$9s %7$9s %8$9s %9$8s";
        return String.format(Locale.ROOT, format, cells);
    }
}
