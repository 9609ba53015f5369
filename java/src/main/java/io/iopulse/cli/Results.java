package io.iopulse.cli;

import io.iopulse.record.Recording;
import io.iopulse.report.JsonReport;
import io.iopulse.report.Printable;
import io.iopulse.report.TextReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints what came of runs, whether they were done just now or are replayed.
 *
 * @param json file for the result; {@code -}: standard output, in place of the text
 */
record Results(PrintStream out, PrintStream err, Optional<String> json, boolean perWorker) {
    static final String STANDARD_OUTPUT = "-";

    /** Writes the results of the runs of a job. */
    void report(List<Recording> recordings) throws IOException {
        if (json.equals(Optional.of(STANDARD_OUTPUT))) {
            JsonReport.write(
                    recordings, perWorker, new PrintWriter(out, false, StandardCharsets.UTF_8));
            return;
        }
        out.print(
                recordings.stream()
                        .map(recording -> TextReport.of(recording, perWorker))
                        .collect(Collectors.joining("\n")));
        if (json.isPresent()) {
            ResultFile.write(
                    Path.of(json.get()), file -> JsonReport.write(recordings, perWorker, file));
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
