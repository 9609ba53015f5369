package io.iopulse.report;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.record.LatencyTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Latencies as JSON: by what was timed, then by operation, reads and writes also together. */
final class LatencyJson {
    private LatencyJson() {}

    static void write(
            JsonGenerator json, String name, LatencyTable latencies, boolean withHistogram)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (LatencyKind kind : latencies.kinds()) {
            json.writeObjectFieldStart(kind.label());
            Set<OperationKind> operations = latencies.operations(kind);
            for (OperationKind operation : operations) {
                writeOne(
                        json,
                        operation.label(),
                        latencies.merged(kind, List.of(operation)).orElseThrow(),
                        withHistogram);
            }
            if (operations.containsAll(List.of(READ, WRITE))) {
                writeOne(
                        json,
                        "both",
                        latencies.merged(kind, List.of(READ, WRITE)).orElseThrow(),
                        withHistogram);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeOne(
            JsonGenerator json, String name, Latency latency, boolean withHistogram)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", latency.count());
        json.writeNumberField("above_range", latency.aboveRange());
        json.writeNumberField("min_ns", latency.minNs());
        json.writeNumberField("mean_ns", latency.meanNs());
        json.writeNumberField("stddev_ns", latency.stddevNs());
        json.writeNumberField("max_ns", latency.maxNs());
        writePercentiles(json, latency);
        if (withHistogram) {
            writeHistogram(json, latency);
        }
        json.writeEndObject();
    }

    private static void writePercentiles(JsonGenerator json, Latency latency) throws IOException {
        List<String> fewSamples = new ArrayList<>();
        json.writeObjectFieldStart("percentiles_ns");
        for (String percentile : Percentiles.SHOWN) {
            double value = Double.parseDouble(percentile);
            json.writeNumberField(percentile, latency.percentileNs(value));
            if (!latency.isPrintable(value)) {
                fewSamples.add(percentile);
            }
        }
        json.writeEndObject();
        json.writeArrayFieldStart("percentiles_with_few_samples");
        for (String percentile : fewSamples) {
            json.writeString(percentile);
        }
        json.writeEndArray();
    }

    private static void writeHistogram(JsonGenerator json, Latency latency) throws IOException {
        List<long[]> buckets = new ArrayList<>();
        latency.forEachBucket((upperNs, samples) -> buckets.add(new long[] {upperNs, samples}));
        json.writeArrayFieldStart("histogram");
        for (long[] bucket : buckets) {
            json.writeArray(bucket, 0, bucket.length);
        }
        json.writeEndArray();
    }
}
