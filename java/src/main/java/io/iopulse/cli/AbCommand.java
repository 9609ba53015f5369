package io.iopulse.cli;

import io.iopulse.config.Job;
import io.iopulse.config.Option;
import io.iopulse.config.OptionGroup;
import io.iopulse.config.OutputFormat;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code iopulse ab}: two jobs in turn, several times, and what the difference is. */
final class AbCommand {
    private static final int REPEAT = 5;
    private static final String USAGE =
            "ab takes two job files, as in: iopulse ab A.yaml B.yaml, or two variants of the same"
                    + " options: iopulse ab --a '--iodepth 1' --b '--iodepth 32' TARGET …";

    /** What a comparison has no use for, beside the forms of a single run. */
    private static final Set<Option> NOT_KNOWN =
            EnumSet.of(Option.PER_WORKER, Option.THRESHOLD, Option.DRY_RUN, Option.A, Option.B);

    private static final Set<Option> KNOWN = options();

    private final PrintStream out;
    private final PrintStream err;
    private final WorkloadRunner runner;
    private final RunCommand jobs;

    /** {@code jobs} reads both jobs, and gives them the same seed. */
    AbCommand(PrintStream out, PrintStream err, WorkloadRunner runner, RunCommand jobs) {
        this.out = out;
        this.err = err;
        this.runner = runner;
        this.jobs = jobs;
    }

    private static Set<Option> options() {
        Set<Option> known = EnumSet.allOf(Option.class);
        known.removeIf(option -> option.group() == OptionGroup.REPLAY);
        for (OutputFormat format : OutputFormat.values()) {
            if (!ComparisonOutput.OPTIONS.contains(format.option())) {
                known.remove(format.option());
            }
        }
        known.removeAll(NOT_KNOWN);
        return Collections.unmodifiableSet(known);
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        List<String> shared = new ArrayList<>(arguments);
        Optional<String> first = taken(shared, "--" + Option.A.longName());
        Optional<String> second = taken(shared, "--" + Option.B.longName());
        Settings settings = Arguments.parse(shared, KNOWN);
        ComparisonOutput output = new ComparisonOutput(out, err, settings);
        List<Job> both = new ArrayList<>();
        if (first.isPresent() && second.isPresent()) {
            both.add(job(shared, Words.of(first.get())));
            both.add(job(shared, Words.of(second.get())));
        } else {
            List<String> files =
                    settings.all(Option.TARGETS).stream().map(Settings.Entry::value).toList();
            boolean named = settings.has(Option.CONFIG) || settings.has(Option.PROFILE);
            if (first.isPresent() || second.isPresent() || files.size() != 2 || named) {
                throw new UsageError(USAGE);
            }
            shared.removeAll(files);
            for (String file : files) {
                both.add(job(shared, List.of("--" + Option.CONFIG.longName(), file)));
            }
        }
        if (both.get(0).repeat() != both.get(1).repeat()) {
            throw new UsageError("both sides are done equally often; give --repeat once");
        }
        return runner.alternate(both, output);
    }

    private Job job(List<String> shared, List<String> own) {
        List<String> whole = new ArrayList<>(own);
        whole.addAll(shared);
        Settings settings = Arguments.parse(whole, KNOWN);
        Job job = jobs.job(settings);
        return settings.has(Option.REPEAT) ? job : job.repeated(REPEAT);
    }

    /** Takes an option and its value, which has dashes of its own, out of arguments. */
    private static Optional<String> taken(List<String> arguments, String name) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(name + "=")) {
                arguments.remove(i);
                return Optional.of(argument.substring(name.length() + 1));
            }
            if (argument.equals(name) && i + 1 < arguments.size()) {
                arguments.remove(i);
                return Optional.of(arguments.remove(i));
            }
        }
        return Optional.empty();
    }
}
