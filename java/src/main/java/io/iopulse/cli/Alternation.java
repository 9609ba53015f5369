package io.iopulse.cli;

import io.iopulse.compare.Comparison;
import io.iopulse.compare.Side;
import io.iopulse.config.Job;
import io.iopulse.record.Recording;
import io.iopulse.run.RunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Two jobs in turn, A B B A A B …: what drifts while they go on, as a device that warms up does,
 * meets both alike.
 */
final class Alternation {
    /** Does a job once, into its recording. */
    interface Doer {
        List<Recording> once(Job job, int round, JobRecording recording) throws RunException;
    }

    private final Doer doer;
    private final BooleanSupplier isStopped;
    private final List<List<Recording>> runs = List.of(new ArrayList<>(), new ArrayList<>());

    /** {@code isStopped} is asked before each run. */
    Alternation(Doer doer, BooleanSupplier isStopped) {
        this.doer = doer;
        this.isStopped = isStopped;
    }

    /** Goes on to the last round or to the first run that does not come to a good end. */
    void run(List<Job> jobs, List<JobRecording> recordings) throws RunException {
        int rounds = jobs.get(0).repeat();
        for (int turn = 0; turn < 2 * rounds; turn++) {
            int round = turn / 2;
            int side = (turn + round) % 2;
            if (isStopped.getAsBoolean()) {
                return;
            }
            List<Recording> done = doer.once(jobs.get(side), round, recordings.get(side));
            runs.get(side).addAll(done);
            if (last(done).exitCode() != ExitCode.OK) {
                return;
            }
        }
    }

    /** Whether there is something to compare. */
    boolean hasBoth() {
        return runs.stream().noneMatch(List::isEmpty);
    }

    /** The run that ended last on either side and was not good; empty: all were. */
    Optional<Recording> bad() {
        return runs.stream()
                .flatMap(List::stream)
                .filter(run -> run.exitCode() != ExitCode.OK)
                .findFirst();
    }

    /** What both sides came to; {@code recordings} say where they are kept. */
    Comparison compare(List<JobRecording> recordings, ComparisonOutput output) {
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String source =
                    recordings.get(i).directory().map(Path::toString).orElse("not recorded");
            sides.add(new Side(Character.toString('A' + i), List.of(source), runs.get(i)));
        }
        return Comparison.of(sides, output.metrics());
    }

    private static Recording last(List<Recording> done) {
        return done.get(done.size() - 1);
    }
}
