package io.iopulse.report;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.Recording;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The measured intervals as HdrHistogram's interval log, version 1.3: a line per interval,
 * operation and timed stretch, which its tag names, as in {@code service_read}. Values are
 * nanoseconds.
 */
public final class HlogReport {
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MS = 1e6;

    private final Writer out;

    private HlogReport(Writer out) {
        this.out = out;
    }

    /**
     * Writes the runs of a job, one after another on one axis of time; flushes the writer and
     * leaves it open.
     */
    public static void write(List<Recording> recordings, Writer out) throws IOException {
        HlogReport log = new HlogReport(out);
        Instant start = recordings.get(0).facts().startedAt();
        log.writeHead(recordings.get(0).facts().toolVersion(), start);
        for (int i = 0; i < recordings.size(); i++) {
            Recording recording = recordings.get(i);
            String run = RunTitles.prefix(recordings, i);
            long offsetNs = Duration.between(start, recording.facts().startedAt()).toNanos();
            for (IntervalSum interval : recording.intervals()) {
                if (interval.phase() == Phase.MEASURE) {
                    log.writeInterval(run.isEmpty() ? "" : run + ".", offsetNs, interval);
                }
            }
        }
        out.flush();
    }

    private void writeHead(String version, Instant start) throws IOException {
        String epochSeconds = String.format(Locale.ROOT, "%.3f", start.toEpochMilli() / 1e3);
        out.write("#[Logged with iopulse " + version.replaceAll("\\s+", " ") + "]\n");
        out.write("#[Histogram log format version 1.3]\n");
        out.write("#[StartTime: " + epochSeconds + " (seconds since epoch), " + start + "]\n");
        out.write("#[BaseTime: " + epochSeconds + " (seconds since epoch)]\n");
        out.write(
                "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\","
                        + "\"Interval_Compressed_Histogram\"\n");
    }

    private void writeInterval(String prefix, long offsetNs, IntervalSum interval)
            throws IOException {
        LatencyTable latencies = interval.latencies();
        for (LatencyKind timed : latencies.kinds()) {
            for (OperationKind kind : latencies.operations(timed)) {
                Latency latency = latencies.get(timed, kind).orElseThrow();
                out.write(
                        String.format(
                                Locale.ROOT,
                                "Tag=%s%s_%s,%.3f,%.3f,%.3f,%s%n",
                                prefix,
                                timed.label(),
                                kind.label(),
                                (offsetNs + interval.startNs()) / NS_PER_SECOND,
                                interval.lengthNs() / NS_PER_SECOND,
                                latency.maxNs() / NS_PER_MS,
                                Base64.getEncoder().encodeToString(latency.compressed())));
            }
        }
    }
}
