package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.Load;
import io.iopulse.workload.NumaChoice;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.SimDevice;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The workload as it was asked for, whole. */
final class WorkloadJson {
    private WorkloadJson() {}

    static void write(JsonGenerator json, Workload workload) throws IOException {
        json.writeFieldName("workload");
        writeValue(json, workload);
    }

    private static void writeValue(JsonGenerator json, Workload workload) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", workload.name());
        json.writeStringField("description", workload.description());
        json.writeStringField("seed", Long.toString(workload.seed()));
        json.writeNumberField("interval_ns", workload.interval().ns());
        json.writeArrayFieldStart("components");
        for (Component component : workload.components()) {
            writeComponent(json, component);
        }
        json.writeEndArray();
        writeCompletion(json, workload.completion());
        json.writeObjectFieldStart("errors");
        json.writeStringField("on_error", workload.errors().onError().label());
        json.writeNumberField("max_errors", workload.errors().maxErrors());
        json.writeEndObject();
        writePreparation(json, workload.preparation());
        json.writeEndObject();
    }

    private static void writeComponent(JsonGenerator json, Component component) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", component.name());
        json.writeNumberField("workers", component.workers());
        json.writeArrayFieldStart("targets");
        for (Target target : component.targets()) {
            json.writeStartObject();
            json.writeStringField("path", target.path());
            json.writeNumberField("offset_bytes", target.offset().bytes());
            writeSize(json, "size_bytes", target.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeLoad(json, component.load());
        json.writeObjectFieldStart("limits");
        writeSize(json, "total_bytes", component.limits().totalBytes());
        writeLong(json, "total_operations", component.limits().totalOps());
        json.writeBooleanField("until_complete", component.limits().untilComplete());
        json.writeEndObject();
        SharingJson.write(json, component.sharing());
        json.writeObjectFieldStart("placement");
        writeNumbers(json, "cpu_cores", component.placement().cpuCores());
        writeNuma(json, component.placement().numa());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeLoad(JsonGenerator json, Load load) throws IOException {
        json.writeObjectFieldStart("load");
        writeEngine(json, load.engine());
        json.writeNumberField("queue_depth", load.queueDepth());
        json.writeNumberField("block_bytes", load.blockSize().bytes());
        SharingJson.writeSizes(json, load.blocks());
        AccessWords.write(json, load.access());
        json.writeNumberField("read_percent", load.mix().read().value());
        json.writeNumberField("write_percent", load.mix().write().value());
        json.writeNumberField("trim_percent", load.mix().trim().value());
        writeSync(json, load.sync());
        writeTexts(json, "fadvise", load.advice().fadvise().stream().map(a -> a.label()).toList());
        writeTexts(json, "madvise", load.advice().madvise().stream().map(a -> a.label()).toList());
        json.writeNumberField("vectors", load.vectors());
        json.writeBooleanField("direct", load.direct());
        json.writeBooleanField("huge_pages", load.hugePages());
        json.writeBooleanField("submission_latency", load.submissionLatency());
        json.writeNumberField("heatmap_buckets", load.heatmapBuckets());
        PaceJson.writeAsked(json, load.pace());
        ContentWords.write(json, load);
        VerifyJson.writeAsked(json, load.verification());
        json.writeEndObject();
    }

    private static void writeEngine(JsonGenerator json, EngineChoice engine) throws IOException {
        json.writeObjectFieldStart("engine");
        json.writeStringField("kind", engine.kind().label());
        writeTexts(json, "options", engine.options().stream().map(o -> o.label()).toList());
        if (engine.sqpollCpu().isPresent()) {
            json.writeNumberField("sqpoll_cpu", engine.sqpollCpu().getAsInt());
        } else {
            json.writeNullField("sqpoll_cpu");
        }
        if (engine.sim().isPresent()) {
            writeSim(json, engine.sim().get());
        } else {
            json.writeNullField("sim");
        }
        json.writeEndObject();
    }

    private static void writeSim(JsonGenerator json, SimDevice sim) throws IOException {
        json.writeObjectFieldStart("sim");
        json.writeStringField("law", sim.law().label());
        json.writeNumberField("channels", sim.channels());
        json.writeNumberField("latency_ns", sim.latency().ns());
        json.writeNumberField("latency_high_ns", sim.latencyHigh().ns());
        json.writeNumberField("stall_at_ns", sim.stallAt().ns());
        json.writeNumberField("stall_ns", sim.stall().ns());
        json.writeNumberField("short_per_million", sim.shortPerMillion());
        json.writeNumberField("error_per_million", sim.errorPerMillion());
        json.writeNumberField("error_errno", sim.errorErrno());
        json.writeNumberField("again_per_million", sim.againPerMillion());
        json.writeEndObject();
    }

    private static void writeSync(JsonGenerator json, SyncPolicy sync) throws IOException {
        json.writeObjectFieldStart("sync");
        json.writeStringField("mode", sync.mode().label());
        json.writeNumberField("fsync_every", sync.fsyncEvery());
        json.writeNumberField("fdatasync_every", sync.fdatasyncEvery());
        json.writeBooleanField("end_fsync", sync.endFsync());
        json.writeEndObject();
    }

    private static void writeCompletion(JsonGenerator json, Completion completion)
            throws IOException {
        json.writeObjectFieldStart("completion");
        writeSpan(json, "duration_ns", completion.duration());
        json.writeNumberField("warmup_ns", completion.warmup().ns());
        json.writeNumberField("drain_limit_ns", completion.drainLimit().ns());
        if (completion.steadyState().isPresent()) {
            SteadyState asked = completion.steadyState().get();
            json.writeObjectFieldStart("steady_state");
            json.writeStringField("metric", asked.metric().label());
            json.writeNumberField("limit_percent", asked.limit().value());
            json.writeNumberField("window_ns", asked.window().ns());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** The asked lengths, to stand beside the achieved ones. */
    static void writeCompletionTimes(JsonGenerator json, Completion completion) throws IOException {
        json.writeNumberField("warmup_asked_ns", completion.warmup().ns());
        writeSpan(json, "duration_asked_ns", completion.duration());
    }

    private static void writeNuma(JsonGenerator json, NumaChoice numa) throws IOException {
        json.writeStringField("numa", numa.kind().name().toLowerCase(Locale.ROOT));
        writeNumbers(json, "numa_nodes", numa.nodes());
    }

    private static void writePreparation(JsonGenerator json, Preparation preparation)
            throws IOException {
        json.writeObjectFieldStart("preparation");
        json.writeBooleanField("fill", preparation.fill());
        json.writeBooleanField("preallocate", preparation.preallocate());
        writeTexts(json, "allow_devices", preparation.allowDevices());
        writeTexts(json, "destroy_data", preparation.destroyData());
        json.writeEndObject();
    }

    private static void writeSpan(JsonGenerator json, String name, Optional<Span> span)
            throws IOException {
        writeLong(json, name, span.map(s -> OptionalLong.of(s.ns())).orElse(OptionalLong.empty()));
    }

    private static void writeSize(JsonGenerator json, String name, Optional<Size> size)
            throws IOException {
        writeLong(
                json, name, size.map(s -> OptionalLong.of(s.bytes())).orElse(OptionalLong.empty()));
    }

    private static void writeLong(JsonGenerator json, String name, OptionalLong value)
            throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator json, String name, List<Integer> numbers)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }
}
