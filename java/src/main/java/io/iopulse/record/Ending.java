package io.iopulse.record;

import io.iopulse.measure.Heat;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.Verified;
import io.iopulse.measure.WorkerFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known when all workers are done.
 *
 * @param workers one per worker that reached its loop
 * @param errors of all workers, merged by kind and errno
 * @param devices those under the targets; empty when unknown
 * @param stealPercent of all CPU time during the run, 0 to 100; empty when unknown
 * @param regionBlocks of each component, blocks in the space that its workers share
 * @param heats of each component, what it accessed; empty where that was not kept
 * @param verified of each component; empty where it verifies nothing
 * @param steady the steady state that ended it; empty: none was asked for or seen
 * @param recordingCut why the recording does not hold the whole run; empty: it does
 */
public record Ending(
        Outcome outcome,
        List<WorkerFacts> workers,
        List<OperationError> errors,
        List<DeviceTransfer> devices,
        OptionalDouble stealPercent,
        List<Long> regionBlocks,
        List<Optional<Heat>> heats,
        List<Optional<Verified>> verified,
        Optional<SteadyReached> steady,
        Optional<String> recordingCut) {
    public Ending {
        workers = List.copyOf(workers);
        errors = List.copyOf(errors);
        devices = List.copyOf(devices);
        regionBlocks = List.copyOf(regionBlocks);
        heats = List.copyOf(heats);
        verified = List.copyOf(verified);
    }

    /** Of a run whose recording ends before its end. */
    static Ending unknown(int components, String why) {
        return new Ending(
                Outcome.incomplete("the recording is not whole: " + why),
                List.of(),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                Collections.nCopies(components, 0L),
                Collections.nCopies(components, Optional.empty()),
                Collections.nCopies(components, Optional.empty()),
                Optional.empty(),
                Optional.of(why));
    }

    Ending with(Outcome judged) {
        return with(judged, recordingCut);
    }

    private Ending with(Outcome judged, Optional<String> cut) {
        return new Ending(
                judged,
                workers,
                errors,
                devices,
                stealPercent,
                regionBlocks,
                heats,
                verified,
                steady,
                cut);
    }

    /** What of it is known of a part of the run, too. */
    Ending part(RunFacts facts, RunSelection selection) {
        List<WorkerFacts> part = new ArrayList<>();
        for (WorkerFacts worker : workers) {
            if (selection.takesWorker(worker.worker())) {
                part.add(selection.isOfTime() ? worker.withoutCpu() : worker);
            }
        }
        List<Optional<Heat>> wholeHeats = new ArrayList<>();
        List<Optional<Verified>> wholeVerified = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < heats.size(); i++) {
            int count = facts.components().get(i).places().size();
            boolean isWhole = !selection.isOfTime() && selection.takenOf(first, count) == count;
            wholeHeats.add(isWhole ? heats.get(i) : Optional.empty());
            wholeVerified.add(isWhole ? verified.get(i) : Optional.empty());
            first += count;
        }
        return new Ending(
                outcome,
                part,
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                regionBlocks,
                wholeHeats,
                wholeVerified,
                Optional.empty(),
                recordingCut);
    }

    /** The first reason is kept. */
    public Ending cut(Optional<String> why) {
        return with(outcome, recordingCut.or(() -> why));
    }
}
