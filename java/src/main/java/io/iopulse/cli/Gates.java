package io.iopulse.cli;

import io.iopulse.compare.Gate;
import io.iopulse.compare.GateCase;
import io.iopulse.compare.Threshold;
import io.iopulse.config.GateOptions;
import io.iopulse.config.Option;
import io.iopulse.config.OutputFile;
import io.iopulse.config.OutputFormat;
import io.iopulse.config.UsageError;
import io.iopulse.record.Recording;
import io.iopulse.units.UnitFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The thresholds of a command.
 *
 * @param github whether those that failed are printed as annotations of a workflow
 */
record Gates(List<Threshold> thresholds, boolean github) {
    /** What the cases are called among those of other programs. */
    static final String TITLE = "iopulse thresholds";

    Gates {
        thresholds = List.copyOf(thresholds);
    }

    /**
     * Reads them; {@code files} are those of the command.
     *
     * @throws UsageError when one is none, or a form of their outcome is asked for without any
     */
    static Gates of(GateOptions options, List<OutputFile> files) {
        List<Threshold> thresholds = new ArrayList<>();
        for (String text : options.thresholds()) {
            thresholds.add(threshold(text));
        }
        for (OutputFile file : files) {
            requireThresholds(thresholds, file.format() == OutputFormat.JUNIT, Option.JUNIT);
            if (options.github() && file.isStandardOutput()) {
                throw new UsageError(
                        "--github and "
                                + file.spelled()
                                + " both go to standard output; name a file for one");
            }
        }
        requireThresholds(thresholds, options.github(), Option.GITHUB);
        return new Gates(thresholds, options.github());
    }

    private static Threshold threshold(String text) {
        try {
            return Threshold.parse(text);
        } catch (UnitFormatException e) {
            throw new UsageError("--threshold " + text + ": " + e.getMessage());
        }
    }

    private static void requireThresholds(List<Threshold> thresholds, boolean asked, Option form) {
        if (asked && thresholds.isEmpty()) {
            throw new UsageError(
                    "--"
                            + form.longName()
                            + " tells what became of thresholds; give some, as in --threshold"
                            + " 'read.p99<2ms'");
        }
    }

    List<GateCase> judge(List<Recording> recordings) {
        return Gate.judge(thresholds, recordings);
    }
}
