package io.iopulse.cli;

import io.iopulse.config.LiveMode;
import io.iopulse.config.ReplayOptions;
import io.iopulse.live.LiveStyle;
import io.iopulse.record.Playback;
import io.iopulse.run.Clock;
import io.iopulse.workload.Workload;
import java.io.PrintStream;
import java.util.Optional;

/** Shows a replay, run after run, as the runs were shown. */
final class PlaybackView implements AutoCloseable {
    private static final double AS_IT_WAS = 1;

    private final PrintStream err;
    private final LiveMode mode;
    private final double speed;
    private final boolean follows;
    private final Playback playback;
    private Optional<LiveThread> live = Optional.empty();

    private PlaybackView(ReplayOptions options, double speed, PrintStream err) {
        this.err = err;
        this.speed = speed;
        mode = options.live();
        follows = options.follow();
        playback =
                follows
                        ? Playback.following(Clock::nowNs, this::begin)
                        : Playback.at(speed, Clock::nowNs, this::begin);
    }

    static PlaybackView of(ReplayOptions options, PrintStream err) {
        boolean isShown = LiveThread.style(options.live()) != LiveStyle.OFF;
        double usual = isShown ? AS_IT_WAS : ReplayOptions.SPEED_MAX;
        return new PlaybackView(options, options.speed().orElse(usual), err);
    }

    /** Whether there is nothing to wait for, and so nothing to see. */
    boolean isAtOnce() {
        return !follows && speed == ReplayOptions.SPEED_MAX;
    }

    Playback playback() {
        return playback;
    }

    private void begin(Workload workload) {
        close();
        LiveThread.Shown shown = new LiveThread.Shown(workload, playback::snapshot, playback::skip);
        live = Optional.of(LiveThread.show(shown, mode, err));
    }

    @Override
    public void close() {
        live.ifPresent(LiveThread::close);
        live = Optional.empty();
    }
}
