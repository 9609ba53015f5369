package io.iopulse.cli;

import io.iopulse.compare.Metric;
import io.iopulse.compare.TrendGroup;
import io.iopulse.compare.TrendRun;
import io.iopulse.config.Option;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.record.Recording;
import io.iopulse.record.RecordingException;
import io.iopulse.record.Replay;
import io.iopulse.record.RunsDirectory;
import io.iopulse.report.TrendText;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code iopulse trend}: what changed over many recordings, and when. */
final class TrendCommand {
    private static final Set<Option> OPTIONS = EnumSet.of(Option.TARGETS, Option.METRICS);

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;

    TrendCommand(PrintStream out, PrintStream err, RunsDirectory runs) {
        this.out = out;
        this.err = err;
        this.runs = runs;
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        Settings settings = Arguments.parse(arguments, OPTIONS);
        List<Metric> metrics = ComparisonOutput.metrics(settings);
        try {
            List<TrendRun> read = new ArrayList<>();
            for (Path recording : recordings(settings.all(Option.TARGETS))) {
                read.addAll(read(recording));
            }
            if (read.isEmpty()) {
                throw new UsageError("no run is left to look at");
            }
            out.print(TrendText.of(TrendGroup.of(read, metrics)));
            return ExitCode.OK;
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.print("iopulse: " + Printable.of(String.valueOf(e.getMessage())) + "\n");
            return ExitCode.FAILED;
        }
    }

    /** Each once: those in directories, and those that are named. */
    private Set<Path> recordings(List<Settings.Entry> words)
            throws IOException, RecordingException {
        Set<Path> found = new LinkedHashSet<>(words.isEmpty() ? runs.list() : List.of());
        if (words.isEmpty() && found.isEmpty()) {
            throw new UsageError("there are no recordings in " + runs.path());
        }
        for (Settings.Entry word : words) {
            List<Path> inside = new RunsDirectory(Path.of(word.value())).list();
            found.addAll(inside.isEmpty() ? List.of(runs.find(word.value())) : inside);
        }
        return found;
    }

    /** The runs that were good; of the others it is said why they are left out. */
    private List<TrendRun> read(Path recording) {
        String name = String.valueOf(recording.toAbsolutePath().normalize().getFileName());
        List<TrendRun> good = new ArrayList<>();
        if (RunsDirectory.isBeingWritten(recording)) {
            skip(name, "its run is still under way");
            return good;
        }
        try {
            for (Recording run : Replay.of(recording, false)) {
                if (run.exitCode() == Recording.EXIT_OK) {
                    good.add(new TrendRun(name, run));
                } else {
                    skip(
                            "'%s' of %s".formatted(run.facts().workload().name(), name),
                            run.complaint().orElse("its exit code is " + run.exitCode()));
                }
            }
        } catch (RecordingException e) {
            skip(name, String.valueOf(e.getMessage()));
        }
        return good;
    }

    private void skip(String what, String why) {
        err.print("iopulse: " + Printable.of("%s is left out: %s".formatted(what, why)) + "\n");
    }
}
