package io.iopulse.live;

import io.iopulse.measure.Figure;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** One snapshot as one line. */
final class SnapshotText {
    private static final int BAR_CELLS_MAX = 20;
    private static final int BAR_CELLS_MIN = 4;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String WIDE = "  ";
    private static final String NARROW = " ";

    /** What a line is made of, from left to right. */
    private enum Part {
        LABEL,
        BAR,
        PERCENT,
        TIME,
        FILLED,
        IOPS,
        BYTES,
        P50,
        P99,
        ERRORS
    }

    /** What gives way where the columns do not suffice, once the bar is short: first goes first. */
    private static final List<Part> LEAST_NEEDED =
            List.of(Part.PERCENT, Part.LABEL, Part.BAR, Part.P50, Part.BYTES, Part.TIME, Part.P99);

    private SnapshotText() {}

    /**
     * {@code measure [====> ] 40 % 0:18 left IOPS 41,152 169 MB/s p50 742 µs …}, with what fits
     * into so many characters.
     */
    static String line(Snapshot snapshot, int characters) {
        return line(figures(snapshot), snapshot, characters);
    }

    /** Of the same, how far the run is. */
    static String progress(Snapshot snapshot, int characters) {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        if (snapshot.stage() == Stage.PREPARING) {
            addFilling(parts, snapshot);
        }
        return line(parts, snapshot, characters);
    }

    private static String line(Map<Part, String> parts, Snapshot snapshot, int characters) {
        parts.put(Part.LABEL, label(snapshot.stage()));
        parts.put(
                Part.TIME,
                snapshot.remainingNs().isPresent()
                        ? left(snapshot.remainingNs().getAsLong())
                        : clock(snapshot.elapsedNs()) + " so far");
        snapshot.progress()
                .ifPresent(
                        progress -> {
                            parts.put(Part.BAR, bar(progress, BAR_CELLS_MIN));
                            parts.put(Part.PERCENT, percent(progress));
                        });
        String gap = fit(parts, snapshot.stage(), characters);
        int spare = characters - joined(parts, gap).length();
        int cells = Math.max(BAR_CELLS_MIN, Math.min(BAR_CELLS_MAX, BAR_CELLS_MIN + spare));
        parts.computeIfPresent(
                Part.BAR, (part, shortest) -> bar(snapshot.progress().orElseThrow(), cells));
        return joined(parts, gap);
    }

    /** Leaves out what does not fit; returns what stands between the rest. */
    private static String fit(Map<Part, String> parts, Stage stage, int characters) {
        for (Part part : LEAST_NEEDED) {
            if (joined(parts, WIDE).length() <= characters) {
                return WIDE;
            }
            boolean obvious =
                    part == Part.PERCENT || (part == Part.LABEL && stage == Stage.MEASURING);
            if (!obvious && joined(parts, NARROW).length() <= characters) {
                return NARROW;
            }
            parts.remove(part);
        }
        return NARROW;
    }

    private static String joined(Map<Part, String> parts, String gap) {
        return String.join(gap, parts.values());
    }

    /**
     * One line of a log, which comes when an interval has ended: of which stage it was, when in
     * that stage it ended, and how far that stage is.
     */
    static String plain(Snapshot snapshot) {
        Map<Part, String> parts = figures(snapshot);
        if (snapshot.stage() == snapshot.intervalStage()) {
            snapshot.progress()
                    .ifPresent(progress -> parts.put(Part.PERCENT, percent(progress).strip()));
            snapshot.remainingNs().ifPresent(left -> parts.put(Part.TIME, left(left)));
        }
        return label(snapshot.intervalStage())
                + " "
                + clock(snapshot.intervalEndNs())
                + ": "
                + joined(parts, ", ");
    }

    private static String label(Stage stage) {
        return switch (stage) {
            case PREPARING -> "prepare";
            case WARMING_UP -> "warm-up";
            case MEASURING -> "measure";
            case DRAINING -> "drain";
            case VERIFYING -> "verify";
            case DONE -> "done";
        };
    }

    private static String bar(double progress, int cells) {
        int full = (int) (progress * cells);
        String head = full < cells ? ">" : "";
        String done = "=".repeat(full) + head;
        return "[" + done + " ".repeat(cells - done.length()) + "]";
    }

    private static String percent(double progress) {
        return String.format(Locale.ROOT, "%3d %%", (int) (progress * 100));
    }

    /** A second that has begun is still left. */
    private static String left(long ns) {
        return clock(ns + SECOND_NS - 1) + " left";
    }

    private static Map<Part, String> figures(Snapshot snapshot) {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        if (snapshot.stage() == Stage.PREPARING) {
            addFilling(parts, snapshot);
            return parts;
        }
        snapshot.recent().figures().ifPresent(newest -> addFigures(parts, newest));
        parts.put(
                Part.ERRORS,
                Figure.count(snapshot.errors()) + (snapshot.errors() == 1 ? " error" : " errors"));
        return parts;
    }

    private static void addFigures(Map<Part, String> parts, IntervalFigures newest) {
        parts.put(Part.IOPS, "IOPS " + Figure.perSecond(newest.opsPerSecond()));
        parts.put(Part.BYTES, Figure.perSecond(newest.bytesPerSecond() / 1e6) + " MB/s");
        parts.put(Part.P50, "p50 " + time(newest.p50Ns()));
        parts.put(Part.P99, "p99 " + time(newest.p99Ns()));
    }

    private static void addFilling(Map<Part, String> parts, Snapshot snapshot) {
        String total = Figure.bytes(snapshot.prepareBytesTotal());
        if (snapshot.prepareBytesTotal() > 0) {
            parts.put(Part.FILLED, Figure.bytes(snapshot.preparedBytes()) + " of " + total);
            parts.put(
                    Part.BYTES, Figure.perSecond(snapshot.bytesPerSecond() / (1 << 20)) + " MiB/s");
        }
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
