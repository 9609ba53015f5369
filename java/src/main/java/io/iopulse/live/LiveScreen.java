package io.iopulse.live;

import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.workload.Workload;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows a run on the whole terminal. Has no thread: whoever waits for the run calls {@link #tick}
 * often, and it draws when something is due.
 */
public final class LiveScreen {
    private static final long REDRAW_NS = 200_000_000L;
    private static final String HOME = "\u001b[H";
    private static final String END_LINE = "\u001b[K";
    private static final String END_SCREEN = "\u001b[J";

    private final Supplier<Optional<Snapshot>> snapshots;
    private final LongSupplier clockNs;
    private final Supplier<ScreenSize> size;
    private final PrintStream out;
    private final Runnable stop;
    private final ScreenText text;
    private long dueNs = Long.MIN_VALUE;

    /**
     * A screen that has drawn nothing yet.
     *
     * @param clockNs monotonic
     * @param size of the terminal, asked before each drawing
     * @param stop what asks the run for its end
     * @param styled whether escape sequences may colour the text
     */
    public LiveScreen(
            Workload workload,
            Supplier<Optional<Snapshot>> snapshots,
            LongSupplier clockNs,
            Supplier<ScreenSize> size,
            PrintStream out,
            Runnable stop,
            boolean styled) {
        this.snapshots = snapshots;
        this.clockNs = clockNs;
        this.size = size;
        this.out = out;
        this.stop = stop;
        text = new ScreenText(workload, styled);
    }

    /**
     * Does what keys ask for, and draws if it is time to.
     *
     * @return whether the user wants to go on seeing it
     */
    public boolean tick(List<Key> keys) {
        for (Key key : keys) {
            if (key == Key.ESCAPE) {
                return false;
            }
            press(key);
            dueNs = Long.MIN_VALUE;
        }
        if (clockNs.getAsLong() >= dueNs) {
            snapshots.get().filter(now -> now.stage() != Stage.DONE).ifPresent(this::draw);
        }
        return true;
    }

    private void press(Key key) {
        switch (key) {
            case QUIT -> stop.run();
            case SORT -> text.table().sortByNext();
            case UP -> text.table().move(-1, false);
            case DOWN -> text.table().move(1, false);
            case PAGE_UP -> text.table().move(-1, true);
            case PAGE_DOWN -> text.table().move(1, true);
            case ESCAPE -> {}
        }
    }

    private void draw(Snapshot snapshot) {
        dueNs = clockNs.getAsLong() + REDRAW_NS;
        String lines = String.join(END_LINE + "\r\n", text.lines(snapshot, size.get()));
        out.print(HOME + lines + END_LINE + END_SCREEN);
        out.flush();
    }
}
