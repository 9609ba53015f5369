package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.OutputFile;
import io.iopulse.config.UsageError;
import io.iopulse.host.FileIdentity;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.TargetKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A result that cannot be kept, or would replace data, is refused before any measurement. */
final class OutputPlaces {
    private OutputPlaces() {}

    /** Looks only; what happens to the place until the result is there is met when writing. */
    static void require(Job job) throws IOException {
        for (OutputFile output : job.outputs().files()) {
            if (!output.isStandardOutput()) {
                requireNoInput(output, job);
                require(output);
            }
        }
    }

    /** Of a command that reads recordings only. */
    static void require(List<OutputFile> outputs) throws IOException {
        for (OutputFile output : outputs) {
            if (!output.isStandardOutput()) {
                require(output);
            }
        }
    }

    private static void require(OutputFile output) throws IOException {
        Path file = Path.of(output.path());
        if (output.format().isDirectory() && Files.exists(file) && !Files.isDirectory(file)) {
            throw new UsageError(output.spelled() + " is no directory; name one, or a new one");
        }
        if (!output.format().isDirectory() && Files.isDirectory(file)) {
            throw new UsageError(output.spelled() + " is a directory; name a file");
        }
        if (TargetFacts.of(file).kind() == TargetKind.BLOCK) {
            throw new UsageError(output.spelled() + " is a block device; name a file");
        }
        Path place = Files.exists(file) ? file : file.toAbsolutePath().getParent();
        if (place == null || !Files.exists(place)) {
            throw new IOException(unwritable(output) + "its directory does not exist");
        }
        if (!Files.isWritable(place)) {
            throw new IOException(unwritable(output) + place + " is not writable for this user");
        }
    }

    private static String unwritable(OutputFile output) {
        return "the result cannot be written to " + output.path() + ": ";
    }

    private static void requireNoInput(OutputFile output, Job job) {
        Path file = Path.of(output.path());
        if (job.file().filter(read -> FileIdentity.areSame(file, Path.of(read))).isPresent()) {
            throw new UsageError(output.spelled() + " is the job file itself; name another file");
        }
        if (job.phases().stream()
                .flatMap(phase -> phase.components().stream())
                .flatMap(component -> component.targets().stream())
                .anyMatch(target -> FileIdentity.areSame(file, Path.of(target.path())))) {
            throw new UsageError(output.spelled() + " is a target of the run; name another file");
        }
    }
}
