package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.record.RunSelection.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads a recording and adds it up again, with the code that adds up a run while it happens. What
 * is missing is told in the result: a run whose end was not recorded is incomplete.
 */
public final class Replay implements RecordedRuns.Visitor {
    private final boolean perWorker;
    private final List<Recording> recordings = new ArrayList<>();
    private final Selection selection;
    private final List<Window> active;
    private final RunNames names = new RunNames();
    private Optional<ReplayedRun> run = Optional.empty();
    private int runs;

    private Replay(boolean perWorker, Selection selection, List<Window> active) {
        this.perWorker = perWorker;
        this.selection = selection;
        this.active = active;
    }

    /**
     * The runs that were recorded in a directory; at least one.
     *
     * @param perWorker with the latencies of each worker
     */
    public static List<Recording> of(Path directory, boolean perWorker) throws RecordingException {
        return of(directory, perWorker, Selection.WHOLE);
    }

    /**
     * What is selected of them: of runs of which something is taken; at least one.
     *
     * @throws UnknownNameException when the selection names what no run has
     */
    public static List<Recording> of(Path directory, boolean perWorker, Selection selection)
            throws RecordingException {
        try {
            Replay replay = new Replay(perWorker, selection, ActiveTimes.of(directory, selection));
            return replay.recordings(directory, replay);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** The same, while somebody watches. */
    public static List<Recording> watched(
            Path directory, boolean perWorker, Selection selection, Playback playback)
            throws RecordingException {
        try {
            List<Window> active = ActiveTimes.of(directory, selection);
            Replay replay = new Replay(perWorker, selection, active);
            return replay.recordings(
                    directory, new WatchedRuns(replay, directory, selection, active, playback));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Hands over every interval that is selected with the facts of its run, in the order in which
     * they were recorded: of each worker in order, workers in any. An interval is the visitor's to
     * keep. What the visitor throws ends the replay and comes out of it.
     *
     * @throws UnknownNameException when the selection names what no run has
     * @return why the recording is not whole, behind the intervals handed over; empty: it is
     */
    public static Optional<String> intervals(
            Path directory, Selection selection, BiConsumer<RunFacts, Interval> visitor)
            throws RecordingException {
        try {
            List<Window> active = ActiveTimes.of(directory, selection);
            SelectedIntervals selected = new SelectedIntervals(selection, active, visitor);
            Optional<String> missing = RecordedRuns.read(directory, selected);
            selected.finish();
            return missing;
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static RecordingException unreadable(Path directory, IOException e) {
        return new RecordingException("%s cannot be read: %s".formatted(directory, e));
    }

    private List<Recording> recordings(Path directory, RecordedRuns.Visitor visitor)
            throws IOException, RecordingException {
        Optional<String> missing = RecordedRuns.read(directory, visitor);
        finish(missing);
        names.require(selection);
        if (recordings.isEmpty() && runs > 0) {
            throw new RecordingException(
                    "no interval of %s lies in what is selected".formatted(directory));
        }
        if (recordings.isEmpty()) {
            throw new RecordingException(
                    "%s holds no run: %s".formatted(directory, missing.orElse("no end mark")));
        }
        return recordings;
    }

    @Override
    public void begin(RunFacts facts) {
        finish(Optional.empty());
        names.see(facts);
        Window window = runs < active.size() ? active.get(runs) : Window.ALWAYS;
        RunSelection chosen = new RunSelection(selection, facts, window);
        run = Optional.of(new ReplayedRun(facts, perWorker, chosen));
        runs++;
    }

    @Override
    public void accept(Interval interval) {
        run.orElseThrow().add(interval);
    }

    @Override
    public void end(Ending ending) {
        run.orElseThrow().end(ending);
    }

    @Override
    public void judged(Verdict verdict) {
        run.orElseThrow().judged(verdict);
    }

    private void finish(Optional<String> missing) {
        run.filter(ReplayedRun::isTaken)
                .ifPresent(finished -> recordings.add(finished.finish(missing)));
        run = Optional.empty();
    }
}
