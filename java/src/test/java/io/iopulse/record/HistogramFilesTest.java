package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.report.HgrmReport;
import io.iopulse.report.HlogReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

/** Files of histograms as the library reads them, against our own numbers. */
final class HistogramFilesTest {
    private static final double[] PERCENTILES = {0, 1, 50, 90, 95, 99, 99.9, 99.99, 100};

    private final long seed = new Random().nextLong();

    /** Two workers, 2 s of warm-up and 5 measured ones, of latencies over five decades. */
    private SampleRun run() {
        Random random = new Random(seed);
        SampleRun run = new SampleRun();
        run.workers = 2;
        for (int worker = 0; worker < run.workers; worker++) {
            for (int number = 0; number < 7; number++) {
                Phase phase = number < 2 ? Phase.WARMUP : Phase.MEASURE;
                run.intervals.add(interval(random, worker, number, phase));
            }
        }
        return run;
    }

    private static Interval interval(Random random, int worker, int number, Phase phase) {
        IntervalSketch sketch =
                new IntervalSketch(worker, number, phase, number * 1000L, number * 1000L + 1000);
        for (int i = 0; i < 2000; i++) {
            long ns = (long) (1e3 * Math.pow(10, 5 * random.nextDouble()));
            OperationKind kind = i % 3 == 0 ? OperationKind.WRITE : OperationKind.READ;
            sketch.add(kind, 1, SampleRun.BLOCK_BYTES, ns);
            sketch.time(LatencyKind.RESPONSE, kind, 1, 2 * ns);
        }
        return sketch.build();
    }

    private static List<EncodableHistogram> read(String log) {
        List<EncodableHistogram> histograms = new ArrayList<>();
        try (HistogramLogReader reader =
                new HistogramLogReader(
                        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                if (next != null) {
                    histograms.add(next);
                }
            }
        }
        return histograms;
    }

    private static String log(List<Recording> recordings) throws IOException {
        StringWriter out = new StringWriter();
        HlogReport.write(recordings, out);
        return out.toString();
    }

    @Test
    void theLibraryReadsTheLogAndFindsOurPercentiles() throws IOException {
        Recording recording = run().record();
        List<EncodableHistogram> read = read(log(List.of(recording)));
        assertThat(read).hasSize(5 * 4);
        Map<String, Histogram> sums = new TreeMap<>();
        for (EncodableHistogram interval : read) {
            sums.computeIfAbsent(interval.getTag(), tag -> new Histogram(3))
                    .add((Histogram) interval);
        }
        assertThat(sums)
                .containsOnlyKeys(
                        "response_read", "response_write", "service_read", "service_write");
        sums.forEach((tag, sum) -> same(sum, latency(recording, tag)));
    }

    private static Latency latency(Recording recording, String tag) {
        String[] names = tag.split("_", 2);
        return recording
                .measured()
                .latencies()
                .get(
                        LatencyKind.valueOf(names[0].toUpperCase(Locale.ROOT)),
                        OperationKind.valueOf(names[1].toUpperCase(Locale.ROOT)))
                .orElseThrow();
    }

    private void same(Histogram theirs, Latency ours) {
        assertThat(theirs.getTotalCount()).as("seed %d", seed).isEqualTo(ours.count());
        for (double percentile : PERCENTILES) {
            assertThat(Math.min(theirs.getValueAtPercentile(percentile), ours.maxNs()))
                    .as("p%s, seed %d", percentile, seed)
                    .isEqualTo(ours.percentileNs(percentile));
        }
    }

    /** Measured from 2 s on; the sample starts at 2026-01-02T03:04:05Z. */
    @Test
    void intervalsAreWhereTheyWereInTime() throws IOException {
        List<EncodableHistogram> read = read(log(List.of(run().record())));
        long startMs = 1_767_323_045_000L;
        for (int i = 0; i < read.size(); i++) {
            long fromMs = startMs + 2000 + 1000L * (i / 4);
            assertThat(read.get(i).getStartTimeStamp()).isEqualTo(fromMs);
            assertThat(read.get(i).getEndTimeStamp()).isEqualTo(fromMs + 1000);
        }
    }

    @Test
    void runsOfAJobHaveTagsOfTheirOwn() throws IOException {
        SampleRun second = run();
        second.name = "read, then = write";
        List<Recording> job = List.of(run().record(), second.record());
        assertThat(read(log(job)))
                .extracting(EncodableHistogram::getTag)
                .contains("1-sample.service_read", "2-read-then-write.response_write")
                .hasSize(2 * 5 * 4);
        assertThat(HgrmReport.files(job))
                .containsKeys("1-sample-service-both.hgrm", "2-read-then-write-response-read.hgrm");
    }

    /** Lines of value in µs, share, count and 1/(1 - share), as the plotter takes them. */
    @Test
    void everyLineOfADistributionHoldsInOurs() {
        Recording recording = run().record();
        Map<String, String> files = HgrmReport.files(List.of(recording));
        assertThat(files)
                .containsOnlyKeys(
                        "service-read.hgrm",
                        "service-write.hgrm",
                        "service-both.hgrm",
                        "response-read.hgrm",
                        "response-write.hgrm",
                        "response-both.hgrm");
        Latency ours = latency(recording, "service_write");
        List<double[]> lines =
                files.getOrDefault("service-write.hgrm", "")
                        .lines()
                        .filter(line -> line.matches(" +[0-9.]+ +[0-9.]+ +[0-9]+.*"))
                        .map(String::trim)
                        .map(line -> Arrays.stream(line.split(" +", -1)))
                        .map(cells -> cells.limit(3).mapToDouble(Double::parseDouble).toArray())
                        .toList();
        assertThat(lines).hasSizeGreaterThan(40);
        for (double[] line : lines) {
            double ns = ours.percentileNs(line[1] * 100);
            assertThat(line[0]).as("seed %d", seed).isCloseTo(ns / 1e3, within(ns / 1e6));
        }
        assertThat(lines.get(lines.size() - 1)[2]).isEqualTo((double) ours.count());
    }
}
