package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.record.RunSelection.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the time in which all chosen workers of each run measured, to trim a replay to it. */
final class ActiveTimes implements RecordedRuns.Visitor {
    private final Selection selection;
    private final List<Run> runs = new ArrayList<>();

    private static final class Run {
        private final RunSelection chosen;
        private final long intervalNs;
        private final long[] startNs;
        private final long[] endNs;

        private Run(RunSelection chosen, int workers, long intervalNs) {
            this.chosen = chosen;
            this.intervalNs = intervalNs;
            startNs = new long[workers];
            endNs = new long[workers];
            Arrays.fill(startNs, Long.MAX_VALUE);
            Arrays.fill(endNs, Long.MIN_VALUE);
        }

        private void see(Interval interval) {
            int worker = interval.worker();
            startNs[worker] = Math.min(startNs[worker], interval.startNs());
            endNs[worker] = Math.max(endNs[worker], interval.endNs());
        }

        /** Where some go on, the interval in which the first one ended is left out of all. */
        private Window window() {
            long zero = Long.MAX_VALUE;
            long start = Long.MIN_VALUE;
            long end = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int worker = 0; worker < startNs.length; worker++) {
                zero = Math.min(zero, startNs[worker]);
                if (chosen.takesWorker(worker)) {
                    start = Math.max(start, startNs[worker]);
                    end = Math.min(end, endNs[worker]);
                    last = Math.max(last, endNs[worker]);
                }
            }
            return new Window(start, end < last ? end - (end - zero) % intervalNs : end);
        }
    }

    private ActiveTimes(Selection selection) {
        this.selection = selection;
    }

    /** Of each run, in order; nothing is left out where nothing is to be trimmed. */
    static List<Window> of(Path directory, Selection selection)
            throws IOException, RecordingException {
        if (!selection.trim()) {
            return List.of();
        }
        ActiveTimes times = new ActiveTimes(selection);
        RecordedRuns.read(directory, times);
        return times.runs.stream().map(Run::window).toList();
    }

    @Override
    public void begin(RunFacts facts) {
        RunSelection chosen = new RunSelection(selection, facts, Window.ALWAYS);
        runs.add(new Run(chosen, facts.places().size(), facts.workload().interval().ns()));
    }

    @Override
    public void accept(Interval interval) {
        if (interval.phase() == Phase.MEASURE) {
            runs.get(runs.size() - 1).see(interval);
        }
    }
}
