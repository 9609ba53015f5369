package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.record.RunSelection.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lets somebody watch what is selected while documents are taken in, at the pace of a playback. */
final class WatchedRuns implements RecordedRuns.Visitor {
    private final RecordedRuns.Visitor taker;
    private final Path directory;
    private final Selection selection;
    private final List<Window> active;
    private final Playback playback;
    private Optional<RunSelection> chosen = Optional.empty();
    private int runs;

    WatchedRuns(
            RecordedRuns.Visitor taker,
            Path directory,
            Selection selection,
            List<Window> active,
            Playback playback) {
        this.taker = taker;
        this.directory = directory;
        this.selection = selection;
        this.active = active;
        this.playback = playback;
    }

    @Override
    public void begin(RunFacts facts) {
        taker.begin(facts);
        Window window = runs < active.size() ? active.get(runs) : Window.ALWAYS;
        RunSelection ofRun = new RunSelection(selection, facts, window);
        chosen = Optional.of(ofRun).filter(RunSelection::takesRun);
        if (chosen.isPresent()) {
            playback.begin(facts, ofRun.workersTaken());
        }
        runs++;
    }

    /** Shown when it was taken in: from then on its latencies are for who watches. */
    @Override
    public void accept(Interval interval) {
        boolean isShown = chosen.isPresent() && chosen.get().takes(interval);
        if (isShown) {
            playback.await(interval);
        }
        taker.accept(interval);
        if (isShown) {
            playback.show(interval);
        }
    }

    @Override
    public void end(Ending ending) {
        taker.end(ending);
    }

    @Override
    public void judged(Verdict verdict) {
        taker.judged(verdict);
    }

    @Override
    public boolean isFollowed() {
        return playback.isFollowing() && RunsDirectory.isBeingWritten(directory);
    }
}
