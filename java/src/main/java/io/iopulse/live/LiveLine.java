package io.iopulse.live;

import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows a run on one line, or as one line per interval. Has no thread: whoever waits for the run
 * calls {@link #tick} often, and it draws when something is due. Close it before the result is
 * printed: it leaves the line empty.
 */
public final class LiveLine implements AutoCloseable {
    /** Between two drawings of the line, and between two lines while filling. */
    private static final long REDRAW_NS = 200_000_000L;

    private static final long FILLING_LINES_NS = 1_000_000_000L;

    private final LiveStyle style;
    private final Supplier<Optional<Snapshot>> snapshots;
    private final LongSupplier clockNs;
    private final IntSupplier columns;
    private final PrintStream out;
    private long dueNs = Long.MIN_VALUE;
    private long intervalsShown;
    private int charactersShown;

    /**
     * A live view that has drawn nothing yet.
     *
     * @param snapshots asked only when something is to be drawn; empty: nothing to see yet
     * @param clockNs monotonic
     * @param columns width of the terminal, asked before each drawing
     * @param out normally standard error
     */
    public LiveLine(
            LiveStyle style,
            Supplier<Optional<Snapshot>> snapshots,
            LongSupplier clockNs,
            IntSupplier columns,
            PrintStream out) {
        this.style = style;
        this.snapshots = snapshots;
        this.clockNs = clockNs;
        this.columns = columns;
        this.out = out;
    }

    /** Draws if it is time to. */
    public void tick() {
        long nowNs = clockNs.getAsLong();
        if (style == LiveStyle.OFF || nowNs < dueNs) {
            return;
        }
        snapshots.get().ifPresent(snapshot -> draw(snapshot, nowNs));
    }

    private void draw(Snapshot snapshot, long nowNs) {
        if (style == LiveStyle.LINE) {
            dueNs = nowNs + REDRAW_NS;
            redraw(snapshot.stage() == Stage.DONE ? "" : SnapshotText.line(snapshot, width()));
        } else {
            append(snapshot, nowNs);
        }
    }

    private void append(Snapshot snapshot, long nowNs) {
        boolean filling = snapshot.stage() == Stage.PREPARING && snapshot.prepareBytesTotal() > 0;
        if (filling) {
            dueNs = nowNs + FILLING_LINES_NS;
        }
        if (filling || snapshot.recent().intervals() > intervalsShown) {
            intervalsShown = snapshot.recent().intervals();
            out.print(SnapshotText.plain(snapshot) + "\n");
            out.flush();
        }
    }

    /** One column stays free, so that no terminal goes on to the next line. */
    private int width() {
        return Math.max(0, columns.getAsInt() - 1);
    }

    /** Back to the first column, the text, blanks over what was there. */
    private void redraw(String text) {
        String shown = cut(text, width());
        int characters = shown.codePointCount(0, shown.length());
        int blanks = Math.max(0, charactersShown - characters);
        out.print("\r" + shown + " ".repeat(blanks) + "\b".repeat(blanks));
        out.flush();
        charactersShown = characters;
    }

    private static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** Empties the line, or adds the line of the last interval; may be called more than once. */
    @Override
    public void close() {
        if (style == LiveStyle.LINES) {
            snapshots
                    .get()
                    .filter(snapshot -> snapshot.stage() != Stage.PREPARING)
                    .ifPresent(snapshot -> append(snapshot, clockNs.getAsLong()));
        }
        if (charactersShown > 0) {
            redraw("");
        }
    }
}
