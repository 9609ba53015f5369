package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.RunFacts;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CsvReportTest {
    private static final Path GUIDE = Path.of("docs", "guide", "outputs.md");

    @ParameterizedTest
    @EnumSource
    void theWholeSeriesIsAsKept(SampleRecordings sample) throws IOException {
        StringWriter out = new StringWriter();
        CsvReport.write(List.of(sample.get()), out);
        Golden.check(sample.name().toLowerCase(Locale.ROOT) + ".csv", out.toString());
    }

    @Test
    void eachWorkerHasARowPerInterval() throws IOException {
        SampleRun run = new SampleRun();
        run.workers = 2;
        String csv = perWorker(run.steady());
        assertThat(rows(csv))
                .hasSize(10)
                .allSatisfy(row -> assertThat(row).containsEntry("component", "sample"))
                .extracting(row -> row.get("worker_id") + row.get("phase") + row.get("interval"))
                .startsWith("0warmup0", "0measure1")
                .endsWith("1measure3", "1drain4");
        assertThat(rows(csv).get(6))
                .contains(
                        entry("elapsed_s", "2"),
                        entry("timestamp", "2026-01-02T03:04:07Z"),
                        entry("read_ops", "32000"),
                        entry("read_iops", "32000"),
                        entry("depth", "32"),
                        entry("read_service_p99_9_ns", "1000000"),
                        entry("write_service_mean_ns", ""),
                        entry("backlog", ""));
    }

    private static String perWorker(SampleRun run) throws IOException {
        StringWriter out = new StringWriter();
        CsvReport.PerWorker csv = new CsvReport.PerWorker(List.of(run.record()), out);
        RunFacts facts = run.facts();
        run.intervals.forEach(interval -> csv.accept(facts, interval));
        return out.toString();
    }

    /** Of 1000 samples 10 lie beyond the 99th percentile, and 1 beyond the 99.9th. */
    @Test
    void aPercentileWithFewSamplesBeyondItIsNoNumber() throws IOException {
        SampleRun run = new SampleRun();
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                        .add(OperationKind.READ, 1000, SampleRun.BLOCK_BYTES, 500_000)
                        .build());
        assertThat(rows(perWorker(run)).get(0))
                .containsEntry("both_service_p99_ns", "500000")
                .containsEntry("both_service_p99_9_ns", "")
                .containsEntry("both_service_max_ns", "500000");
    }

    @Test
    void aDrainHasCountsAndNoRates() throws IOException {
        assertThat(rows(perWorker(new SampleRun().steady())).get(4))
                .containsEntry("phase", "drain")
                .containsEntry("read_ops", "32")
                .containsEntry("read_iops", "")
                .containsEntry("total_bytes_per_s", "");
    }

    @ParameterizedTest
    @EnumSource
    void namesFromElsewhereStayInTheirCell(ForeignName foreign) throws IOException {
        SampleRun run = new SampleRun();
        run.name = foreign.name;
        StringWriter out = new StringWriter();
        CsvReport.write(List.of(run.steady().record()), out);
        assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
                .startsWith(foreign.cell);
    }

    /** What would break out of a cell, or be computed by a spreadsheet. */
    private enum ForeignName {
        COMMA("a,b", "\"a,b\",warmup,"),
        QUOTE("say \"x\"", "\"say \"\"x\"\"\",warmup,"),
        FORMULA("=1+1", "'=1+1,warmup,"),
        COMMAND("@SUM(1,2)", "\"'@SUM(1,2)\",warmup,");

        private final String name;
        private final String cell;

        ForeignName(String name, String cell) {
            this.name = name;
            this.cell = cell;
        }
    }

    @Test
    void theGuideNamesEveryColumn() throws IOException {
        String guide = Files.readString(GUIDE);
        assertThat(CsvColumn.all(true).stream().flatMap(column -> column.names().stream()))
                .map(
                        name ->
                                name.replaceFirst(
                                        "^(read|write|trim|fsync|fdatasync|both|total)_", ""))
                .map(name -> name.replaceFirst("^(service|response|lateness)_.*", "$1_…_ns"))
                .allSatisfy(name -> assertThat(guide).contains(name));
    }

    /** Cells by the names of their columns; none of ours is quoted. */
    static List<Map<String, String>> rows(String csv) {
        List<String> lines = csv.lines().toList();
        String[] names = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSameSizeAs(names);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
