package io.iopulse.cli;

import io.iopulse.config.JobFile;
import io.iopulse.config.JobTree;
import io.iopulse.config.Option;
import io.iopulse.config.Settings;
import io.iopulse.config.WorkloadParser;
import java.util.List;

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
        return runner.run(parser.parse(commandLine, file(commandLine)));
    }

    private static JobTree file(Settings commandLine) {
        return commandLine
                .one(Option.CONFIG)
                .map(config -> JobFile.read(config.value()))
                .orElse(JobTree.EMPTY);
    }
}
