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
    private Optional<ReplayedRun> run = Optional.empty();

    private Replay(boolean perWorker) {
        this.perWorker = perWorker;
    }

    /**
     * The runs that were recorded in a directory; at least one.
     *
     * @param perWorker with the latencies of each worker
     */
    public static List<Recording> of(Path directory, boolean perWorker) throws RecordingException {
        try {
            return new Replay(perWorker).recordings(directory);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Hands over every interval that is selected with the facts of its run, in the order in which
     * they were recorded: of each worker in order, workers in any. An interval is the visitor's to
     * keep. What the visitor throws ends the replay and comes out of it.
     *
     * @return why the recording is not whole, behind the intervals handed over; empty: it is
     */
    public static Optional<String> intervals(
            Path directory, Selection selection, BiConsumer<RunFacts, Interval> visitor)
            throws RecordingException {
        try {
            List<Window> active = ActiveTimes.of(directory, selection);
            SelectedIntervals selected = new SelectedIntervals(selection, active, visitor);
            Optional<String> missing = RecordedRuns.read(directory, selected);
            selected.rethrow();
            return missing;
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static RecordingException unreadable(Path directory, IOException e) {
        return new RecordingException("%s cannot be read: %s".formatted(directory, e));
    }

    private List<Recording> recordings(Path directory) throws IOException, RecordingException {
        Optional<String> missing = RecordedRuns.read(directory, this);
        finish(missing);
        if (recordings.isEmpty()) {
            throw new RecordingException(
                    "%s holds no run: %s".formatted(directory, missing.orElse("no end mark")));
        }
        return recordings;
    }

    @Override
    public void begin(RunFacts facts) {
        finish(Optional.empty());
        run = Optional.of(new ReplayedRun(facts, perWorker));
    }

    @Override
    public void accept(Interval interval) {
        run.orElseThrow().add(interval);
    }

    @Override
    public void end(Ending ending) {
        run.orElseThrow().end(ending);
    }

    private void finish(Optional<String> missing) {
        run.ifPresent(finished -> recordings.add(finished.finish(missing)));
        run = Optional.empty();
    }
}
