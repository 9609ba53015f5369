package io.iopulse.live;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** One snapshot as one line. */
final class SnapshotText {
    private static final int BAR_CELLS = 20;
    private static final long SECOND_NS = 1_000_000_000L;

    private SnapshotText() {}

    /** {@code measure [====> ] 40 % 0:18 left IOPS 41,152 169 MB/s p50 742 µs …}. */
    static String line(Snapshot snapshot) {
        List<String> parts = new ArrayList<>();
        snapshot.progress().ifPresent(progress -> parts.add(bar(progress)));
        if (snapshot.remainingNs().isEmpty()) {
            parts.add(clock(snapshot.elapsedNs()) + " so far");
        }
        addFigures(parts, snapshot);
        return label(snapshot.stage()) + " " + String.join("  ", parts);
    }

    /** The same without a bar. */
    static String plain(Snapshot snapshot) {
        List<String> parts = new ArrayList<>();
        snapshot.progress().ifPresent(progress -> parts.add(percent(progress).strip()));
        addFigures(parts, snapshot);
        return label(snapshot.stage())
                + " "
                + clock(snapshot.elapsedNs())
                + ": "
                + String.join(", ", parts);
    }

    private static String label(Stage stage) {
        return switch (stage) {
            case PREPARING -> "prepare";
            case WARMING_UP -> "warm-up";
            case MEASURING -> "measure";
            case DRAINING -> "drain";
            case DONE -> "done";
        };
    }

    private static String bar(double progress) {
        int full = (int) (progress * BAR_CELLS);
        String head = full < BAR_CELLS ? ">" : "";
        String done = "=".repeat(full) + head;
        return "[" + done + " ".repeat(BAR_CELLS - done.length()) + "] " + percent(progress);
    }

    private static String percent(double progress) {
        return String.format(Locale.ROOT, "%3d %%", (int) (progress * 100));
    }

    private static void addFigures(List<String> parts, Snapshot snapshot) {
        snapshot.remainingNs().ifPresent(left -> parts.add(clock(left) + " left"));
        if (snapshot.stage() == Stage.PREPARING) {
            parts.add(
                    Figure.bytes(snapshot.preparedBytes())
                            + " of "
                            + Figure.bytes(snapshot.prepareBytesTotal()));
            parts.add(Figure.perSecond(snapshot.bytesPerSecond() / (1 << 20)) + " MiB/s");
            return;
        }
        if (snapshot.intervals() > 0) {
            parts.add("IOPS " + Figure.perSecond(snapshot.opsPerSecond()));
            parts.add(Figure.perSecond(snapshot.bytesPerSecond() / 1e6) + " MB/s");
            parts.add("p50 " + time(snapshot.p50Ns()));
            parts.add("p99 " + time(snapshot.p99Ns()));
        }
        parts.add(
                Figure.count(snapshot.errors()) + (snapshot.errors() == 1 ? " error" : " errors"));
    }

    private static String time(OptionalLong ns) {
        return ns.isPresent() ? Figure.time(ns.getAsLong()) : "-";
    }

    /** {@code 0:18} or {@code 1:02:03}. */
    static String clock(long ns) {
        long seconds = ns / SECOND_NS;
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }
}
