package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.units.Span;
import io.iopulse.workload.Workload;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A selection applied to one run, whose intervals are shown to it in order. */
final class RunSelection {
    /** The time in which all chosen workers measured, monotonic. */
    record Window(long startNs, long endNs) {
        static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static final long NO_END = Long.MAX_VALUE;

    private final Selection selection;
    private final boolean[] workers;
    private final long toNs;
    private final Window active;
    private final ExtentSum measured = new ExtentSum();
    private final ExtentSum taken = new ExtentSum();
    private long runStartNs = Long.MAX_VALUE;

    /** Intervals of the measured phase, times monotonic. */
    private static final class ExtentSum {
        private long first = Long.MAX_VALUE;
        private long end;
        private long startNs = Long.MAX_VALUE;
        private long endNs = Long.MIN_VALUE;

        private void add(Interval interval) {
            first = Math.min(first, interval.number());
            end = Math.max(end, interval.number() + interval.covers());
            startNs = Math.min(startNs, interval.startNs());
            endNs = Math.max(endNs, interval.endNs());
        }

        private Excerpt.Extent since(long zeroNs) {
            return end == 0
                    ? new Excerpt.Extent(0, 0, 0, 0)
                    : new Excerpt.Extent(first, end - 1, startNs - zeroNs, endNs - zeroNs);
        }
    }

    /** All of a run. */
    static RunSelection whole(RunFacts facts) {
        return new RunSelection(Selection.WHOLE, facts, Window.ALWAYS);
    }

    /** {@code active} is what trimming leaves. */
    RunSelection(Selection selection, RunFacts facts, Window active) {
        this.selection = selection;
        this.active = active;
        boolean isChosen = isChosen(selection.phases(), facts.workload().name());
        toNs = selection.to().map(to -> wholeIntervals(to, facts.workload())).orElse(NO_END);
        workers = new boolean[facts.places().size()];
        int worker = 0;
        for (ComponentFacts component : facts.components()) {
            boolean all = isChosen && isChosen(selection.components(), component.name());
            for (int i = 0; i < component.places().size(); i++) {
                workers[worker] = all && isChosen(selection.workers(), worker);
                worker++;
            }
        }
    }

    /** A worker that ended inside an interval is no more taken than those that went on. */
    private static long wholeIntervals(Span to, Workload workload) {
        Optional<Span> duration = workload.completion().duration();
        boolean isAll = duration.isPresent() && to.compareTo(duration.get()) >= 0;
        return isAll ? to.ns() : to.ns() - to.ns() % workload.interval().ns();
    }

    private static <T> boolean isChosen(Set<T> wanted, T name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    boolean takesWorker(int worker) {
        return workers[worker];
    }

    /** Whether anything of the run may be taken. */
    boolean takesRun() {
        for (boolean isTaken : workers) {
            if (isTaken) {
                return true;
            }
        }
        return false;
    }

    /** How many workers may be taken. */
    int workersTaken() {
        return takenOf(0, workers.length);
    }

    /** How many of some that follow one another. */
    int takenOf(int first, int count) {
        int sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += workers[i] ? 1 : 0;
        }
        return sum;
    }

    boolean isWhole() {
        return selection.isWhole();
    }

    boolean isOfTime() {
        return selection.isOfTime();
    }

    /** All workers begin to measure at the same time, so the first interval tells it. */
    boolean takes(Interval interval) {
        runStartNs = Math.min(runStartNs, interval.startNs());
        boolean isMeasured = interval.phase() == Phase.MEASURE;
        if (isMeasured) {
            measured.add(interval);
        }
        boolean takes =
                workers[interval.worker()]
                        && (!selection.isOfTime() || (isMeasured && isInside(interval)));
        if (takes && isMeasured) {
            taken.add(interval);
        }
        return takes;
    }

    /** Since the start of the measured phase. */
    long takenFromNs() {
        return tookAny() && selection.isOfTime() ? taken.startNs - measured.startNs : 0;
    }

    /** Whether an interval of the measured phase was taken so far. */
    boolean tookAny() {
        return taken.end > 0;
    }

    /** What was taken; empty: all there is. */
    Optional<Excerpt> excerpt(Optional<Verdict> verdict) {
        if (selection.isWhole()) {
            return Optional.empty();
        }
        Set<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < workers.length; i++) {
            if (workers[i]) {
                numbers.add(i);
            }
        }
        return Optional.of(
                new Excerpt(
                        selection,
                        verdict,
                        measured.since(runStartNs),
                        taken.since(runStartNs),
                        numbers,
                        workers.length));
    }

    private boolean isInside(Interval interval) {
        long zeroNs = measured.startNs;
        long from = selection.from().map(Span::ns).orElse(0L);
        return interval.startNs() >= active.startNs()
                && interval.endNs() <= active.endNs()
                && interval.startNs() - zeroNs >= from
                && interval.endNs() - zeroNs <= toNs;
    }
}
