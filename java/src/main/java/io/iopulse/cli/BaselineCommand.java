package io.iopulse.cli;

import io.iopulse.compare.BaselineCheck;
import io.iopulse.compare.Comparison;
import io.iopulse.compare.GateCase;
import io.iopulse.compare.Metric;
import io.iopulse.compare.PhaseComparison;
import io.iopulse.compare.Side;
import io.iopulse.compare.Tolerance;
import io.iopulse.config.Option;
import io.iopulse.config.OutputFile;
import io.iopulse.config.Settings;
import io.iopulse.config.UsageError;
import io.iopulse.record.RecordingException;
import io.iopulse.record.RunsDirectory;
import io.iopulse.report.GateText;
import io.iopulse.report.GithubReport;
import io.iopulse.report.JunitReport;
import io.iopulse.units.Printable;
import io.iopulse.units.UnitFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code iopulse baseline}: recordings kept under a name, and runs held against them. */
final class BaselineCommand {
    private static final String USAGE =
            "baseline takes save NAME RUN, check NAME RUN, list, or rm NAME";
    private static final Set<Option> CHECK_OPTIONS =
            Set.copyOf(
                    EnumSet.of(
                            Option.TARGETS,
                            Option.METRICS,
                            Option.TOLERANCE,
                            Option.JUNIT,
                            Option.GITHUB));

    private final PrintStream out;
    private final PrintStream err;
    private final RunsDirectory runs;
    private final Baselines baselines;

    BaselineCommand(PrintStream out, PrintStream err, RunsDirectory runs) {
        this.out = out;
        this.err = err;
        this.runs = runs;
        baselines = new Baselines(runs);
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        try {
            return act(arguments);
        } catch (UnitFormatException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (RecordingException e) {
            throw new UsageError(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            complain(e.toString());
            return ExitCode.FAILED;
        }
    }

    private int act(List<String> arguments) throws IOException, RecordingException {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest =
                arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        switch (verb) {
            case "save" -> save(rest);
            case "check" -> {
                return check(Arguments.parse(rest, CHECK_OPTIONS));
            }
            case "list" -> {
                require(rest.isEmpty());
                for (String name : baselines.names()) {
                    out.print(Printable.of(name) + "\n");
                }
            }
            case "rm" -> {
                require(rest.size() == 1);
                baselines.remove(rest.get(0));
            }
            default -> throw new UsageError(USAGE);
        }
        return ExitCode.OK;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new UsageError(USAGE);
        }
    }

    private void save(List<String> rest) throws IOException, RecordingException {
        require(rest.size() == 2);
        List<Path> recordings = new ArrayList<>();
        for (String word : rest.get(1).split(",", -1)) {
            recordings.add(runs.find(word));
        }
        out.print(Printable.of(baselines.save(rest.get(0), recordings).toString()) + "\n");
    }

    private int check(Settings settings) throws IOException, RecordingException {
        List<Settings.Entry> named = settings.all(Option.TARGETS);
        require(named.size() == 2);
        List<Tolerance> tolerances = new ArrayList<>();
        for (Settings.Entry entry : settings.all(Option.TOLERANCE)) {
            tolerances.add(Tolerance.parse(entry.value()));
        }
        List<Metric> metrics = new ArrayList<>();
        for (Settings.Entry entry : settings.all(Option.METRICS)) {
            metrics.add(Metric.parse(entry.value()));
        }
        List<OutputFile> files =
                OutputFile.of(
                        option ->
                                option == Option.JUNIT
                                        ? settings.one(option).map(Settings.Entry::value)
                                        : Optional.empty());
        OutputPlaces.require(files);
        String name = named.get(0).value();
        Side base = new Side(name, List.of(name), baselines.read(name));
        Side held = CompareCommand.side(named.get(1).value(), named.get(1).value(), runs);
        List<Metric> asked = union(metrics, tolerances.stream().map(Tolerance::metric).toList());
        List<Metric> compared =
                metrics.isEmpty() ? union(PhaseComparison.headlines(), asked) : asked;
        Comparison comparison = Comparison.of(List.of(base, held), compared);
        List<GateCase> cases = BaselineCheck.of(comparison, tolerances, asked);
        report(name, comparison, cases, files);
        if (settings.has(Option.GITHUB)) {
            out.print(GithubReport.of(title(name), cases));
        }
        return cases.isEmpty() || cases.stream().anyMatch(GateCase::failed)
                ? ExitCode.GATE
                : ExitCode.OK;
    }

    private static List<Metric> union(List<Metric> metrics, List<Metric> more) {
        List<Metric> all = new ArrayList<>(metrics);
        more.stream().filter(metric -> !all.contains(metric)).forEach(all::add);
        return all;
    }

    private static String title(String name) {
        return "iopulse baseline " + name;
    }

    private void report(
            String name, Comparison comparison, List<GateCase> cases, List<OutputFile> files)
            throws IOException {
        out.print(GateText.of("baseline " + name, cases));
        comparison.notes().stream()
                .filter(note -> !note.startsWith("no verdict"))
                .forEach(note -> out.print("  " + Printable.of(note) + "\n"));
        for (OutputFile file : files) {
            ResultFile.write(
                    Path.of(file.path()), writer -> JunitReport.write(title(name), cases, writer));
        }
        cases.stream().flatMap(judged -> judged.failure().stream()).forEach(this::complain);
        if (cases.isEmpty()) {
            complain("nothing could be compared with the baseline");
        }
    }

    private void complain(String sentence) {
        err.print("iopulse: " + Printable.of(sentence) + "\n");
    }
}
