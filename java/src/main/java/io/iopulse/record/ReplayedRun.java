package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.units.Span;
import io.iopulse.workload.Completion;
import java.util.Optional;

/** A run as far as its recording was read. */
final class ReplayedRun {
    private final RunFacts facts;
    private final RunAdder adder;
    private final RunSelection selection;
    private Optional<Ending> ending = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private long intervalsSeen;

    ReplayedRun(RunFacts facts, boolean perWorker, RunSelection selection) {
        this.facts = facts;
        this.selection = selection;
        adder = new RunAdder(facts, perWorker, selection);
    }

    void add(Interval interval) {
        adder.accept(interval);
        intervalsSeen = Math.max(intervalsSeen, interval.number() + interval.covers());
    }

    void end(Ending known) {
        ending = Optional.of(known);
    }

    void judged(Verdict known) {
        verdict = Optional.of(known);
    }

    /** Whether the result has anything of what is selected; of a whole run it always has. */
    boolean isTaken() {
        return selection.takesRun() && (!selection.isOfTime() || selection.tookAny());
    }

    /** The result; {@code missing} is what the recording lacks behind what was read. */
    Recording finish(Optional<String> missing) {
        return adder.finish(
                ending.map(known -> known.cut(missing))
                        .orElseGet(
                                () ->
                                        Ending.unknown(
                                                facts.components().size(),
                                                place()
                                                        + missing.map(why -> ", " + why)
                                                                .orElse(""))),
                verdict);
    }

    private String place() {
        return intervalsSeen == 0
                ? "it ends before the first interval"
                : "it ends after interval " + intervalsSeen + ofAll();
    }

    private String ofAll() {
        Completion completion = facts.workload().completion();
        double intervalNs = facts.workload().interval().ns();
        return completion
                .duration()
                .map(Span::ns)
                .map(ns -> " of " + (long) Math.ceil((completion.warmup().ns() + ns) / intervalNs))
                .orElse("");
    }
}
