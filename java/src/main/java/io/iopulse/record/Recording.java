package io.iopulse.record;

import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Verified;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A finished run: everything that a report may say. Times inside are relative to the start of the
 * run unless their name says otherwise.
 *
 * @param verify what was written is read back; in no other figure
 * @param intervals of all phases, in order
 * @param components in their order; the phases above are their sum
 * @param longestGap of the measured phase; empty when nothing was measured
 * @param intervalsMissing numbers that were skipped in the workers' sequences
 * @param excerpt what of the run is in it, where a replay selected a part; empty: all
 */
public record Recording(
        RunFacts facts,
        Ending ending,
        PhaseSum warmup,
        PhaseSum measured,
        PhaseSum drain,
        PhaseSum verify,
        List<IntervalSum> intervals,
        List<ComponentSum> components,
        Optional<Gap> longestGap,
        long intervalsMissing,
        List<CaveatNote> caveats,
        Optional<Excerpt> excerpt) {

    public static final int EXIT_OK = 0;
    public static final int EXIT_RUN = 2;
    public static final int EXIT_VERIFICATION = 3;
    public static final int EXIT_INCOMPLETE = 4;
    public static final int EXIT_INTERRUPTED = 130;

    public Recording {
        intervals = List.copyOf(intervals);
        components = List.copyOf(components);
        caveats = List.copyOf(caveats);
    }

    public Outcome outcome() {
        return ending.outcome();
    }

    public List<OperationError> errors() {
        return ending.errors();
    }

    /** What the process ends with. */
    public int exitCode() {
        return verdictOfWhole().map(Verdict::exitCode).orElseGet(this::exitCodeJudged);
    }

    /** How the run ended whose part this is. */
    private Optional<Verdict> verdictOfWhole() {
        return excerpt.flatMap(Excerpt::verdict);
    }

    private int exitCodeJudged() {
        if (verified().failed() > 0) {
            return EXIT_VERIFICATION;
        }
        return switch (outcome().status()) {
            case FAILED -> EXIT_RUN;
            case INTERRUPTED -> EXIT_INTERRUPTED;
            case INCOMPLETE -> fatal().isPresent() ? EXIT_RUN : EXIT_INCOMPLETE;
            case COMPLETE -> fatal().isPresent() ? EXIT_RUN : EXIT_OK;
        };
    }

    /** What all components verified. */
    public Verified verified() {
        return Verified.sum(
                components.stream().flatMap(component -> component.verified().stream()).toList());
    }

    private Optional<CaveatNote> fatal() {
        return caveats.stream().filter(note -> note.caveat().isFatal()).findFirst();
    }

    /** Why the exit code is not 0, in one sentence; empty when it is. */
    public Optional<String> complaint() {
        return verdictOfWhole().map(Verdict::complaint).orElseGet(this::complaintJudged);
    }

    private Optional<String> complaintJudged() {
        if (verified().failed() > 0) {
            return Optional.of(VerifyResult.complaint(verified()));
        }
        boolean ended =
                outcome().status() == Outcome.Status.COMPLETE
                        || outcome().status() == Outcome.Status.INCOMPLETE;
        if (ended && fatal().isPresent()) {
            return fatal().map(CaveatNote::sentence);
        }
        return Optional.of(outcome().reason()).filter(reason -> !reason.isEmpty());
    }

    /** Requests that all workers together were asked to keep in flight. */
    public long depthAsked() {
        return components.stream().mapToLong(ComponentSum::depthAsked).sum();
    }

    /** The workers of all components, by number. */
    public List<WorkerSum> workers() {
        return components.stream().flatMap(component -> component.workers().stream()).toList();
    }

    /** Operations of all phases that succeeded. */
    OperationCounts done() {
        return warmup.ops().plus(measured.ops()).plus(drain.ops()).plus(verify.ops());
    }

    /** Operations of all phases that failed. */
    long failed() {
        return warmup.errors() + measured.errors() + drain.errors() + verify.errors();
    }

    public PhaseSum phase(Phase phase) {
        return switch (phase) {
            case WARMUP -> warmup;
            case MEASURE -> measured;
            case DRAIN -> drain;
            case VERIFY -> verify;
        };
    }

    /** CPU time of all workers' threads in the measured phase. */
    public long cpuMeasuredNs() {
        return WorkerSum.cpuMeasuredNs(workers());
    }

    /** Share of their time that all workers together were on a CPU; see {@link WorkerSum}. */
    public OptionalDouble cpuShare() {
        return WorkerSum.cpuShare(workers());
    }

    /** The tool's CPU time per measured operation; empty without operations. */
    public OptionalDouble cpuPerOperationNs() {
        return WorkerSum.perOperation(cpuMeasuredNs(), measured);
    }

    /** Between the first worker's start and the last one's. */
    public long startSpreadNs() {
        LongSummaryStatistics starts =
                workers().stream()
                        .mapToLong(worker -> worker.facts().startAchievedNs())
                        .summaryStatistics();
        return starts.getCount() == 0 ? 0 : starts.getMax() - starts.getMin();
    }

    /**
     * Slowest and fastest measured interval of the sum over workers; whole and unmerged intervals
     * only, empty when there is none.
     */
    public Optional<RateRange> opsPerSecondRange() {
        List<IntervalSum> whole =
                intervals.stream()
                        .filter(sum -> sum.phase() == Phase.MEASURE)
                        .filter(sum -> sum.isWhole() && sum.covers() == 1)
                        .sorted(Comparator.comparingDouble(IntervalSum::opsPerSecond))
                        .toList();
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        IntervalSum slowest = whole.get(0);
        IntervalSum fastest = whole.get(whole.size() - 1);
        return Optional.of(
                new RateRange(
                        slowest.opsPerSecond(),
                        slowest.number(),
                        fastest.opsPerSecond(),
                        fastest.number(),
                        whole.size()));
    }

    /** The same run with its outcome corrected and its caveats found. */
    Recording judged() {
        Outcome outcome =
                verdictOfWhole()
                        .map(verdict -> new Outcome(verdict.status(), verdict.reason()))
                        .orElseGet(() -> Shortfall.judge(this));
        Recording corrected = with(ending.with(outcome), List.of());
        return corrected.with(corrected.ending, CaveatRules.judge(corrected));
    }

    private Recording with(Ending judgedEnding, List<CaveatNote> notes) {
        return new Recording(
                facts,
                judgedEnding,
                warmup,
                measured,
                drain,
                verify,
                intervals,
                components,
                longestGap,
                intervalsMissing,
                notes,
                excerpt);
    }
}
