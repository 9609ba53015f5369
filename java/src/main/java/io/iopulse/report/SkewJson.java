package io.iopulse.report;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.measure.Heat;
import io.iopulse.measure.HeatBucket;
import io.iopulse.measure.Skew;
import io.iopulse.measure.UniqueBlocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** What a component really accessed, for programs. */
final class SkewJson {
    private final JsonGenerator json;
    private final Heat heat;

    private SkewJson(JsonGenerator json, Heat heat) {
        this.json = json;
        this.heat = heat;
    }

    /** A field {@code accessed}: null where it was not kept. */
    static void write(JsonGenerator json, Optional<Heat> heat, int heatmapBuckets)
            throws IOException {
        if (heat.isEmpty()) {
            json.writeNullField("accessed");
            return;
        }
        json.writeObjectFieldStart("accessed");
        new SkewJson(json, heat.get()).writeAll(heatmapBuckets);
        json.writeEndObject();
    }

    private void writeAll(int heatmapBuckets) throws IOException {
        Skew skew = new Skew(heat);
        json.writeNumberField("blocks", heat.space().blocks());
        json.writeNumberField("block_bytes", heat.space().blockBytes());
        json.writeNumberField("operations", heat.operations());
        writeUnique("unique", heat.unique());
        writeUnique("unique_read", heat.unique(READ));
        writeUnique("unique_written", heat.unique(WRITE));
        json.writeNumberField("coverage", (double) heat.unique().blocks() / heat.space().blocks());
        json.writeNumberField("rewrites", heat.operations(WRITE) - heat.unique(WRITE).blocks());
        json.writeNumberField("rereads", heat.operations(READ) - heat.unique(READ).blocks());
        writeShares("hottest_share", skew::hottest);
        json.writeNumberField("hottest_parts", skew.parts());
        writeShares("first_share", skew::first);
        writeBuckets(heatmapBuckets);
    }

    private void writeUnique(String name, UniqueBlocks unique) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("blocks", unique.blocks());
        json.writeNumberField("standard_error", unique.standardError());
        json.writeEndObject();
    }

    private void writeShares(String name, DoubleUnaryOperator share) throws IOException {
        json.writeObjectFieldStart(name);
        for (int percent : Skew.PERCENTS) {
            json.writeNumberField(Integer.toString(percent), share.applyAsDouble(percent));
        }
        json.writeEndObject();
    }

    private void writeBuckets(int count) throws IOException {
        json.writeArrayFieldStart("heatmap");
        for (HeatBucket bucket : count == 0 ? List.<HeatBucket>of() : heat.buckets(count)) {
            json.writeStartObject();
            json.writeNumberField("first_block", bucket.first());
            json.writeNumberField("last_block", bucket.end() - 1);
            json.writeNumberField("read", bucket.ops().read());
            json.writeNumberField("write", bucket.ops().write());
            json.writeNumberField("trim", bucket.ops().trim());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
