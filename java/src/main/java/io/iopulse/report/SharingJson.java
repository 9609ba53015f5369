package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.workload.BlockSizes;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Sharing;
import java.io.IOException;

/** Sizes of operations and what workers share, as they were asked for. */
final class SharingJson {
    private SharingJson() {}

    static void writeSizes(JsonGenerator json, Blocks blocks) throws IOException {
        json.writeObjectFieldStart("block_sizes");
        writeSizes(json, "read", blocks.reads());
        writeSizes(json, "write", blocks.writes());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Sharing sharing) throws IOException {
        json.writeObjectFieldStart("sharing");
        json.writeStringField("file_distribution", sharing.distribution().label());
        json.writeStringField("offset_strategy", sharing.strategy().label());
        json.writeStringField("lock_mode", sharing.locks().label());
        json.writeBooleanField("allow_write_conflicts", sharing.allowWriteConflicts());
        json.writeEndObject();
    }

    private static void writeSizes(JsonGenerator json, String name, BlockSizes sizes)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (BlockSizes.Entry entry : sizes.entries()) {
            json.writeStartObject();
            json.writeNumberField("first_bytes", entry.first().bytes());
            json.writeNumberField("last_bytes", entry.last().bytes());
            json.writeNumberField("step_bytes", entry.step().bytes());
            json.writeNumberField("share_percent", entry.share().value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
