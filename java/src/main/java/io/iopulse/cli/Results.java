package io.iopulse.cli;

import io.iopulse.config.OutputFile;
import io.iopulse.record.Recording;
import io.iopulse.report.JsonReport;
import io.iopulse.report.TextReport;
import io.iopulse.units.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what came of runs, whether they were done just now or are replayed. */
record Results(PrintStream out, PrintStream err, List<OutputFile> files, boolean perWorker) {

    /** Writes the results of the runs of a job. */
    void report(List<Recording> recordings) throws IOException {
        if (files.stream().noneMatch(OutputFile::isStandardOutput)) {
            out.print(
                    recordings.stream()
                            .map(recording -> TextReport.of(recording, perWorker))
                            .collect(Collectors.joining("\n")));
        }
        for (OutputFile file : files) {
            report(recordings, file);
        }
    }

    private void report(List<Recording> recordings, OutputFile file) throws IOException {
        if (file.isStandardOutput()) {
            Writer writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
            write(recordings, file, writer);
            writer.flush();
            return;
        }
        try {
            ResultFile.write(Path.of(file.path()), writer -> write(recordings, file, writer));
        } catch (IOException e) {
            throw new IOException(
                    "the result cannot be written to %s: %s".formatted(file.path(), e.getMessage()),
                    e);
        }
    }

    private void write(List<Recording> recordings, OutputFile file, Writer writer)
            throws IOException {
        switch (file.format()) {
            case JSON -> JsonReport.write(recordings, perWorker, writer);
        }
    }

    /** Says why the last run is not a good one, where it is not; returns the exit code. */
    int verdict(List<Recording> recordings) {
        Recording last = recordings.get(recordings.size() - 1);
        last.complaint()
                .ifPresent(sentence -> err.print("iopulse: " + Printable.of(sentence) + "\n"));
        return last.exitCode();
    }
}
