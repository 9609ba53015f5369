package io.iopulse.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.IntervalPace;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.PhaseSum;
import io.iopulse.record.Recording;
import io.iopulse.record.ResolvedTarget;
import io.iopulse.record.SteadyReached;
import io.iopulse.record.WorkerSum;
import io.iopulse.record.WorkloadHash;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The result for programs: everything the recording holds, in base units with the unit in the key.
 * The schema is docs/result.schema.json; a change that a reader could trip over changes {@link
 * #FORMAT}.
 */
public final class JsonReport {
    /** Value of the {@code format} field. */
    public static final String FORMAT = "iopulse-result/2";

    /** Of a document that holds several results, one per phase of a job. */
    public static final String FORMAT_OF_PHASES = "iopulse-phases/1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Recording recording;
    private final JsonGenerator json;
    private final boolean isWhole;

    /** {@code isWhole}: with histograms and intervals. */
    private JsonReport(Recording recording, JsonGenerator json, boolean isWhole) {
        this.recording = recording;
        this.json = json;
        this.isWhole = isWhole;
    }

    /**
     * Writes one JSON document and a line end; flushes the writer and leaves it open.
     *
     * @param phases the runs of a job; several are a list in a document of their own format
     * @param perWorker with the workers' own results
     */
    public static void write(List<Recording> phases, boolean perWorker, Writer out)
            throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            if (phases.size() == 1) {
                new JsonReport(phases.get(0), json, true).writeAll(perWorker);
            } else {
                writePhases(phases, perWorker, json);
            }
            json.writeRaw('\n');
        }
    }

    private static void writePhases(List<Recording> phases, boolean perWorker, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT_OF_PHASES);
        json.writeArrayFieldStart("phases");
        for (Recording phase : phases) {
            new JsonReport(phase, json, true).writeAll(perWorker);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** One result with its workers, without histograms and intervals. */
    static void writeSummary(Recording recording, JsonGenerator json) throws IOException {
        new JsonReport(recording, json, false).writeAll(true);
    }

    private void writeAll(boolean perWorker) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        writeOutcome();
        SelectionJson.write(json, recording.excerpt());
        writeSetting();
        writeTimes();
        writeMeasured();
        writePhase("warmup", recording.warmup());
        writePhase("drain", recording.drain());
        LatencyJson.write(json, "latency", recording.measured().latencies(), isWhole);
        if (isWhole) {
            writeIntervals();
        }
        writeErrors();
        writeComponents();
        if (perWorker) {
            writeWorkers();
        }
        json.writeEndObject();
    }

    private void writeOutcome() throws IOException {
        json.writeStringField("tool_version", recording.facts().toolVersion());
        json.writeStringField("started_at", recording.facts().startedAt().toString());
        json.writeObjectFieldStart("outcome");
        json.writeStringField("status", recording.outcome().status().label());
        json.writeStringField("reason", recording.outcome().reason());
        json.writeEndObject();
        json.writeNumberField("exit_code", recording.exitCode());
        json.writeArrayFieldStart("caveats");
        for (CaveatNote note : recording.caveats()) {
            json.writeStartObject();
            json.writeStringField("name", note.caveat().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("fatal", note.caveat().isFatal());
            json.writeStringField("statement", note.caveat().statement());
            json.writeStringField("evidence", note.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSetting() throws IOException {
        WorkloadJson.write(json, recording.facts().workload());
        json.writeStringField("workload_sha256", WorkloadHash.of(recording.facts().workload()));
        json.writeObjectFieldStart("host");
        for (Map.Entry<String, String> fact : recording.facts().host().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        json.writeStringField("clock", recording.facts().clock().label());
    }

    private void writeComponents() throws IOException {
        json.writeArrayFieldStart("components");
        for (ComponentSum component : recording.components()) {
            writeComponent(component);
        }
        json.writeEndArray();
    }

    /** Its histograms are those of the whole where it is the only one. */
    private void writeComponent(ComponentSum component) throws IOException {
        boolean withHistograms = isWhole && recording.components().size() > 1;
        json.writeStartObject();
        json.writeStringField("name", component.name());
        writeEngine(component);
        writeTargets(component);
        json.writeNumberField("region_blocks", component.regionBlocks());
        SkewJson.write(
                json, component.heat(), component.facts().component().load().heatmapBuckets());
        json.writeObjectFieldStart("measured");
        json.writeNumberField("wall_ns", component.measured().wallNs());
        writeMeasuredSum(component.measured());
        json.writeNumberField("depth_asked", component.depthAsked());
        PaceJson.writeAchieved(json, component);
        writeCpu(component.cpuMeasuredNs());
        writeOptional("cpu_ns_per_operation", component.cpuPerOperationNs());
        writeOptional("cpu_share", component.cpuShare());
        json.writeEndObject();
        writePhase("warmup", component.warmup());
        writePhase("drain", component.drain());
        if (component.verified().isPresent()) {
            writePhase("verify", component.verify());
        }
        VerifyJson.writeFound(json, component);
        LatencyJson.write(json, "latency", component.measured().latencies(), withHistograms);
        json.writeEndObject();
    }

    private void writeTargets(ComponentSum component) throws IOException {
        json.writeArrayFieldStart("targets");
        for (ResolvedTarget target : component.facts().targets()) {
            json.writeStartObject();
            json.writeStringField("path", target.path());
            json.writeStringField("kind", target.kind());
            json.writeNumberField("offset_bytes", target.offset());
            json.writeNumberField("size_bytes", target.bytes());
            json.writeNumberField("unused_tail_bytes", target.tailBytes());
            json.writeNumberField("filled_bytes", target.filledBytes());
            json.writeNumberField("unallocated_bytes", target.unallocatedBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeEngine(ComponentSum component) throws IOException {
        json.writeObjectFieldStart("engine");
        json.writeStringField("name", component.facts().engine().label());
        json.writeStringField("reason", component.facts().engineReason().orElse(""));
        json.writeArrayFieldStart("options_in_force");
        for (String option : WorkloadText.optionsInForce(component)) {
            json.writeString(option);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeTimes() throws IOException {
        json.writeObjectFieldStart("time");
        WorkloadJson.writeCompletionTimes(json, recording.facts().workload().completion());
        json.writeNumberField("warmup_ns", recording.warmup().wallNs());
        json.writeNumberField("measured_ns", recording.measured().wallNs());
        json.writeNumberField("drain_ns", recording.drain().wallNs());
        json.writeNumberField("start_spread_ns", recording.startSpreadNs());
        json.writeEndObject();
        if (recording.ending().steady().isPresent()) {
            writeSteady(recording.ending().steady().get());
        }
    }

    private void writeSteady(SteadyReached reached) throws IOException {
        json.writeObjectFieldStart("steady_state_reached");
        json.writeNumberField("interval_first", reached.first());
        json.writeNumberField("interval_last", reached.last());
        json.writeNumberField("reached_after_ns", reached.measuredNs());
        json.writeNumberField("mean", reached.mean());
        json.writeNumberField("deviation_percent", reached.deviationPercent());
        json.writeNumberField("change_percent", reached.changePercent());
        json.writeEndObject();
    }

    private void writeMeasured() throws IOException {
        json.writeObjectFieldStart("measured");
        writeMeasuredSum(recording.measured());
        json.writeNumberField("depth_asked", recording.depthAsked());
        writeCpu(recording.cpuMeasuredNs());
        writeOptional("cpu_ns_per_operation", recording.cpuPerOperationNs());
        writeOptional("cpu_share", recording.cpuShare());
        writeRange();
        writeGap();
        json.writeEndObject();
    }

    private void writeRange() throws IOException {
        if (recording.opsPerSecondRange().isEmpty()) {
            json.writeNullField("interval_range");
            return;
        }
        var range = recording.opsPerSecondRange().get();
        json.writeObjectFieldStart("interval_range");
        json.writeNumberField("whole_intervals", range.intervals());
        json.writeNumberField("operations_per_second_min", range.min());
        json.writeNumberField("interval_min", range.minInterval());
        json.writeNumberField("operations_per_second_max", range.max());
        json.writeNumberField("interval_max", range.maxInterval());
        json.writeEndObject();
    }

    private void writeGap() throws IOException {
        if (recording.longestGap().isEmpty()) {
            json.writeNullField("longest_gap");
            return;
        }
        var gap = recording.longestGap().get();
        json.writeObjectFieldStart("longest_gap");
        json.writeNumberField("length_ns", gap.lengthNs());
        json.writeNumberField("start_ns", gap.startNs());
        json.writeNumberField("worker", gap.worker());
        json.writeEndObject();
    }

    private void writeMeasuredSum(PhaseSum sum) throws IOException {
        json.writeObjectFieldStart("operations");
        for (OperationKind kind : OperationKind.values()) {
            writeRates(kind.label(), sum, sum.ops().get(kind), sum.bytes().get(kind));
        }
        writeRates("total", sum, sum.ops().total(), sum.bytes().transfers());
        json.writeEndObject();
        writeCounters(sum);
        writeOptional("depth_achieved", sum.depth());
        json.writeNumberField("batches", sum.batches());
        json.writeNumberField("batch_span_max_ns", sum.batchSpanMaxNs());
    }

    private void writeRates(String label, PhaseSum sum, long ops, long bytes) throws IOException {
        json.writeObjectFieldStart(label);
        json.writeNumberField("operations", ops);
        json.writeNumberField("bytes", bytes);
        json.writeNumberField("operations_per_second", sum.perSecond(ops));
        json.writeNumberField("bytes_per_second", sum.perSecond(bytes));
        json.writeEndObject();
    }

    private void writeCounters(PhaseSum sum) throws IOException {
        json.writeNumberField("errors", sum.errors());
        json.writeNumberField("retries", sum.retries());
        json.writeNumberField("short_transfers", sum.shortTransfers());
    }

    /** Counts without rates: only the measured phase has any. */
    private void writePhase(String name, PhaseSum sum) throws IOException {
        json.writeObjectFieldStart(name);
        writeCounts(json, "operations", sum.ops());
        writeCounts(json, "bytes", sum.bytes());
        writeCounters(sum);
        LatencyJson.write(json, "latency", sum.latencies(), false);
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, String name, OperationCounts counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (OperationKind kind : OperationKind.values()) {
            json.writeNumberField(kind.label(), counts.get(kind));
        }
        json.writeEndObject();
    }

    /** One line each, decoded one at a time. */
    private void writeIntervals() throws IOException {
        json.writeNumberField("interval_asked_ns", recording.facts().workload().interval().ns());
        json.writeArrayFieldStart("intervals");
        IntervalPace pace = new IntervalPace(recording);
        for (IntervalSum interval : recording.intervals()) {
            StringWriter line = new StringWriter();
            try (JsonGenerator inner = FACTORY.createGenerator(line)) {
                writeInterval(inner, pace, interval);
            }
            json.writeRawValue("\n    " + line);
        }
        json.writeEndArray();
    }

    private static void writeInterval(JsonGenerator json, IntervalPace pace, IntervalSum interval)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", interval.number());
        json.writeNumberField("covers", interval.covers());
        json.writeStringField("phase", interval.phase().label());
        json.writeBooleanField("whole", interval.isWhole());
        json.writeNumberField("start_ns", interval.startNs());
        json.writeNumberField("end_ns", interval.endNs());
        writeCounts(json, "operations", interval.ops());
        writeCounts(json, "bytes", interval.bytes());
        json.writeNumberField("errors", interval.errors());
        if (interval.phase() == Phase.MEASURE) {
            json.writeNumberField("operations_per_second", interval.opsPerSecond());
            json.writeNumberField("bytes_per_second", interval.bytesPerSecond());
        }
        json.writeNumberField("depth_achieved", interval.depth());
        json.writeNumberField("in_flight_at_end", interval.inFlight());
        json.writeNumberField("gap_max_ns", interval.gapMaxNs());
        PaceJson.writeInterval(json, pace, interval);
        LatencyJson.write(json, "latency", interval.latencies(), false);
        json.writeEndObject();
    }

    /** Of a part of a run they are not known. */
    private void writeErrors() throws IOException {
        if (recording.excerpt().isPresent()) {
            json.writeNullField("errors");
            return;
        }
        json.writeArrayFieldStart("errors");
        for (OperationError error : recording.errors()) {
            json.writeStartObject();
            json.writeStringField("operation", error.kind().label());
            json.writeNumberField("errno", error.errno());
            json.writeStringField("error", error.errorName());
            json.writeNumberField("count", error.count());
            json.writeStringField("first_target", error.firstTarget());
            json.writeNumberField("first_offset_bytes", error.firstOffset());
            json.writeNumberField("first_length_bytes", error.firstLength());
            json.writeNumberField("first_ns", error.firstNs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeWorkers() throws IOException {
        json.writeArrayFieldStart("workers");
        for (WorkerSum worker : recording.workers()) {
            writeWorker(worker);
        }
        json.writeEndArray();
    }

    private void writeWorker(WorkerSum worker) throws IOException {
        json.writeStartObject();
        json.writeNumberField("worker", worker.facts().worker());
        writeOptional("cpu", worker.place().cpu());
        writeOptional("numa_node", worker.place().numaNode());
        json.writeStringField("stop", worker.facts().stop());
        json.writeArrayFieldStart("options_in_force");
        for (String option : worker.facts().engineOptionsInForce().stream().sorted().toList()) {
            json.writeString(option);
        }
        json.writeEndArray();
        json.writeNumberField("measured_ns", worker.measured().wallNs());
        writeMeasuredSum(worker.measured());
        writeCpu(worker.facts().cpuMeasuredNs());
        writeOptional("cpu_ns_per_operation", worker.cpuPerOperationNs());
        writeOptional("cpu_share", worker.cpuShare());
        LatencyJson.write(json, "latency", worker.measured().latencies(), false);
        json.writeEndObject();
    }

    /** Of a part of the time it is not known. */
    private void writeCpu(long ns) throws IOException {
        if (recording.excerpt().map(part -> part.asked().isOfTime()).orElse(false)) {
            json.writeNullField("cpu_ns");
        } else {
            json.writeNumberField("cpu_ns", ns);
        }
    }

    private void writeOptional(String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        } else {
            json.writeNullField(name);
        }
    }

    private void writeOptional(String name, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsInt());
        } else {
            json.writeNullField(name);
        }
    }
}
