package io.iopulse.cli;

import io.iopulse.config.LiveMode;
import io.iopulse.live.FullTerminal;
import io.iopulse.live.LiveLine;
import io.iopulse.live.LiveScreen;
import io.iopulse.live.LiveStyle;
import io.iopulse.live.ScreenSize;
import io.iopulse.measure.Snapshot;
import io.iopulse.run.Clock;
import io.iopulse.workload.Workload;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows a run while another thread waits for it; close leaves the terminal as it was. */
final class LiveThread implements AutoCloseable {
    private static final long TICK_MS = 50;

    /** For {@code --live=full}: below this there would be nothing to see. */
    private static final ScreenSize SMALLEST = new ScreenSize(40, 10);

    private final LiveMode mode;
    private final Shown shown;
    private final PrintStream err;
    private final LiveStyle style;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /**
     * What is shown.
     *
     * @param stop what asks it for its end
     */
    record Shown(Workload workload, Supplier<Optional<Snapshot>> snapshots, Runnable stop) {}

    private LiveThread(Shown shown, LiveMode mode, PrintStream err) {
        this.shown = shown;
        this.mode = mode;
        this.err = err;
        style = style(mode);
        thread = new Thread(this::draw, "live");
        thread.setDaemon(true);
    }

    /** How the standard streams of this process let it be shown. */
    static LiveStyle style(LiveMode mode) {
        return mode == LiveMode.OFF || mode == LiveMode.LINES
                ? style(mode, false, false)
                : style(
                        mode,
                        Terminals.isTerminal(Terminals.STANDARD_OUTPUT),
                        Terminals.isTerminal(Terminals.STANDARD_ERROR));
    }

    static LiveThread show(Shown shown, LiveMode mode, PrintStream err) {
        LiveThread live = new LiveThread(shown, mode, err);
        live.thread.start();
        return live;
    }

    /**
     * What is drawn over needs a terminal on standard error; by itself a screen is taken only where
     * the text goes to the terminal, too, and not to a program that may use it as well.
     */
    static LiveStyle style(LiveMode mode, boolean outIsTerminal, boolean errIsTerminal) {
        return switch (mode) {
            case FULL -> errIsTerminal ? LiveStyle.FULL : LiveStyle.LINES;
            case LINE -> errIsTerminal ? LiveStyle.LINE : LiveStyle.LINES;
            case LINES -> LiveStyle.LINES;
            case OFF -> LiveStyle.OFF;
            case AUTO ->
                    !errIsTerminal
                            ? LiveStyle.OFF
                            : outIsTerminal ? LiveStyle.FULL : LiveStyle.LINE;
        };
    }

    private void draw() {
        if (style == LiveStyle.FULL) {
            drawScreen();
        }
        drawLine(style == LiveStyle.FULL ? LiveStyle.LINE : style);
    }

    /** Until the end, or as long as it is wanted; at once where it is not possible. */
    private void drawScreen() {
        Map<String, String> environment = System.getenv();
        Optional<FullTerminal> taken =
                FullTerminal.open(environment, mode == LiveMode.FULL ? SMALLEST : ScreenSize.LEAST);
        if (taken.isEmpty()) {
            return;
        }
        try (FullTerminal terminal = taken.get()) {
            LiveScreen screen =
                    new LiveScreen(
                            shown.workload(),
                            shown.snapshots(),
                            Clock::nowNs,
                            terminal::size,
                            err,
                            shown.stop(),
                            environment.getOrDefault("NO_COLOR", "").isEmpty());
            while (screen.tick(terminal.keys()) && !isClosedAfterTick()) {
                // drawn by each tick
            }
        }
    }

    private void drawLine(LiveStyle lineStyle) {
        try (LiveLine line =
                new LiveLine(
                        lineStyle,
                        shown.snapshots(),
                        Clock::nowNs,
                        () -> Math.max(1, Terminals.columns(Terminals.STANDARD_ERROR)),
                        err)) {
            while (!isClosedAfterTick()) {
                line.tick();
            }
        }
    }

    private boolean isClosedAfterTick() {
        try {
            return closed.await(TICK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true; // nobody interrupts it, and who did would want its end
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
