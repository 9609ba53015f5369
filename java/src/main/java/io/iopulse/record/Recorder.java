package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.Phase;
import io.iopulse.measure.WorkerFacts;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class Recorder {
    /** Share of its nominal length from which an interval counts as whole. */
    private static final double WHOLE_SHARE = 0.9;

    private final RunFacts facts;
    private final Map<Phase, IntervalRows> rows = new EnumMap<>(Phase.class);
    private final Map<Phase, PhaseAdder> phases = new EnumMap<>(Phase.class);
    private final List<PhaseAdder> workers = new ArrayList<>();
    private final long[] nextNumbers;
    private Optional<Gap> longestGap = Optional.empty();
    private long runStartNs = Long.MAX_VALUE;
    private long intervalsMissing;

    public Recorder(RunFacts facts) {
        this.facts = facts;
        for (Phase phase : Phase.values()) {
            rows.put(phase, new IntervalRows());
            phases.put(phase, new PhaseAdder(Latency::new));
        }
        for (int worker = 0; worker < facts.workload().workers(); worker++) {
            workers.add(new PhaseAdder(Latency::packed));
        }
        nextNumbers = new long[facts.workload().workers()];
    }

    /** Takes in one interval of one worker; keeps no reference to its latencies. */
    public void accept(Interval interval) {
        int worker = interval.worker();
        intervalsMissing += Math.abs(interval.number() - nextNumbers[worker]);
        nextNumbers[worker] = interval.number() + interval.covers();
        runStartNs = Math.min(runStartNs, interval.startNs());
        adder(phases, interval.phase()).add(interval);
        if (interval.phase() == Phase.MEASURE) {
            workers.get(worker).add(interval);
            noteGap(interval);
        }
        adder(rows, interval.phase()).add(interval);
        long behind = Arrays.stream(nextNumbers).min().orElse(0);
        rows.values().forEach(phaseRows -> phaseRows.packBefore(behind));
    }

    private static <T> T adder(Map<Phase, T> adders, Phase phase) {
        return Objects.requireNonNull(adders.get(phase));
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
        Recording unjudged =
                new Recording(
                        facts,
                        ending,
                        adder(phases, Phase.WARMUP).sum(),
                        adder(phases, Phase.MEASURE).sum(),
                        adder(phases, Phase.DRAIN).sum(),
                        intervalSums(),
                        workerSums(ending),
                        longestGap.map(this::relative),
                        intervalsMissing,
                        List.of());
        return unjudged.judged();
    }

    private Gap relative(Gap gap) {
        return new Gap(gap.worker(), gap.startNs() - runStartNs, gap.lengthNs());
    }

    private List<IntervalSum> intervalSums() {
        double wholeNs =
                WHOLE_SHARE * facts.workload().interval().ns() * facts.workload().workers();
        List<IntervalSum> sums = new ArrayList<>();
        rows.values().forEach(phaseRows -> sums.addAll(phaseRows.sums(runStartNs, wholeNs)));
        return sums;
    }

    private List<WorkerSum> workerSums(Ending ending) {
        return ending.workers().stream()
                .sorted(Comparator.comparingInt(WorkerFacts::worker))
                .map(
                        worker ->
                                new WorkerSum(
                                        worker,
                                        facts.places().get(worker.worker()),
                                        workers.get(worker.worker()).sum()))
                .toList();
    }
}
