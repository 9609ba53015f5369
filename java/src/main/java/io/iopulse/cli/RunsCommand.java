package io.iopulse.cli;

import io.iopulse.config.UsageError;
import io.iopulse.measure.Figure;
import io.iopulse.record.RecordingArchive;
import io.iopulse.record.RecordingException;
import io.iopulse.record.RecordingSummary;
import io.iopulse.record.RunsDirectory;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code iopulse runs}: lists, shows, removes and moves recordings. */
final class RunsCommand {
    private static final String USAGE =
            "runs takes nothing, or show RUN, rm RUN…, export RUN FILE, import FILE";

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;

    RunsCommand(PrintStream out, PrintStream err, RunsDirectory runs) {
        this.out = out;
        this.err = err;
        this.runs = runs;
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        try {
            act(arguments);
            return ExitCode.OK;
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.print("iopulse: " + Printable.of(e.toString()) + "\n");
            return ExitCode.FAILED;
        }
    }

    private void act(List<String> arguments) throws IOException, RecordingException {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest =
                arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        switch (verb) {
            case "" -> list();
            case "show" -> show(path(rest, 1));
            case "rm" -> remove(rest);
            case "export" -> print(RecordingArchive.write(path(rest, 2), Path.of(rest.get(1))));
            case "import" -> {
                require(rest.size() == 1);
                print(RecordingArchive.read(Path.of(rest.get(0)), runs));
            }
            default -> throw new UsageError(USAGE);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new UsageError(USAGE);
        }
    }

    private Path path(List<String> arguments, int count) throws IOException, RecordingException {
        require(arguments.size() == count);
        return runs.find(arguments.get(0));
    }

    private void print(Path path) {
        out.print(Printable.of(path.toString()) + "\n");
    }

    private void list() throws IOException {
        for (Path run : runs.list()) {
            RecordingSummary summary = RecordingSummary.of(run);
            out.print(
                    "%-50s %10s  %s\n"
                            .formatted(
                                    Printable.of(String.valueOf(run.getFileName())),
                                    Figure.bytes(RunsDirectory.bytes(run)),
                                    Printable.of(summary.inWords())));
        }
    }

    private void show(Path run) throws IOException {
        print(run);
        RecordingSummary.of(run).lines().forEach(line -> out.print(Printable.of(line) + "\n"));
    }

    /** All are found before the first is removed. */
    private void remove(List<String> words) throws IOException, RecordingException {
        require(!words.isEmpty());
        List<Path> found = new ArrayList<>();
        for (String word : words) {
            Path run = runs.find(word);
            if (RunsDirectory.isBeingWritten(run)) {
                throw new UsageError(run + " is being written; stop its run first");
            }
            found.add(run);
        }
        found.forEach(RunsDirectory::discard);
    }
}
