package io.iopulse.live;

import io.iopulse.measure.DeviceUse;
import io.iopulse.measure.Figure;
import io.iopulse.measure.Interval;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Latency;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.units.Printable;
import io.iopulse.workload.Component;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The lines of a full screen. What takes time to work out, the latencies of the newest interval, is
 * kept from one screen to the next as long as no further interval has ended.
 */
final class ScreenText {
    private static final int LABEL = 11;
    private static final int VALUE = 15;
    private static final int BAR_ROWS_MAX = 12;
    private static final int BAR_LABEL = 10;
    private static final int BAR_CELLS_MAX = 50;
    private static final int DEVICES_MAX = 3;
    private static final int TABLE_ROWS_MIN = 2;
    private static final String FULL = "█";

    private final Workload workload;
    private final boolean styled;
    private final long depthAsked;
    private final WorkerTable table;
    private final List<String> lines = new ArrayList<>();
    private ScreenSize size = ScreenSize.LEAST;
    private Recent shown = Recent.NONE;
    private Latency latency = new Latency();

    ScreenText(Workload workload, boolean styled) {
        this.workload = workload;
        this.styled = styled;
        depthAsked =
                workload.components().stream()
                        .mapToLong(part -> (long) part.workers() * part.load().queueDepth())
                        .sum();
        table = new WorkerTable(componentNames(workload));
    }

    private static List<String> componentNames(Workload workload) {
        List<String> names = new ArrayList<>();
        for (Component component : workload.components()) {
            for (int i = 0; i < component.workers(); i++) {
                names.add(Printable.of(component.name()));
            }
        }
        return names;
    }

    /** The table of the workers, for keys that move or sort it. */
    WorkerTable table() {
        return table;
    }

    /** As many lines as the screen has rows, or fewer; none is longer than it is wide. */
    List<String> lines(Snapshot snapshot, ScreenSize screen) {
        size = screen;
        lines.clear();
        see(snapshot.recent());
        addHead(snapshot);
        if (snapshot.recent().intervals() > 0) {
            addCurves(snapshot.recent());
            addConduct(snapshot);
            addDistribution();
            addWorkers();
        }
        while (lines.size() < size.rows() - 1) {
            lines.add("");
        }
        List<String> fitting = new ArrayList<>(lines.subList(0, Math.max(0, size.rows() - 1)));
        fitting.add(keys());
        return fitting;
    }

    private void see(Recent recent) {
        if (recent.intervals() != shown.intervals()) {
            latency = Latency.sum(recent.newest().stream().map(Interval::serviceLatency).toList());
            table.see(recent.newest());
            shown = recent;
        }
    }

    private ScreenLine line() {
        return new ScreenLine(size.columns(), styled);
    }

    private void add(ScreenLine line) {
        lines.add(line.toString().stripTrailing());
    }

    private int rowsLeft() {
        return size.rows() - 1 - lines.size();
    }

    private void addHead(Snapshot snapshot) {
        String name = Printable.of(workload.name());
        ScreenLine head = line().add(" ").add(Style.TITLE, name).add("  ");
        head.add(SnapshotText.progress(snapshot, head.left()));
        add(head);
        add(line());
    }

    private void addCurves(Recent recent) {
        addCurve(recent, "IOPS", f -> OptionalDouble.of(f.opsPerSecond()), Figure::perSecond);
        addCurve(
                recent,
                "throughput",
                f -> OptionalDouble.of(f.bytesPerSecond()),
                rate -> Figure.perSecond(rate / 1e6) + " MB/s");
        addCurve(recent, "p50", f -> wide(f.p50Ns()), Figure::time);
        addCurve(recent, "p99", f -> wide(f.p99Ns()), Figure::time);
        addCurve(recent, "max", f -> wide(f.maxNs()), Figure::time);
    }

    private static OptionalDouble wide(OptionalLong value) {
        return value.isPresent()
                ? OptionalDouble.of((double) value.getAsLong())
                : OptionalDouble.empty();
    }

    /** Turns a value into text. */
    private interface Format {
        String of(double value);
    }

    private void addCurve(
            Recent recent,
            String label,
            Function<IntervalFigures, OptionalDouble> figure,
            Format format) {
        List<OptionalDouble> values = recent.last().stream().map(figure).toList();
        OptionalDouble newest = values.get(values.size() - 1);
        String value = newest.isPresent() ? format.of(newest.getAsDouble()) : "-";
        ScreenLine line = labelled(label, value);
        String range = range(values, format);
        int room = line.left() - range.length() - 3;
        String curve = Sparkline.of(values, Math.min(Recent.LAST_MAX, Math.max(0, room)));
        add(line.add(Style.CURVE, curve).add("  ").add(Style.LABEL, range));
    }

