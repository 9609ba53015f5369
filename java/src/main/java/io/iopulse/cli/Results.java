package io.iopulse.cli;

import io.iopulse.compare.GateCase;
import io.iopulse.compare.RepeatedPhase;
import io.iopulse.config.OutputFile;
import io.iopulse.config.OutputFormat;
import io.iopulse.record.Recording;
import io.iopulse.record.RecordingException;
import io.iopulse.record.Replay;
import io.iopulse.record.Selection;
import io.iopulse.report.CsvReport;
import io.iopulse.report.GateText;
import io.iopulse.report.GithubReport;
import io.iopulse.report.HgrmReport;
import io.iopulse.report.HlogReport;
import io.iopulse.report.HtmlReport;
import io.iopulse.report.JsonReport;
import io.iopulse.report.JunitReport;
import io.iopulse.report.RepeatText;
import io.iopulse.report.TextReport;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what came of runs, whether they were done just now or are replayed. */
record Results(
        PrintStream out, PrintStream err, List<OutputFile> files, boolean perWorker, Gates gates) {

    /** Whether something is asked for that only a recording on disk holds. */
    boolean needsRecording() {
        return perWorker && files.stream().anyMatch(file -> file.format() == OutputFormat.CSV);
    }

    /** Whether recordings must hold the latencies of each worker. */
    boolean needsWorkers() {
        return perWorker || files.stream().anyMatch(file -> file.format() == OutputFormat.HTML);
    }

    /**
     * Where the intervals of workers are found.
     *
     * @param directory of a recording
     * @param selection what of it is in the results
     */
    record Recorded(Path directory, Selection selection) {
        /** All of it. */
        static Recorded whole(Path directory) {
            return new Recorded(directory, Selection.WHOLE);
        }
    }

    /**
     * Writes the results of the runs of a job.
     *
     * @param recorded their recording, if they were recorded
     */
    void report(List<Recording> recordings, Optional<Recorded> recorded) throws IOException {
        if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
            out.print(text(recordings));
            print(gates.judge(recordings));
        }
        for (OutputFile file : files) {
            write(recordings, recorded, file);
        }
    }

    /** Writes one of them. */
    void write(List<Recording> recordings, Optional<Recorded> recorded, OutputFile file)
            throws IOException {
        if (file.isStandardOutput()) {
            Writer writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
            write(recordings, recorded, file, writer);
            writer.flush();
            return;
        }
        try {
            if (file.format() == OutputFormat.HGRM) {
                writeDistributions(recordings, Path.of(file.path()));
                return;
            }
            ResultFile.write(
                    Path.of(file.path()), writer -> write(recordings, recorded, file, writer));
        } catch (IOException e) {
            throw new IOException(
                    "the result cannot be written to %s: %s".formatted(file.path(), e.getMessage()),
                    e);
        }
    }

    private void write(
            List<Recording> recordings, Optional<Recorded> recorded, OutputFile file, Writer writer)
            throws IOException {
        switch (file.format()) {
            case JSON -> JsonReport.write(recordings, perWorker, writer);
            case CSV -> {
                if (perWorker) {
                    writeWorkers(recordings, recorded.orElseThrow(), file, writer);
                } else {
                    CsvReport.write(recordings, writer);
                }
            }
            case HLOG -> HlogReport.write(recordings, writer);
            case HTML -> HtmlReport.write(recordings, writer);
            case HGRM, MARKDOWN ->
                    throw new IllegalStateException(file.format() + " is no file of a run");
            case JUNIT -> JunitReport.write(Gates.TITLE, gates.judge(recordings), writer);
        }
    }

    private static void writeDistributions(List<Recording> recordings, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> file : HgrmReport.files(recordings).entrySet()) {
            ResultFile.write(
                    directory.resolve(file.getKey()), writer -> writer.write(file.getValue()));
        }
    }

    private void writeWorkers(
            List<Recording> recordings, Recorded recorded, OutputFile file, Writer writer)
            throws IOException {
        CsvReport.PerWorker csv = new CsvReport.PerWorker(recordings, writer);
        try {
            Replay.intervals(recorded.directory(), recorded.selection(), csv::accept)
                    .ifPresent(why -> complain(file.spelled() + " is not whole: " + why));
        } catch (RecordingException e) {
            throw new IOException(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private String text(List<Recording> recordings) {
        List<RepeatedPhase> repeated = RepeatedPhase.of(recordings);
        return repeated.isEmpty()
                ? recordings.stream()
                        .map(recording -> TextReport.of(recording, perWorker))
                        .collect(Collectors.joining("\n"))
                : RepeatText.of(repeated);
    }

    private void print(List<GateCase> cases) {
        String lines = GateText.of("thresholds", cases);
        out.print(lines.isEmpty() ? "" : "\n" + lines);
    }

    /**
     * Says why the last run is not a good one, and which thresholds do not hold, where it is so;
     * returns the exit code. A run that is not good counts more than what its figures are.
     */
    int verdict(List<Recording> recordings) {
        Recording last = recordings.get(recordings.size() - 1);
        last.complaint().ifPresent(this::complain);
        List<GateCase> cases = gates.judge(recordings);
        cases.stream()
                .flatMap(judged -> judged.failure().stream())
                .forEach(failure -> complain("a threshold failed: " + failure));
        if (gates.github()) {
            out.print(GithubReport.of(Gates.TITLE, cases));
        }
        boolean failed = cases.stream().anyMatch(GateCase::failed);
        return last.exitCode() == ExitCode.OK && failed ? ExitCode.GATE : last.exitCode();
    }

    private void complain(String sentence) {
        err.print("iopulse: " + Printable.of(sentence) + "\n");
    }
}
