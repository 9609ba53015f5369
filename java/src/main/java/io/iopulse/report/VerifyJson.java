package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.measure.Mismatch;
import io.iopulse.measure.MismatchKind;
import io.iopulse.measure.Verified;
import io.iopulse.record.ComponentSum;
import io.iopulse.workload.Verification;
import java.io.IOException;

/** Verification, asked for and found; nothing where nothing is verified. */
final class VerifyJson {
    private VerifyJson() {}

    static void writeAsked(JsonGenerator json, Verification verification) throws IOException {
        if (!verification.isOn()) {
            return;
        }
        json.writeObjectFieldStart("verification");
        json.writeStringField("mode", verification.mode().label());
        json.writeNumberField("block_bytes", verification.block().bytes());
        json.writeNumberField("every", verification.every());
        if (verification.state().isPresent()) {
            json.writeStringField("state", verification.state().get());
        } else {
            json.writeNullField("state");
        }
        json.writeEndObject();
    }

    static void writeFound(JsonGenerator json, ComponentSum component) throws IOException {
        if (component.verified().isEmpty()) {
            return;
        }
        Verified verified = component.verified().get();
        json.writeObjectFieldStart("verification");
        json.writeNumberField("blocks", verified.blocks());
        json.writeNumberField("bytes", verified.bytes());
        json.writeNumberField("unsettled_blocks", verified.unsettled());
        json.writeNumberField("unwritten_blocks", verified.unwritten());
        json.writeNumberField("read_back_operations", verified.readBack());
        json.writeNumberField("read_back_left", verified.readBackLeft());
        json.writeNumberField("failed_blocks", verified.failed());
        json.writeObjectFieldStart("failures");
        for (MismatchKind kind : MismatchKind.values()) {
            json.writeNumberField(kind.label(), verified.failures().getOrDefault(kind, 0L));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("first_failures");
        for (Mismatch mismatch : verified.mismatches()) {
            writeMismatch(json, mismatch);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeMismatch(JsonGenerator json, Mismatch mismatch) throws IOException {
        json.writeStartObject();
        json.writeStringField("class", mismatch.kind().label());
        json.writeStringField("target", mismatch.target());
        json.writeNumberField("offset_bytes", mismatch.offset());
        json.writeNumberField("length_bytes", mismatch.length());
        json.writeNumberField("at_ns", mismatch.ns());
        json.writeNumberField("generation_min", mismatch.generationLower());
        json.writeNumberField("generation_max", mismatch.generationUpper());
        if (mismatch.found().isPresent()) {
            Mismatch.Found found = mismatch.found().get();
            json.writeObjectFieldStart("found");
            json.writeStringField("generation", Long.toUnsignedString(found.generation()));
            json.writeStringField("offset_bytes", Long.toUnsignedString(found.offset()));
            json.writeBooleanField("of_this_file", found.ours());
            json.writeEndObject();
        } else {
            json.writeNullField("found");
        }
        json.writeNumberField("difference_byte", mismatch.difference());
        json.writeNumberField("dump_from_byte", mismatch.dumpFrom());
        json.writeStringField("expected_hex", mismatch.expectedBytes().hex());
        json.writeStringField("found_hex", mismatch.foundBytes().hex());
        json.writeEndObject();
    }
}
