package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.measure.PaceCounts;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.PaceResult;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** The pace, asked for and achieved; nothing where the queue alone decides. */
final class PaceJson {
    private PaceJson() {}

    static void writeAsked(JsonGenerator json, Pace pace) throws IOException {
        if (!pace.isPaced()) {
            return;
        }
        json.writeObjectFieldStart("pace");
        if (pace.arrivals().isPresent()) {
            writeArrivals(json, pace.arrivals().get());
        }
        if (pace.depth().isPresent()) {
            writeCurve(json, "depth", pace.depth().get());
        }
        if (!pace.think().isNone()) {
            writeThinkTime(json, pace.think());
        }
        json.writeStringField("waiting", pace.waiting().label());
        json.writeEndObject();
    }

    private static void writeArrivals(JsonGenerator json, Arrivals arrivals) throws IOException {
        json.writeObjectFieldStart("arrivals");
        json.writeStringField("law", arrivals.law().label());
        json.writeStringField("unit", arrivals.bytes() ? "bytes" : "operations");
        json.writeBooleanField("per_worker", arrivals.perWorker());
        json.writeNumberField("burst", arrivals.burst());
        writeCurve(json, "rate", arrivals.rate());
        json.writeEndObject();
    }

    /** Whole, so that two runs of one hash have the same curve wherever its file has gone. */
    private static void writeCurve(JsonGenerator json, String name, Curve curve)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", curve.text());
        json.writeBooleanField("repeats", curve.repeats());
        json.writeArrayFieldStart("segments");
        for (Curve.Segment segment : curve.segments()) {
            json.writeStartArray();
            json.writeNumber(segment.endNs());
            json.writeNumber(segment.value());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeThinkTime(JsonGenerator json, ThinkTime think) throws IOException {
        json.writeObjectFieldStart("think_time");
        json.writeNumberField("read_ns", think.read().ns());
        json.writeNumberField("write_ns", think.write().ns());
        json.writeNumberField("trim_ns", think.trim().ns());
        json.writeNumberField("every", think.every());
        json.writeNumberField("service_percent", think.servicePercent());
        json.writeEndObject();
    }

    static void writeAchieved(JsonGenerator json, ComponentSum component) throws IOException {
        Optional<PaceResult> result = PaceResult.of(component);
        if (result.isEmpty()) {
            return;
        }
        PaceResult pace = result.get();
        json.writeObjectFieldStart("pace");
        if (pace.arrivals().isPresent()) {
            json.writeNumberField("rate_asked_per_second", pace.asked());
            json.writeNumberField("rate_achieved_per_second", pace.achieved());
            writeKept(json, pace.counts());
        }
        json.writeNumberField("thinking", pace.thinking());
        json.writeNumberField("depth_asked", pace.depthAsked());
        json.writeNumberField("spun_ns", pace.counts().spunNs());
        json.writeEndObject();
    }

    /** Of all components; nothing where none has a rate. */
    static void writeInterval(JsonGenerator json, IntervalPace pace, IntervalSum interval)
            throws IOException {
        if (!pace.hasRate()) {
            return;
        }
        json.writeObjectFieldStart("pace");
        OptionalDouble asked = pace.rateAsked(interval);
        if (asked.isPresent()) {
            json.writeNumberField("rate_asked_per_second", asked.getAsDouble());
        }
        writeKept(json, interval.pace());
        json.writeEndObject();
    }

    private static void writeKept(JsonGenerator json, PaceCounts counts) throws IOException {
        json.writeNumberField("backlog", counts.backlog());
        json.writeNumberField("late_operations", counts.late());
        json.writeNumberField("tool_delay_max_ns", counts.lateMaxNs());
    }
}
