package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Phase;
import io.iopulse.measure.WorkerFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Adds up intervals while a run goes on and makes the recording of it. Used by one thread. Each
 * worker's intervals come in order; workers may come in any order.
 */
public final class RunAdder {
    /** Share of its nominal length from which an interval counts as whole. */
    private static final double WHOLE_SHARE = 0.9;

    private final RunFacts facts;
    private final boolean perWorker;
    private final RunSelection selection;
    private final Map<Phase, IntervalRows> rows = new EnumMap<>(Phase.class);
    private final List<PhaseAdders> components = new ArrayList<>();
    private final List<Integer> componentOf = new ArrayList<>();
    private final List<PhaseAdder> workers = new ArrayList<>();
    private final long[] nextNumbers;
    private Optional<Gap> longestGap = Optional.empty();
    private long runStartNs = Long.MAX_VALUE;

    /** Every worker has handed in all numbers below. */
    private long behind;

    private long intervalsMissing;

    /** {@code perWorker}: whether the latencies of each worker are kept, which take memory. */
    public RunAdder(RunFacts facts, boolean perWorker) {
        this(facts, perWorker, RunSelection.whole(facts));
    }

    /** Adds up what is selected; all intervals of all workers are handed in. */
    RunAdder(RunFacts facts, boolean perWorker, RunSelection selection) {
        this.facts = facts;
        this.perWorker = perWorker;
        this.selection = selection;
        int first = 0;
        for (ComponentFacts component : facts.components()) {
            int count = component.places().size();
            for (int worker = first; worker < first + count; worker++) {
                componentOf.add(components.size());
                workers.add(new PhaseAdder(worker, 1));
            }
            components.add(new PhaseAdders(first, count));
            first += count;
        }
        for (Phase phase : Phase.values()) {
            List<LatencyTable> sums =
                    components.stream().map(each -> each.of(phase).latencies()).toList();
            rows.put(phase, new IntervalRows(workers.size(), sums));
        }
        nextNumbers = new long[workers.size()];
    }

    /** Takes in one interval of one worker; keeps no reference to its latencies. */
    public void accept(Interval interval) {
        int worker = interval.worker();
        boolean wasBehind = nextNumbers[worker] == behind;
        long skipped = Math.abs(interval.number() - nextNumbers[worker]);
        nextNumbers[worker] = interval.number() + interval.covers();
        runStartNs = Math.min(runStartNs, interval.startNs());
        if (selection.takes(interval)) {
            intervalsMissing += skipped;
            add(interval);
        }
        if (wasBehind) {
            packWhatIsDone();
        }
    }

    private void add(Interval interval) {
        int worker = interval.worker();
        int component = componentOf.get(worker);
        components.get(component).add(interval);
        if (interval.phase() == Phase.MEASURE) {
            workers.get(worker).add(interval);
            if (perWorker) {
                workers.get(worker).latencies().add(interval.latencies());
            }
            noteGap(interval);
        }
        Objects.requireNonNull(rows.get(interval.phase())).add(interval, component);
    }

    /** Packs the rows that no worker can add to any more. */
    private void packWhatIsDone() {
        long least = Long.MAX_VALUE;
        for (long next : nextNumbers) {
            least = Math.min(least, next);
        }
        if (least != behind) {
            behind = least;
            rows.values().forEach(phaseRows -> phaseRows.packBefore(behind));
        }
    }

    private void noteGap(Interval interval) {
        if (longestGap.isEmpty() || interval.gapMaxNs() > longestGap.get().lengthNs()) {
            longestGap =
                    Optional.of(
                            new Gap(
                                    interval.worker(),
                                    interval.gapMaxStartNs(),
                                    interval.gapMaxNs()));
        }
    }

    /** The result, judged. The recorder takes no more intervals afterwards. */
    public Recording finish(Ending ending) {
        return finish(ending, Optional.empty());
    }

    /** {@code verdict} is how the whole run was judged when it ended, if that is known. */
    Recording finish(Ending whole, Optional<Verdict> verdict) {
        Ending ending = selection.isWhole() ? whole : whole.part(facts, selection);
        List<IntervalSum> intervals = intervalSums();
        PhaseAdders total = new PhaseAdders(0, workers.size());
        components.forEach(total::absorb);
        Recording unjudged =
                new Recording(
                        facts,
                        ending,
                        total.sum(Phase.WARMUP),
                        total.sum(Phase.MEASURE),
                        total.sum(Phase.DRAIN),
                        total.sum(Phase.VERIFY),
                        intervals,
                        componentSums(ending),
                        longestGap.map(this::relative),
                        intervalsMissing,
                        List.of(),
                        selection.excerpt(verdict));
        return unjudged.judged();
    }

    private Gap relative(Gap gap) {
        return new Gap(gap.worker(), gap.startNs() - runStartNs, gap.lengthNs());
    }

    private List<IntervalSum> intervalSums() {
        double wholeNs = WHOLE_SHARE * facts.workload().interval().ns() * selection.workersTaken();
        List<IntervalSum> sums = new ArrayList<>();
        rows.values().forEach(phaseRows -> sums.addAll(phaseRows.sums(runStartNs, wholeNs)));
        return sums;
    }

    private List<ComponentSum> componentSums(Ending ending) {
        List<ComponentSum> sums = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < components.size(); i++) {
            PhaseAdders phases = components.get(i);
            int count = facts.components().get(i).places().size();
            int taken = selection.takenOf(first, count);
            first += count;
            if (taken == 0) {
                continue;
            }
            sums.add(
                    new ComponentSum(
                            facts.components().get(i),
                            taken,
                            selection.takenFromNs(),
                            ending.regionBlocks().get(i),
                            ending.heats().get(i),
                            ending.verified().get(i),
                            phases.sum(Phase.WARMUP),
                            phases.sum(Phase.MEASURE),
                            phases.sum(Phase.DRAIN),
                            phases.sum(Phase.VERIFY),
                            workerSums(ending, i)));
        }
        return sums;
    }

    private List<WorkerSum> workerSums(Ending ending, int component) {
        List<WorkerPlace> places = facts.places();
        return ending.workers().stream()
                .filter(worker -> componentOf.get(worker.worker()) == component)
                .sorted(Comparator.comparingInt(WorkerFacts::worker))
                .map(
                        worker ->
                                new WorkerSum(
                                        worker,
                                        places.get(worker.worker()),
                                        workers.get(worker.worker()).sum()))
                .toList();
    }
}
