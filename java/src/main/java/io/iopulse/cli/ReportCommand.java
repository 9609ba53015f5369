package io.iopulse.cli;

import io.iopulse.config.Option;
import io.iopulse.config.OutputFile;
import io.iopulse.config.OutputFormat;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.record.Recording;
import io.iopulse.record.RecordingException;
import io.iopulse.record.Replay;
import io.iopulse.record.RunsDirectory;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code iopulse report}: recordings as one page for a browser. */
final class ReportCommand {
    private static final Set<Option> OPTIONS = EnumSet.of(Option.TARGETS, Option.HTML);

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;

    ReportCommand(PrintStream out, PrintStream err, RunsDirectory runs) {
        this.out = out;
        this.err = err;
        this.runs = runs;
    }

    /** Returns the exit code: whether there is a page. */
    int run(List<String> arguments) {
        Settings settings = Arguments.parse(arguments, OPTIONS);
        List<Settings.Entry> named = settings.all(Option.TARGETS);
        if (named.isEmpty()) {
            throw new UsageError(
                    "report takes recordings, as in: iopulse report last; iopulse runs lists them");
        }
        try {
            List<Path> found = new ArrayList<>();
            for (Settings.Entry word : named) {
                found.add(runs.find(word.value()));
            }
            Optional<String> asked = settings.one(Option.HTML).map(Settings.Entry::value);
            write(found, asked.orElse(found.get(0).toAbsolutePath().getFileName() + ".html"));
            return ExitCode.OK;
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.print("iopulse: " + Printable.of(String.valueOf(e.getMessage())) + "\n");
            return ExitCode.FAILED;
        }
    }

    private void write(List<Path> directories, String file) throws IOException, RecordingException {
        OutputFile page = new OutputFile(OutputFormat.HTML, file);
        OutputPlaces.require(List.of(page));
        List<Recording> recordings = new ArrayList<>();
        for (Path directory : directories) {
            recordings.addAll(Replay.of(directory, true));
        }
        Gates none = new Gates(List.of(), false);
        new Results(out, err, List.of(page), true, none).write(recordings, Optional.empty(), page);
        if (!page.isStandardOutput()) {
            out.print(Printable.of(file) + "\n");
        }
    }
}
