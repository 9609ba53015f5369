package io.iopulse.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.record.DeviceTransfer;
import io.iopulse.record.Recording;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;

/** What the page shows, as JSON that may stand inside of HTML. */
final class PageData {
    static final JsonFactory FACTORY = new JsonFactory();

    /** All runs of a page share it; base64 adds a third. */
    private static final int HISTOGRAM_BYTES_MAX = 640 << 10;

    private static final String FORMAT = "iopulse-page/1";

    private PageData() {}

    /** No character of it begins a tag or an entity, whatever the recordings hold. */
    static String json(List<Recording> recordings) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("rows_per_octave", PageSeries.ROWS_PER_OCTAVE);
            json.writeArrayFieldStart("runs");
            for (Recording recording : recordings) {
                writeRun(json, recording, HISTOGRAM_BYTES_MAX / recordings.size());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString()
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static void writeRun(JsonGenerator json, Recording recording, int bytesMax)
            throws IOException {
        PageHistograms histograms = new PageHistograms(recording, bytesMax);
        json.writeStartObject();
        json.writeFieldName("result");
        JsonReport.writeSummary(recording, json);
        json.writeArrayFieldStart("devices");
        for (DeviceTransfer device : recording.ending().devices()) {
            json.writeStartObject();
            json.writeStringField("device", device.device());
            json.writeNumberField("read_bytes", device.readBytes());
            json.writeNumberField("written_bytes", device.writtenBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("series", base64(Packing.of(new PageSeries(recording).json())));
        writeHistograms(json, histograms);
        json.writeEndObject();
    }

    private static void writeHistograms(JsonGenerator json, PageHistograms histograms)
            throws IOException {
        json.writeArrayFieldStart("latencies");
        for (PageHistograms.Name name : histograms.names()) {
            json.writeStartArray();
            json.writeString(name.timed().label());
            json.writeString(name.kind().label());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("windows");
        for (PageHistograms.Window window : histograms.windows()) {
            json.writeStartArray();
            json.writeNumber(window.startNs());
            json.writeNumber(window.endNs());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("histograms", base64(histograms.packed()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
