package io.iopulse.cli;

import io.iopulse.compare.Comparison;
import io.iopulse.compare.Side;
import io.iopulse.config.Option;
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
import java.util.Set;

/** {@code iopulse compare}: recordings side by side, and what can be concluded. */
final class CompareCommand {
    private static final int SIDES_MIN = 2;

    /** Columns are named A to Z. */
    private static final int SIDES_MAX = 26;

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;

    CompareCommand(PrintStream out, PrintStream err, RunsDirectory runs) {
        this.out = out;
        this.err = err;
        this.runs = runs;
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        Set<Option> known = EnumSet.of(Option.TARGETS);
        known.addAll(ComparisonOutput.OPTIONS);
        Settings settings = Arguments.parse(arguments, known);
        ComparisonOutput output = new ComparisonOutput(out, err, settings);
        List<Settings.Entry> named = settings.all(Option.TARGETS);
        if (named.size() < SIDES_MIN || named.size() > SIDES_MAX) {
            throw new UsageError(
                    "compare takes two recordings or more, as in: iopulse compare A B, or several"
                            + " of each: iopulse compare A1,A2,A3 B1,B2,B3");
        }
        try {
            output.requirePlaces();
            List<Side> sides = new ArrayList<>();
            for (Settings.Entry words : named) {
                String name = Character.toString('A' + sides.size());
                sides.add(side(name, words.value(), runs));
            }
            return output.write(Comparison.of(sides, output.metrics()));
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.print("iopulse: " + Printable.of(String.valueOf(e.getMessage())) + "\n");
            return ExitCode.FAILED;
        }
    }

    /** The runs of recordings whose names are separated by commas. */
    static Side side(String name, String words, RunsDirectory runs)
            throws IOException, RecordingException {
        List<String> sources = new ArrayList<>();
        List<Recording> recordings = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Path directory = runs.find(word);
            sources.add(String.valueOf(directory.getFileName()));
            recordings.addAll(Replay.of(directory, false));
        }
        return new Side(name, sources, recordings);
    }
}
