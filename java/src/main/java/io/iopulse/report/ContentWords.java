package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.workload.Content;
import io.iopulse.workload.Load;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What writes contain, in words and as JSON. */
final class ContentWords {
    private static final int SHOWN_MAX = 60;

    private ContentWords() {}

    /** {@code data 50% compressible, 20% repeated}; empty for data that differs in every write. */
    static List<String> of(Load load) {
        Content content = load.content();
        List<String> parts = new ArrayList<>();
        if (!content.isRandom()) {
            parts.add("data " + shown(content.pattern()));
        }
        if (!content.compress().isZero()) {
            parts.add("data " + content.compress() + " compressible");
        }
        if (!content.dedupe().isZero()) {
            parts.add("data " + content.dedupe() + " repeated");
        }
        return parts;
    }

    private static String shown(String pattern) {
        int end =
                pattern.offsetByCodePoints(
                        0, Math.min(SHOWN_MAX, pattern.codePointCount(0, pattern.length())));
        return pattern.substring(0, end) + (end < pattern.length() ? "…" : "");
    }

    /**
     * Of loads that write or verify; a string by its hash, so that a file's content counts, not its
     * name.
     */
    static void write(JsonGenerator json, Load load) throws IOException {
        if (!load.mix().writes() && !load.verification().isOn()) {
            return;
        }
        Content content = load.content();
        json.writeObjectFieldStart("content");
        json.writeStringField("pattern", content.pattern());
        if (!content.isRandom()) {
            json.writeNumberField("string_bytes", content.hex().length() / 2);
            json.writeStringField("string_sha256", sha256(content.string()));
        }
        json.writeNumberField("compress_percent", content.compress().value());
        json.writeNumberField("dedupe_percent", content.dedupe().value());
        json.writeEndObject();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
