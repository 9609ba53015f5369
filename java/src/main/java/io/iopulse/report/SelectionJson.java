package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.record.Excerpt;
import io.iopulse.record.Excerpt.Extent;
import io.iopulse.record.Selection;
import io.iopulse.units.Span;
import java.io.IOException;
import java.util.Optional;

/** What a replay selected of a run. */
final class SelectionJson {
    private SelectionJson() {}

    /** Nothing where the result is that of the whole run. */
    static void write(JsonGenerator json, Optional<Excerpt> excerpt) throws IOException {
        if (excerpt.isEmpty()) {
            return;
        }
        Excerpt part = excerpt.get();
        json.writeObjectFieldStart("selection");
        writeTime(json, "from_asked_ns", part.asked().from());
        writeTime(json, "to_asked_ns", part.asked().to());
        json.writeBooleanField("trimmed", part.asked().trim());
        writeAsked(json, part.asked());
        json.writeArrayFieldStart("workers");
        for (int worker : part.workers()) {
            json.writeNumber(worker);
        }
        json.writeEndArray();
        json.writeNumberField("workers_of_run", part.workersOfAll());
        writeExtent(json, "taken", part.taken());
        writeExtent(json, "measured_of_run", part.measured());
        json.writeEndObject();
    }

    private static void writeTime(JsonGenerator json, String name, Optional<Span> time)
            throws IOException {
        if (time.isPresent()) {
            json.writeNumberField(name, time.get().ns());
        } else {
            json.writeNullField(name);
        }
    }

    private static void writeAsked(JsonGenerator json, Selection asked) throws IOException {
        json.writeArrayFieldStart("components_asked");
        for (String name : asked.components()) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void writeExtent(JsonGenerator json, String name, Extent extent)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("interval_first", extent.first());
        json.writeNumberField("interval_last", extent.last());
        json.writeNumberField("start_ns", extent.startNs());
        json.writeNumberField("end_ns", extent.endNs());
        json.writeEndObject();
    }
}
