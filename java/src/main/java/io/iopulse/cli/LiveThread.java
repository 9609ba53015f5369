package io.iopulse.cli;

import io.iopulse.config.LiveMode;
import io.iopulse.engine.Engines;
import io.iopulse.fleet.Coordinator;
import io.iopulse.live.LiveLine;
import io.iopulse.live.LiveStyle;
import io.iopulse.run.Clock;
import java.io.PrintStream;

/** Shows a run while another thread waits for it; close leaves the terminal's line empty. */
final class LiveThread implements AutoCloseable {
    private static final long TICK_MS = 50;
    private static final int STANDARD_ERROR = 2;

    private final LiveLine line;
    private final Thread thread;
    private volatile boolean closed;

    private LiveThread(LiveLine line) {
        this.line = line;
        thread = new Thread(this::draw, "live");
        thread.setDaemon(true);
    }

    static LiveThread show(Coordinator coordinator, LiveMode mode, PrintStream err) {
        LiveThread live =
                new LiveThread(
                        new LiveLine(
                                style(mode, Engines.terminalColumns(STANDARD_ERROR)),
                                coordinator::snapshot,
                                Clock::nowNs,
                                () -> Math.max(1, Engines.terminalColumns(STANDARD_ERROR)),
                                err));
        live.thread.start();
        return live;
    }

    /** One line that is drawn over needs a terminal; {@code columns} of 0 are none. */
    static LiveStyle style(LiveMode mode, int columns) {
        return switch (mode) {
            case LINE -> columns > 0 ? LiveStyle.LINE : LiveStyle.LINES;
            case LINES -> LiveStyle.LINES;
            case OFF -> LiveStyle.OFF;
            case AUTO -> columns > 0 ? LiveStyle.LINE : LiveStyle.OFF;
        };
    }

    private void draw() {
        while (!closed) {
            line.tick();
            try {
                Thread.sleep(TICK_MS);
            } catch (InterruptedException e) {
                return; // only close interrupts
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
    }
}
