package io.iopulse.record;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Figure;
import io.iopulse.measure.OperationError;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Component;
import io.iopulse.workload.Limits;
import java.util.Optional;

/** Whether a run that came to its end did what it was asked for: a pure function. */
final class Shortfall {
    private final Recording recording;

    private Shortfall(Recording recording) {
        this.recording = recording;
    }

    /** The outcome, corrected where all workers came to their end without what was asked for. */
    static Outcome judge(Recording recording) {
        if (recording.outcome().status() != Outcome.Status.COMPLETE) {
            return recording.outcome();
        }
        Shortfall shortfall = new Shortfall(recording);
        return shortfall
                .ofCoverage()
                .or(shortfall::ofLimit)
                .or(shortfall::ofEverything)
                .or(() -> VerifyResult.shortfall(recording.verified()))
                .orElse(Outcome.COMPLETE);
    }

    private Optional<Outcome> ofCoverage() {
        return CaveatRules.each(ComponentRules::coverageIncomplete)
                .apply(recording)
                .map(evidence -> new CaveatNote(Caveat.COVERAGE_INCOMPLETE, evidence))
                .map(note -> Outcome.incomplete(note.sentence()));
    }

    private Optional<Outcome> ofLimit() {
        return CaveatRules.each(this::limitMissed).apply(recording).map(Outcome::incomplete);
    }

    /** A failed operation has used up a part of a limit; the duration may end a run before it. */
    private Optional<String> limitMissed(ComponentSum component) {
        boolean counts = component.facts().component().limits().totalOps().isPresent();
        if (!counts && component.facts().component().load().blocks().areMixed()) {
            return bytesMissed(component);
        }
        long wanted = operationsWanted(component.facts().component());
        long done = component.measured().ops().total();
        return CaveatRules.when(
                component.failed() > 0 && !endedByDuration() && done < wanted,
                "only %s of %s operations were done, %s failed"
                        .formatted(
                                Figure.count(done),
                                Figure.count(wanted),
                                Figure.count(component.failed())));
    }

    private Optional<String> bytesMissed(ComponentSum component) {
        long wanted =
                component.facts().component().limits().totalBytes().map(Size::bytes).orElse(0L);
        long done = component.measured().bytes().total();
        return CaveatRules.when(
                component.failed() > 0 && !endedByDuration() && done < wanted,
                "only %s of %s bytes were moved, %s operations failed"
                        .formatted(
                                Figure.count(done),
                                Figure.count(wanted),
                                Figure.count(component.failed())));
    }

    /** 0 where no number of operations or bytes ends the component. */
    private static long operationsWanted(Component component) {
        Limits limits = component.limits();
        return limits.totalOps()
                .orElse(
                        limits.totalBytes().map(Size::bytes).orElse(0L)
                                / component.load().blockSize().bytes());
    }

    private boolean endedByDuration() {
        return recording.measured().wallNs()
                >= recording
                        .facts()
                        .workload()
                        .completion()
                        .duration()
                        .map(Span::ns)
                        .orElse(Long.MAX_VALUE);
    }

    private Optional<Outcome> ofEverything() {
        if (recording.failed() == 0 || recording.done().total() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                Outcome.failed(
                        "no operation was done, %s failed%s"
                                .formatted(Figure.count(recording.failed()), mostFrequentError())));
    }

    private String mostFrequentError() {
        return recording.errors().stream().findFirst().map(Shortfall::inWords).orElse("");
    }

    private static String inWords(OperationError error) {
        return ", most often %s with %s".formatted(error.kind().label(), error.errorName());
    }
}
