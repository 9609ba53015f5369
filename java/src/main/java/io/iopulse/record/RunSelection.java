package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.units.Span;
import java.util.OptionalLong;
import java.util.Set;

/** A selection applied to one run, whose intervals are shown to it in order. */
final class RunSelection {
    /** The time in which all chosen workers measured, monotonic. */
    record Window(long startNs, long endNs) {
        static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private final Selection selection;
    private final boolean[] workers;
    private final Window active;
    private OptionalLong measuredFromNs = OptionalLong.empty();

    /** {@code active} is what trimming leaves. */
    RunSelection(Selection selection, RunFacts facts, Window active) {
        this.selection = selection;
        this.active = active;
        boolean isChosen = isChosen(selection.phases(), facts.workload().name());
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

    /** All workers begin to measure at the same time, so the first interval tells it. */
    boolean takes(Interval interval) {
        boolean isMeasured = interval.phase() == Phase.MEASURE;
        if (isMeasured && measuredFromNs.isEmpty()) {
            measuredFromNs = OptionalLong.of(interval.startNs());
        }
        return workers[interval.worker()]
                && (!selection.isOfTime() || (isMeasured && isInside(interval)));
    }

    private boolean isInside(Interval interval) {
        long zeroNs = measuredFromNs.orElseThrow();
        long from = selection.from().map(Span::ns).orElse(0L);
        long to = selection.to().map(Span::ns).orElse(Long.MAX_VALUE);
        return interval.startNs() >= active.startNs()
                && interval.endNs() <= active.endNs()
                && interval.startNs() - zeroNs >= from
                && interval.endNs() - zeroNs <= to;
    }
}
