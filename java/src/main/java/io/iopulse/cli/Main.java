package io.iopulse.cli;

import io.iopulse.config.Profiles;
import io.iopulse.config.UsageError;
import io.iopulse.config.WorkloadParser;
import io.iopulse.record.RunsDirectory;
import io.iopulse.units.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The program: finds the command, says what went wrong, ends the process. */
public final class Main {
    /** Seeds that are drawn stay exact in JSON readers that know doubles only. */
    private static final long SEED_BOUND = 1L << 53;

    private final PrintStream out;
    private final PrintStream err;
    private final WorkloadRunner runner;
    private final Optional<RunsDirectory> runs;
    private final Interrupts interrupts;

    Main(
            PrintStream out,
            PrintStream err,
            WorkloadRunner runner,
            Optional<RunsDirectory> runs,
            Interrupts interrupts) {
        this.interrupts = interrupts;
        this.out = out;
        this.err = err;
        this.runner = runner;
        this.runs = runs;
    }

    public static void main(String[] arguments) {
        Interrupts interrupts = Interrupts.handled();
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Optional<RunsDirectory> runs = RunsDirectory.ofUser(System.getenv());
        WorkloadRunner runner = new LocalRunner(out, err, version(), interrupts, runs);
        int code = new Main(out, err, runner, runs, interrupts).run(Arrays.asList(arguments));
        System.exit(interrupts.happened() && code == ExitCode.OK ? ExitCode.INTERRUPTED : code);
    }

    /** Whatever the locale says: names of files are bytes, and results are files. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        int code = outcome(arguments);
        if (out.checkError()) {
            err.print("iopulse: standard output cannot be written\n");
            return code == ExitCode.OK ? ExitCode.FAILED : code;
        }
        return code;
    }

    private int outcome(List<String> arguments) {
        try {
            return command(arguments);
        } catch (UsageError e) {
            err.print("iopulse: " + Printable.of(String.valueOf(e.getMessage())) + "\n");
            return ExitCode.USAGE;
        } catch (RuntimeException | LinkageError e) {
            Optional<String> refusal = refusalOfJava(e);
            err.print(refusal.orElse("iopulse: a fault of iopulse itself\n"));
            if (refusal.isEmpty()) {
                e.printStackTrace(err);
            }
            return ExitCode.FAILED;
        }
    }

    /** Java opens files to load its own classes, and so can meet the limit of open files there. */
    private static Optional<String> refusalOfJava(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return failure instanceof LinkageError && root instanceof IOException
                ? Optional.of(
                        "iopulse: Java cannot load a part of itself: "
                                + root.getMessage()
                                + "; the limit of open files (ulimit -n) may be too low\n")
                : Optional.empty();
    }

    private int command(List<String> arguments) {
        boolean helps = !arguments.isEmpty() && arguments.get(0).equals("help");
        if (helps || asks(arguments, "-h", "--help")) {
            out.print(HelpText.text());
            return ExitCode.OK;
        }
        if (asks(arguments, "-V", "--version")) {
            out.print("iopulse " + version() + "\n");
            return ExitCode.OK;
        }
        if (arguments.equals(List.of("profiles"))) {
            Profiles.lines().forEach(line -> out.print(line + "\n"));
            return ExitCode.OK;
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("replay")) {
            return new ReplayCommand(out, err, keptRuns(), interrupts)
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("report")) {
            return new ReportCommand(out, err, keptRuns())
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("runs")) {
            return new RunsCommand(out, err, keptRuns())
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("compare")) {
            return new CompareCommand(out, err, keptRuns())
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("trend")) {
            return new TrendCommand(out, err, keptRuns())
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("baseline")) {
            return new BaselineCommand(out, err, keptRuns())
                    .run(arguments.subList(1, arguments.size()));
        }
        if (!arguments.isEmpty() && arguments.get(0).equals("ab")) {
            long seed = ThreadLocalRandom.current().nextLong(SEED_BOUND);
            RunCommand jobs = new RunCommand(new WorkloadParser(() -> seed), runner);
            return new AbCommand(out, err, runner, jobs)
                    .run(arguments.subList(1, arguments.size()));
        }
        boolean named = !arguments.isEmpty() && arguments.get(0).equals("run");
        return runCommand().run(named ? arguments.subList(1, arguments.size()) : arguments);
    }

    private RunsDirectory keptRuns() {
        return runs.orElseThrow(
                () -> new UsageError("neither XDG_DATA_HOME nor HOME says where recordings are"));
    }

    /** Whether one of the names stands before any {@code --}. */
    private static boolean asks(List<String> arguments, String shortName, String longName) {
        for (String argument : arguments) {
            if (argument.equals("--")) {
                return false;
            }
            if (argument.equals(shortName) || argument.equals(longName)) {
                return true;
            }
        }
        return false;
    }

    private RunCommand runCommand() {
        WorkloadParser parser =
                new WorkloadParser(() -> ThreadLocalRandom.current().nextLong(SEED_BOUND));
        return new RunCommand(parser, runner);
    }

    /** From the manifest of the jar; classes in a directory have none. */
    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of an unpacked build" : version;
    }
}
