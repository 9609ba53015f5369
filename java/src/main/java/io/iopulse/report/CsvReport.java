package io.iopulse.report;

import io.iopulse.measure.Interval;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.Recording;
import io.iopulse.record.RunFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time series for spreadsheets and data frames: RFC 4180 with a header, a row per interval. The
 * columns are in docs/guide/outputs.md.
 */
public final class CsvReport {
    /** What a spreadsheet would take for a formula. */
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private static final String LINE_END = "\r\n";

    private final List<CsvColumn> columns;
    private final Writer out;

    private CsvReport(boolean perWorker, Writer out) throws IOException {
        columns = CsvColumn.all(perWorker);
        this.out = out;
        writeLine(columns.stream().flatMap(column -> column.names().stream()).toList());
    }

    /**
     * Writes the intervals of the runs of a job, all workers together; flushes the writer and
     * leaves it open.
     */
    public static void write(List<Recording> recordings, Writer out) throws IOException {
        CsvReport csv = new CsvReport(false, out);
        for (Recording recording : recordings) {
            IntervalPace pace = new IntervalPace(recording);
            for (IntervalSum interval : recording.intervals()) {
                csv.writeRow(CsvRow.of(recording.facts(), pace, interval));
            }
        }
        out.flush();
    }

    /** Writes a row per interval and worker, as the intervals come. */
    public static final class PerWorker {
        private final List<Recording> recordings;
        private final CsvReport csv;
        private Optional<Instant> begun = Optional.empty();
        private boolean hasRate;
        private long runStartNs;

        /** {@code recordings} are the results of the runs whose intervals come, or of parts. */
        public PerWorker(List<Recording> recordings, Writer out) throws IOException {
            this.recordings = List.copyOf(recordings);
            csv = new CsvReport(true, out);
        }

        /**
         * Takes the intervals of run after run.
         *
         * @throws UncheckedIOException when it cannot be written
         */
        public void accept(RunFacts run, Interval interval) {
            if (!begun.equals(Optional.of(run.startedAt()))) {
                begun = Optional.of(run.startedAt());
                runStartNs = runStartNs(interval);
                hasRate = IntervalPace.hasRate(run);
            }
            try {
                csv.writeRow(CsvRow.of(run, interval, hasRate, runStartNs));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Monotonic: all workers keep to one grid, on which the result knows the interval. */
        private long runStartNs(Interval interval) {
            for (Recording recording : recordings) {
                if (begun.equals(Optional.of(recording.facts().startedAt()))) {
                    long lengthNs = recording.facts().workload().interval().ns();
                    return recording.intervals().stream()
                            .filter(sum -> holds(sum, interval))
                            .mapToLong(sum -> beginOf(sum, interval, lengthNs) - sum.startNs())
                            .findFirst()
                            .orElseThrow();
                }
            }
            throw new IllegalArgumentException("an interval of a run that has no result");
        }

        private static boolean holds(IntervalSum sum, Interval interval) {
            return sum.phase() == interval.phase()
                    && sum.number() <= interval.number()
                    && interval.number() < sum.number() + sum.covers();
        }

        /** When the sum began, monotonic. */
        private static long beginOf(IntervalSum sum, Interval interval, long lengthNs) {
            return interval.startNs() - (interval.number() - sum.number()) * lengthNs;
        }
    }

    private void writeRow(CsvRow row) throws IOException {
        writeLine(columns.stream().flatMap(column -> column.cells().apply(row).stream()).toList());
    }

    private void writeLine(List<String> cells) throws IOException {
        String separator = "";
        for (String cell : cells) {
            out.write(separator);
            out.write(quoted(cell));
            separator = ",";
        }
        out.write(LINE_END);
    }

    /** Names come from whoever made the recording; none of our numbers is negative. */
    private static String quoted(String cell) {
        boolean isFormula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        String text = isFormula ? "'" + cell : cell;
        boolean needsQuotes = text.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
