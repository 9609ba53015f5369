package io.iopulse.cli;

import io.iopulse.config.JobFile;
import io.iopulse.config.Option;
import io.iopulse.config.Settings;
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
        return runner.run(parser.parse(withFile(Arguments.parse(arguments))));
    }

    private static Settings withFile(Settings commandLine) {
        Optional<String> file = commandLine.one(Option.CONFIG).map(Settings.Entry::value);
        return file.isPresent() ? commandLine.over(JobFile.read(file.get())) : commandLine;
    }
}
