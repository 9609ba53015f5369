package io.iopulse.cli;

import io.iopulse.compare.Comparison;
import io.iopulse.compare.GateCase;
import io.iopulse.compare.Metric;
import io.iopulse.config.Option;
import io.iopulse.config.OutputFile;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.report.ComparisonJson;
import io.iopulse.report.ComparisonMarkdown;
import io.iopulse.report.ComparisonText;
import io.iopulse.report.GithubReport;
import io.iopulse.report.JunitReport;
import io.iopulse.units.Printable;
import io.iopulse.units.UnitFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a comparison: text, files, annotations and an exit code. */
final class ComparisonOutput {
    /** The options that it knows. */
    static final Set<Option> OPTIONS =
            Set.copyOf(
                    EnumSet.of(
                            Option.METRICS,
                            Option.JSON,
                            Option.MARKDOWN,
                            Option.JUNIT,
                            Option.GITHUB,
                            Option.FAIL_ON_REGRESSION));

    private static final String TITLE = "iopulse compare";

    private final PrintStream out;
    private final PrintStream err;
    private final List<Metric> metrics;
    private final List<OutputFile> files;
    private final boolean github;
    private final boolean failsOnRegression;

    /**
     * Reads the options.
     *
     * @throws UsageError for what cannot be done
     */
    ComparisonOutput(PrintStream out, PrintStream err, Settings settings) {
        this.out = out;
        this.err = err;
        metrics = metrics(settings);
        files =
                OutputFile.of(
                        option ->
                                OPTIONS.contains(option)
                                        ? settings.one(option).map(Settings.Entry::value)
                                        : Optional.empty());
        github = settings.on(Option.GITHUB);
        failsOnRegression = settings.on(Option.FAIL_ON_REGRESSION);
    }

    /** Those of {@code --metrics}. */
    static List<Metric> metrics(Settings settings) {
        List<Metric> metrics = new ArrayList<>();
        for (Settings.Entry entry : settings.all(Option.METRICS)) {
            try {
                metrics.add(Metric.parse(entry.value()));
            } catch (UnitFormatException e) {
                throw new UsageError("--metrics: " + e.getMessage());
            }
        }
        return List.copyOf(metrics);
    }

    /** What is to be compared; empty: the headlines. */
    List<Metric> metrics() {
        return metrics;
    }

    /** Refuses places that cannot be written, before anything is done. */
    void requirePlaces() throws IOException {
        OutputPlaces.require(files);
    }

    /** Returns the exit code. */
    int write(Comparison comparison) throws IOException {
        if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
            out.print(ComparisonText.of(comparison));
        }
        for (OutputFile file : files) {
            if (file.isStandardOutput()) {
                Writer writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
                write(comparison, file, writer);
                writer.flush();
            } else {
                ResultFile.write(Path.of(file.path()), writer -> write(comparison, file, writer));
            }
        }
        List<GateCase> cases = comparison.cases();
        if (github) {
            out.print(GithubReport.of(TITLE, cases));
        }
        if (!failsOnRegression || !comparison.hasRegression()) {
            return ExitCode.OK;
        }
        cases.stream()
                .flatMap(judged -> judged.failure().stream())
                .forEach(why -> err.print("iopulse: " + Printable.of(why) + "\n"));
        return ExitCode.GATE;
    }

    private static void write(Comparison comparison, OutputFile file, Writer writer)
            throws IOException {
        switch (file.format()) {
            case JSON -> ComparisonJson.write(comparison, writer);
            case MARKDOWN -> writer.write(ComparisonMarkdown.of(comparison));
            case JUNIT -> JunitReport.write(TITLE, comparison.cases(), writer);
            default ->
                    throw new IllegalStateException(file.format() + " is no form of a comparison");
        }
    }
}
