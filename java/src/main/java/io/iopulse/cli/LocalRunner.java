package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.LiveMode;
import io.iopulse.fleet.Coordinator;
import io.iopulse.fleet.LocalLink;
import io.iopulse.record.Recorder;
import io.iopulse.record.Recording;
import io.iopulse.record.RunEvent;
import io.iopulse.record.RunsDirectory;
import io.iopulse.run.Node;
import io.iopulse.run.Preparation;
import io.iopulse.run.RunException;
import io.iopulse.units.Printable;
import io.iopulse.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs or checks workloads on this host, shows it while it goes on and reports it. */
final class LocalRunner implements WorkloadRunner {
    private final PrintStream out;
    private final PrintStream err;
    private final String version;
    private final Interrupts interrupts;
    private final Optional<RunsDirectory> runs;

    /** {@code runs} is where jobs are recorded that do not say where. */
    LocalRunner(
            PrintStream out,
            PrintStream err,
            String version,
            Interrupts interrupts,
            Optional<RunsDirectory> runs) {
        this.out = out;
        this.err = err;
        this.version = version;
        this.interrupts = interrupts;
        this.runs = runs;
    }

    @Override
    public int run(Job job) {
        return guarded(() -> checked(job));
    }

    private int checked(Job job) throws RunException, IOException {
        Gates gates = Gates.of(job.gates(), job.outputs().files());
        OutputPlaces.require(job);
        if (job.dryRun()) {
            print(DryRun.lines(job.phases(), check(job.phases())));
            return ExitCode.OK;
        }
        return measure(job, gates);
    }

    /** What is done, and comes to an exit code. */
    private interface Doing {
        int exitCode() throws RunException, IOException;
    }

    private int guarded(Doing doing) {
        try {
            return doing.exitCode();
        } catch (RunException e) {
            complain(String.valueOf(e.getMessage()));
            return switch (e.reason()) {
                case USAGE -> ExitCode.USAGE;
                case ENVIRONMENT -> ExitCode.FAILED;
                case INTERRUPTED -> ExitCode.INTERRUPTED;
            };
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }

    private List<Preparation> check(List<Workload> phases) throws RunException {
        List<Preparation> checked = new ArrayList<>();
        for (Workload phase : phases) {
            try (Coordinator coordinator = coordinator(Recorder.none(), event -> {})) {
                checked.add(coordinator.check(phase));
            }
        }
        return checked;
    }

    /** Round after round, to the first that does not come to a good end; reports all that ran. */
    private int measure(Job job, Gates gates) throws RunException, IOException {
        List<Recording> recordings = new ArrayList<>();
        Results results =
                new Results(out, err, job.outputs().files(), job.outputs().perWorker(), gates);
        Optional<Path> recorded = Optional.empty();
        try (Scrapes scrapes = new Scrapes(job.outputs().prometheus(), this::complain);
                JobRecording recording = JobRecording.begin(job, runs, this::complain)) {
            recorded = recording.directory();
            if (results.needsRecording() && recorded.isEmpty()) {
                throw new IOException("--csv with --per-worker needs a recording to read");
            }
            for (int round = 0; round < job.repeat(); round++) {
                recordings.addAll(once(job, round, recording, scrapes::accept));
                if (interrupts.happened() || last(recordings).exitCode() != ExitCode.OK) {
                    break;
                }
            }
        } finally {
            if (!recordings.isEmpty()) {
                results.report(recordings, recorded.map(Results.Recorded::whole));
            }
        }
        return results.verdict(recordings);
    }

    /** Phase after phase, to the first that does not come to a good end. */
    private List<Recording> once(
            Job job, int round, JobRecording recording, Consumer<RunEvent> watcher)
            throws RunException {
        List<Recording> done = new ArrayList<>();
        for (Workload phase : job.phases()) {
            Workload seeded = phase.withSeed((phase.seed() + round) & Long.MAX_VALUE);
            try (Coordinator coordinator = coordinator(recording.recorder(), watcher)) {
                done.add(measure(coordinator, seeded, job.outputs().live()));
            }
            if (last(done).exitCode() != ExitCode.OK) {
                break;
            }
        }
        return done;
    }

    @Override
    public int alternate(List<Job> jobs, ComparisonOutput output) {
        return guarded(
                () -> {
                    for (Job job : jobs) {
                        OutputPlaces.require(job);
                    }
                    try (Scrapes scrapes =
                            new Scrapes(jobs.get(0).outputs().prometheus(), this::complain)) {
                        return alternated(jobs, output, scrapes::accept);
                    }
                });
    }

    private int alternated(List<Job> jobs, ComparisonOutput output, Consumer<RunEvent> watcher)
            throws RunException, IOException {
        Alternation alternation =
                new Alternation(
                        (job, round, recording) -> once(job, round, recording, watcher),
                        interrupts::happened);
        List<JobRecording> kept = new ArrayList<>();
        try (JobRecording first = JobRecording.begin(jobs.get(0), "a", runs, this::complain);
                JobRecording second = JobRecording.begin(jobs.get(1), "b", runs, this::complain)) {
            kept.addAll(List.of(first, second));
            alternation.run(jobs, kept);
        }
        Optional<Recording> bad = alternation.bad();
        bad.flatMap(Recording::complaint).ifPresent(this::complain);
        if (!alternation.hasBoth()) {
            complain("there is nothing to compare: one side was not run");
            return bad.map(Recording::exitCode).orElse(ExitCode.INTERRUPTED);
        }
        int code = output.write(alternation.compare(kept, output));
        return bad.map(Recording::exitCode).orElse(code);
    }

    private static Recording last(List<Recording> recordings) {
        return recordings.get(recordings.size() - 1);
    }

    private Coordinator coordinator(Recorder recorder, Consumer<RunEvent> watcher) {
        return new Coordinator(new LocalLink(new Node(version, recorder, watcher)));
    }

    private void print(List<String> lines) {
        for (String line : lines) {
            out.print(Printable.of(line) + "\n");
        }
    }

    private void complain(String sentence) {
        err.print("iopulse: " + Printable.of(sentence) + "\n");
    }

    private Recording measure(Coordinator coordinator, Workload workload, LiveMode mode)
            throws RunException {
        interrupts.onStop(coordinator::stop);
        LiveThread live =
                LiveThread.show(
                        new LiveThread.Shown(workload, coordinator::snapshot, coordinator::stop),
                        mode,
                        err);
        try {
            return coordinator.run(workload);
        } finally {
            live.close();
            interrupts.forgetStop();
        }
    }
}
