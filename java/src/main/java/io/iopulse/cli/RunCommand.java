package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.JobFile;
import io.iopulse.config.Option;
import io.iopulse.config.Settings;
import io.iopulse.config.WorkloadParser;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code iopulse run}: from arguments to the end of a run. */
final class RunCommand {
    private final WorkloadParser parser;
    private final DryRun dryRun;
    private final WorkloadRunner runner;
    private final PrintStream out;

    RunCommand(WorkloadParser parser, DryRun dryRun, WorkloadRunner runner, PrintStream out) {
        this.parser = parser;
        this.dryRun = dryRun;
        this.runner = runner;
        this.out = out;
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        Job job = parser.parse(withFile(Arguments.parse(arguments)));
        if (!job.dryRun()) {
            return runner.run(job.workload(), job.outputs());
        }
        for (String line : dryRun.lines(job.workload())) {
            out.print(line + "\n");
        }
        return ExitCode.OK;
    }

    private static Settings withFile(Settings commandLine) {
        Optional<String> file = commandLine.one(Option.CONFIG).map(Settings.Entry::value);
        return file.isPresent() ? commandLine.over(JobFile.read(file.get())) : commandLine;
    }
}
