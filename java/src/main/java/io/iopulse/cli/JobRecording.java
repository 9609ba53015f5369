package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.UsageError;
import io.iopulse.host.BlockDevice;
import io.iopulse.host.FileSystem;
import io.iopulse.host.TargetFacts;
import io.iopulse.record.Recorder;
import io.iopulse.record.RunsDirectory;
import io.iopulse.workload.Component;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The recording of a job: in the directory that was asked for, or in one among the user's. */
final class JobRecording implements AutoCloseable {
    private final Recorder recorder;
    private final Optional<Path> directory;
    private final boolean isMade;

    private JobRecording(Recorder recorder, Optional<Path> directory, boolean isMade) {
        this.recorder = recorder;
        this.directory = directory;
        this.isMade = isMade;
    }

    /**
     * Begins it. What was not asked for is not insisted on: a user without a place for recordings
     * is told, and the job runs without one.
     */
    static JobRecording begin(Job job, Optional<RunsDirectory> runs, Consumer<String> warnings) {
        return begin(job, "", runs, warnings);
    }

    /** The same for one of several jobs that are done together, told apart by {@code part}. */
    static JobRecording begin(
            Job job, String part, Optional<RunsDirectory> runs, Consumer<String> warnings) {
        if (!job.outputs().recorded()) {
            return new JobRecording(Recorder.none(), Optional.empty(), false);
        }
        Instant now = Instant.now();
        Optional<String> asked =
                job.outputs().record().map(place -> part.isEmpty() ? place : place + "/" + part);
        String name = job.phases().get(0).name() + (part.isEmpty() ? "" : "-" + part);
        try {
            boolean exists = asked.isPresent() && Files.exists(Path.of(asked.get()));
            Path directory =
                    asked.isPresent() ? empty(asked.get()) : ofUser(runs).create(now, name);
            warnIfOnTarget(directory, job, warnings);
            return new JobRecording(
                    Recorder.to(directory, now.toEpochMilli()), Optional.of(directory), !exists);
        } catch (IOException e) {
            if (asked.isPresent()) {
                throw new UsageError("--record %s cannot be used: %s".formatted(asked.get(), e));
            }
            warnings.accept(
                    "the run is not recorded: %s; --record names another place, and --no-record"
                                    .formatted(e.getMessage())
                            + " says that it need not be");
            return new JobRecording(Recorder.none(), Optional.empty(), false);
        }
    }

    private static RunsDirectory ofUser(Optional<RunsDirectory> runs) throws IOException {
        return runs.orElseThrow(() -> new IOException("neither XDG_DATA_HOME nor HOME is set"));
    }

    private static Path empty(String asked) throws IOException {
        Path directory = Files.createDirectories(Path.of(asked));
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(directory)) {
            if (inside.iterator().hasNext()) {
                throw new UsageError("--record %s is not empty; name a new one".formatted(asked));
            }
        }
        return directory;
    }

    private static void warnIfOnTarget(Path directory, Job job, Consumer<String> warnings) {
        TargetFacts place = TargetFacts.of(directory.resolve("recording"));
        job.phases().stream()
                .flatMap(phase -> phase.components().stream())
                .filter(component -> component.load().engine().kind().opensTargets())
                .map(Component::usedTargets)
                .flatMap(targets -> targets.stream().limit(1))
                .map(target -> TargetFacts.of(Path.of(target.path())))
                .filter(target -> areOnOne(target, place))
                .findFirst()
                .ifPresent(
                        target ->
                                warnings.accept(
                                        "the recording, %s, is on the storage under test; --record"
                                                        .formatted(directory)
                                                + " names another place"));
    }

    private static boolean areOnOne(TargetFacts target, TargetFacts place) {
        Optional<String> disk = target.device().map(BlockDevice::disk);
        Optional<Path> mount = target.fileSystem().map(FileSystem::mountPoint);
        return (disk.isPresent() && disk.equals(place.device().map(BlockDevice::disk)))
                || (mount.isPresent()
                        && mount.equals(place.fileSystem().map(FileSystem::mountPoint)));
    }

    Recorder recorder() {
        return recorder;
    }

    /** Where it is; empty where nothing is recorded. */
    Optional<Path> directory() {
        return directory;
    }

    /** Waits for the disk; a recording of nothing leaves nothing. */
    @Override
    public void close() {
        recorder.close();
        if (isMade && !recorder.hasRuns()) {
            directory.ifPresent(RunsDirectory::discard);
        }
    }
}
