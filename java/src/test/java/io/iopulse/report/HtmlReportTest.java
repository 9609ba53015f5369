package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Latency;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page without a browser; HtmlPageTest opens it. */
final class HtmlReportTest {
    private static final int PAGE_BYTES_MAX = 1_500_000;
    private static final String DATA = "<script type=\"application/json\" id=\"data\">";

    private static String page(Recording... recordings) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(List.of(recordings), out);
        return out.toString();
    }

    private static Map<?, ?> run(String page) throws IOException {
        int from = page.indexOf(DATA) + DATA.length();
        Object data = JsonTree.parse(page.substring(from, page.indexOf("</script>", from)));
        return (Map<?, ?>) list(data, "runs").get(0);
    }

    private static Object at(Object tree, Object key) {
        return Objects.requireNonNull(((Map<?, ?>) tree).get(key), () -> "no " + key);
    }

    private static Map<?, ?> map(Object tree, Object key) {
        return (Map<?, ?>) at(tree, key);
    }

    private static List<?> list(Object tree, Object key) {
        return (List<?>) at(tree, key);
    }

    private static String inflated(Object base64) throws IOException {
        byte[] packed = Base64.getDecoder().decode((String) base64);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Its data; scripts and styles are kept as they are written. */
    @ParameterizedTest
    @EnumSource
    void theDataOfThePageAreAsKept(SampleRecordings sample) throws IOException {
        Map<?, ?> run = run(page(sample.get()));
        String name = sample.name().toLowerCase(Locale.ROOT);
        Golden.check(
                name + ".page.txt",
                "devices %s%nlatencies %s%nwindows %s%nseries %s%n"
                        .formatted(
                                run.get("devices"),
                                run.get("latencies"),
                                run.get("windows"),
                                inflated(at(run, "series"))));
    }

    @ParameterizedTest
    @EnumSource
    void jsonCsvAndPageAgreeToTheDigit(SampleRecordings sample) throws IOException {
        Recording recording = sample.get();
        Map<?, ?> run = run(page(recording));
        StringWriter json = new StringWriter();
        JsonReport.write(List.of(recording), true, json);
        Map<?, ?> result = (Map<?, ?>) JsonTree.parse(json.toString());
        Map<?, ?> summary = map(run, "result");
        assertThat(summary.keySet()).hasSize(result.size() - 2);
        for (Object key : summary.keySet()) {
            if (!List.of("latency", "components").contains(key)) {
                assertThat(summary.get(key)).as("%s", key).isEqualTo(result.get(key));
            }
        }
        StringWriter csv = new StringWriter();
        CsvReport.write(List.of(recording), csv);
        List<Map<String, String>> rows = CsvReportTest.rows(csv.toString());
        Map<?, ?> columns = columns(run);
        List<?> intervals = list(result, "intervals");
        assertThat(rows).hasSameSizeAs(intervals);
        for (int i = 0; i < rows.size(); i++) {
            assertSamePoint(rows.get(i), columns, i);
            assertSameInterval(rows.get(i), (Map<?, ?>) intervals.get(i));
        }
    }

    private static Map<?, ?> columns(Map<?, ?> run) throws IOException {
        return map(JsonTree.parse(inflated(at(run, "series"))), "columns");
    }

    private static void assertSamePoint(Map<String, String> row, Map<?, ?> columns, int i) {
        row.forEach(
                (name, cell) -> {
                    Object value =
                            columns.containsKey(name)
                                    ? list(columns, name).get(i)
                                    : JsonTree.Absent.NULL;
                    assertThat(text(value)).as(name).isEqualTo(number(cell));
                });
    }

    /** Every number that both have. */
    private static void assertSameInterval(Map<String, String> row, Map<?, ?> interval) {
        same(cell(row, "errors"), at(interval, "errors"));
        same(cell(row, "depth"), at(interval, "depth_achieved"));
        same(cell(row, "in_flight"), at(interval, "in_flight_at_end"));
        same(cell(row, "gap_max_ns"), at(interval, "gap_max_ns"));
        map(interval, "operations").forEach((kind, count) -> same(cell(row, kind + "_ops"), count));
        if (interval.containsKey("operations_per_second")) {
            same(cell(row, "total_iops"), at(interval, "operations_per_second"));
            same(cell(row, "total_bytes_per_s"), at(interval, "bytes_per_second"));
        }
        map(interval, "latency")
                .forEach(
                        (timed, byOperation) ->
                                ((Map<?, ?>) byOperation)
                                        .forEach(
                                                (kind, latency) ->
                                                        assertSameLatency(
                                                                row,
                                                                kind + "_" + timed + "_",
                                                                (Map<?, ?>) latency)));
    }

    private static void assertSameLatency(
            Map<String, String> row, String prefix, Map<?, ?> latency) {
        if (!row.containsKey(prefix + "mean_ns")) {
            return;
        }
        same(cell(row, prefix + "mean_ns"), at(latency, "mean_ns"));
        same(cell(row, prefix + "max_ns"), at(latency, "max_ns"));
        List<?> few = list(latency, "percentiles_with_few_samples");
        map(latency, "percentiles_ns")
                .forEach(
                        (percentile, ns) -> {
                            String name =
                                    prefix + "p" + percentile.toString().replace('.', '_') + "_ns";
                            if (few.contains(percentile)) {
                                assertThat(row).containsEntry(name, "");
                            } else {
                                same(cell(row, name), ns);
                            }
                        });
    }

    private static String cell(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name), () -> "no " + name);
    }

    private static void same(String cell, Object value) {
        assertThat(number(cell)).isEqualTo(text(value));
    }

    private static String number(String cell) {
        return cell.matches("[0-9.]+") ? Double.toString(Double.parseDouble(cell)) : cell;
    }

    private static String text(Object value) {
        if (value instanceof Number number) {
            return Double.toString(number.doubleValue());
        }
        return value == JsonTree.Absent.NULL ? "" : String.valueOf(value);
    }

    @Test
    void tenMinutesKeepTheSize() throws IOException {
        long seed = new Random().nextLong();
        Recording recording = SampleLatencies.run(seed, 600, 3000);
        assertThat(page(recording).getBytes(StandardCharsets.UTF_8).length)
                .as("seed %d", seed)
                .isLessThanOrEqualTo(PAGE_BYTES_MAX);
    }

    /** 64 histograms do not fit, so windows of several intervals are made, and none is lost. */
    @Test
    void windowsGrowUntilTheyFit() {
        Recording recording = SampleLatencies.run(42, 64, 1000);
        PageHistograms all = new PageHistograms(recording, Integer.MAX_VALUE);
        PageHistograms some = new PageHistograms(recording, all.packed().length / 3);
        assertThat(all.windows()).hasSize(63);
        assertThat(some.windows()).hasSizeBetween(2, 31);
        assertThat(some.packed().length).isLessThan(all.packed().length / 2);
        assertThat(some.windows().get(0).startNs()).isEqualTo(all.windows().get(0).startNs());
        assertThat(some.windows().get(some.windows().size() - 1))
                .extracting(PageHistograms.Window::endNs)
                .isEqualTo(all.windows().get(62).endNs());
    }

    /** Points of a long run are sums: nothing of it is lost. */
    @Test
    void pointsOfALongRunAreSums() throws IOException {
        Recording recording = SampleLatencies.run(42, 64, 200);
        Map<?, ?> series = (Map<?, ?>) JsonTree.parse(new PageSeries(recording, 10).json());
        Map<?, ?> columns = map(series, "columns");
        List<?> ops = list(columns, "total_ops");
        assertThat(series.get("intervals_per_point")).isEqualTo(7L);
        assertThat(ops).hasSize(10);
        assertThat(ops.stream().mapToLong(count -> (long) count).sum())
                .isEqualTo(
                        recording.intervals().stream()
                                .map(IntervalSum::ops)
                                .mapToLong(counts -> counts.total())
                                .sum());
        assertThat(list(columns, "elapsed_s")).last().isEqualTo(64L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 8, 15, 16, 1000, 123_456_789, Latency.HIGHEST_NS})
    void aRowHoldsItsLatencies(long ns) {
        int row = PageSeries.rowOf(ns);
        assertThat(start(row)).isLessThanOrEqualTo((double) Math.max(1, ns));
        assertThat(start(row + 1)).isGreaterThan((double) ns);
    }

    private static double start(int row) {
        int octave = row / PageSeries.ROWS_PER_OCTAVE;
        double share = (double) (row % PageSeries.ROWS_PER_OCTAVE) / PageSeries.ROWS_PER_OCTAVE;
        return Math.pow(2, octave) * (1 + share);
    }

    @Test
    void nothingFromARecordingIsMarkup() throws IOException {
        SampleRun run = new SampleRun();
        run.name = "</script><img src=x onerror=alert(1)><!--";
        run.host.put("cpu_model", "<script>alert(1)</script>");
        String page = page(run.steady().record());
        assertThat(page).doesNotContain("<img", "<script>alert");
        assertThat(tags(page, "<script")).hasSize(3);
        assertThat(tags(page, "</script>")).hasSize(3);
        assertThat(page).contains("default-src 'none'");
    }

    private static List<Integer> tags(String page, String tag) {
        List<Integer> found = new ArrayList<>();
        for (int at = page.indexOf(tag); at >= 0; at = page.indexOf(tag, at + 1)) {
            found.add(at);
        }
        return found;
    }
}
