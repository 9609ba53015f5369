package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.JobFile;
import io.iopulse.config.JobTree;
import io.iopulse.config.Option;
import io.iopulse.config.Profiles;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.config.WorkloadParser;
import java.util.List;
import java.util.Optional;

/** {@code iopulse run}: from arguments to the end of a run. */
final class RunCommand {
    private final WorkloadParser parser;
    private final WorkloadRunner runner;

    RunCommand(WorkloadParser parser, WorkloadRunner runner) {
        this.parser = parser;
        this.runner = runner;
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        Settings commandLine = Arguments.parse(arguments);
        return runner.run(job(commandLine));
    }

    /** The job of a command line, and of the file that it names. */
    Job job(Settings commandLine) {
        return parser.parse(commandLine, file(commandLine));
    }

    private static JobTree file(Settings commandLine) {
        Optional<String> profile = commandLine.one(Option.PROFILE).map(Settings.Entry::value);
        if (profile.isPresent() && commandLine.has(Option.CONFIG)) {
            throw new UsageError("--profile and --config are both whole jobs; give one of them");
        }
        if (profile.isPresent()) {
            return Profiles.read(profile.get());
        }
        return commandLine
                .one(Option.CONFIG)
                .map(config -> JobFile.read(config.value()))
                .orElse(JobTree.EMPTY);
    }
}
