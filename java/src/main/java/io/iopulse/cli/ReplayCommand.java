package io.iopulse.cli;

import io.iopulse.config.GateOptions;
import io.iopulse.config.Option;
import io.iopulse.config.OptionGroup;
import io.iopulse.config.OutputFile;
import io.iopulse.config.OutputFormat;
import io.iopulse.config.ReplayOptions;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.record.Recording;
import io.iopulse.record.RecordingException;
import io.iopulse.record.Replay;
import io.iopulse.record.RunsDirectory;
import io.iopulse.record.Selection;
import io.iopulse.record.UnknownNameException;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code iopulse replay}: the results of a recording, as its run printed them. */
final class ReplayCommand {
    private static final Set<Option> OPTIONS = options();

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;
    private final Interrupts interrupts;

    ReplayCommand(PrintStream out, PrintStream err, RunsDirectory runs, Interrupts interrupts) {
        this.interrupts = interrupts;
        this.out = out;
        this.err = err;
        this.runs = runs;
    }

    private static Set<Option> options() {
        Set<Option> known =
                EnumSet.of(
                        Option.TARGETS,
                        Option.PER_WORKER,
                        Option.LIVE,
                        Option.THRESHOLD,
                        Option.GITHUB);
        for (OutputFormat format : OutputFormat.values()) {
            if (format.isOfRuns()) {
                known.add(format.option());
            }
        }
        for (Option option : Option.values()) {
            if (option.group() == OptionGroup.REPLAY) {
                known.add(option);
            }
        }
        return Collections.unmodifiableSet(known);
    }

    /** Returns the exit code: that of the run. */
    int run(List<String> arguments) {
        Settings settings = Arguments.parse(arguments, OPTIONS);
        List<Settings.Entry> named = settings.all(Option.TARGETS);
        if (named.size() != 1) {
            throw new UsageError(
                    "replay takes one recording, as in: iopulse replay last; iopulse runs lists"
                            + " them");
        }
        List<OutputFile> files = OutputFile.of(o -> settings.one(o).map(Settings.Entry::value));
        Results results =
                new Results(
                        out,
                        err,
                        files,
                        settings.on(Option.PER_WORKER),
                        Gates.of(GateOptions.of(settings), files));
        try {
            OutputPlaces.require(results.files());
            Path directory = runs.find(named.get(0).value());
            ReplayOptions options = ReplayOptions.of(settings);
            Selection selection = selection(options);
            List<Recording> recordings =
                    play(directory, options, selection, results.needsWorkers());
            results.report(recordings, Optional.of(new Results.Recorded(directory, selection)));
            return results.verdict(recordings);
        } catch (UnknownNameException e) {
            throw ReplayOptions.unknown(e.kind(), e.name(), e.known());
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.print("iopulse: " + Printable.of(String.valueOf(e.getMessage())) + "\n");
            return ExitCode.FAILED;
        }
    }

    private List<Recording> play(
            Path directory, ReplayOptions options, Selection selection, boolean perWorker)
            throws RecordingException {
        try (PlaybackView view = PlaybackView.of(options, err)) {
            if (view.isAtOnce()) {
                return Replay.of(directory, perWorker, selection);
            }
            interrupts.onStop(view.playback()::skip);
            return Replay.watched(directory, perWorker, selection, view.playback());
        } finally {
            interrupts.forgetStop();
        }
    }

    private static Selection selection(ReplayOptions options) {
        return new Selection(
                options.from(),
                options.to(),
                options.trim(),
                options.phases(),
                options.components(),
                options.workers());
    }
}