    private static String range(List<OptionalDouble> values, Format format) {
        double[] present = values.stream().flatMapToDouble(OptionalDouble::stream).toArray();
        return present.length == 0
                ? ""
                : format.of(DoubleStream.of(present).min().orElseThrow())
                        + " to "
                        + format.of(DoubleStream.of(present).max().orElseThrow());
    }

    private ScreenLine labelled(String label, String value) {
        return line().add(Style.LABEL, " " + pad(label, LABEL)).add(pad(value, VALUE));
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.codePointCount(0, text.length())));
    }

    private void addConduct(Snapshot snapshot) {
        IntervalFigures newest = snapshot.recent().figures().orElseThrow();
        newest.rateAsked().ifPresent(asked -> addRate(newest, asked));
        add(
                labelled(
                        "depth",
                        Figure.significant(newest.depth())
                                + " of "
                                + Figure.count(depthAsked)
                                + backlog(newest)));
        add(
                labelled(
                        "so far",
                        Figure.count(snapshot.recent().measuredOps())
                                + " operations, "
                                + Figure.bytes(snapshot.recent().measuredBytes())
                                + " measured"));
        String errors = Figure.count(snapshot.errors());
        add(
                line().add(Style.LABEL, " " + pad("errors", LABEL))
                        .add(snapshot.errors() > 0 ? Style.ALARM : Style.PLAIN, errors));
        snapshot.devices().stream().limit(DEVICES_MAX).forEach(this::addDevice);
    }

    private static String backlog(IntervalFigures newest) {
        return newest.backlog() == 0
                ? ""
                : ", and " + Figure.count(newest.backlog()) + " waiting for their start";
    }

    private void addRate(IntervalFigures newest, double asked) {
        boolean bytes = workload.components().get(0).load().pace().arrivals().orElseThrow().bytes();
        double achieved = bytes ? newest.bytesPerSecond() : newest.opsPerSecond();
        double share = asked > 0 ? achieved / asked : 1;
        int cells = 20;
        int full = (int) Math.round(Math.min(1, share) * cells);
        add(
                labelled("rate", Figure.percent(share))
                        .add("[" + "=".repeat(full) + " ".repeat(cells - full) + "] ")
                        .add(rate(achieved, bytes) + " of " + rate(asked, bytes) + " asked"));
    }

    private static String rate(double rate, boolean bytes) {
        return bytes ? Figure.perSecond(rate / 1e6) + " MB/s" : Figure.perSecond(rate);
    }

    private void addDevice(DeviceUse device) {
        add(
                labelled("device", Printable.of(device.name()))
                        .add(
                                "busy %s, %s requests/s, %s MB/s"
                                        .formatted(
                                                Figure.percent(device.busyShare()),
                                                Figure.perSecond(device.opsPerSecond()),
                                                Figure.perSecond(device.bytesPerSecond() / 1e6))));
    }

    private void addDistribution() {
        int forTable = table.rows() > 1 ? TABLE_ROWS_MIN + Math.min(4, table.rows()) : 0;
        int most = Math.min(BAR_ROWS_MAX, rowsLeft() - 2 - forTable);
        List<LatencyBars.Bar> bars = most < 2 ? List.of() : LatencyBars.of(latency, most);
        if (bars.isEmpty()) {
            return;
        }
        add(line());
        add(line().add(Style.LABEL, " latency of the last interval"));
        double highest = bars.stream().mapToDouble(LatencyBars.Bar::share).max().orElseThrow();
        int cells = Math.min(BAR_CELLS_MAX, size.columns() - BAR_LABEL - 14);
        for (LatencyBars.Bar bar : bars) {
            int full = (int) Math.ceil(bar.share() / highest * cells);
            add(
                    line().add(Style.LABEL, "  " + pad(bar.label(), BAR_LABEL))
                            .add(Style.CURVE, FULL.repeat(full))
                            .add(" " + Figure.percent(bar.share())));
        }
    }

    private void addWorkers() {
        int rows = rowsLeft() - TABLE_ROWS_MIN;
        if (table.rows() > 1 && rows > 0) {
            add(line());
            table.lines(rows).forEach(row -> add(row.on(line())));
        }
    }

    private String keys() {
        String sort = table.rows() > 1 ? "   s sort workers   ↑↓ scroll" : "";
        return line().add(Style.LABEL, " Esc one line   q stop" + sort).toString();
    }
}
