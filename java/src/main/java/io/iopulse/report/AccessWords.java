package io.iopulse.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.workload.Access;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.Distribution.Gaussian;
import io.iopulse.workload.Distribution.Pareto;
import io.iopulse.workload.Distribution.SelfSimilar;
import io.iopulse.workload.Distribution.Zipf;
import io.iopulse.workload.Distribution.Zone;
import io.iopulse.workload.Distribution.Zoned;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** The order of blocks in words and as JSON. */
final class AccessWords {
    private AccessWords() {}

    /** {@code random by zipf, theta 1.2, scattered}. */
    static void addText(List<String> parts, Access access) {
        parts.add(
                switch (access.order()) {
                    case SEQUENTIAL -> access.backward() ? "backward" : "sequential";
                    case RANDOM -> "random" + law(access.distribution());
                    case PERMUTATION -> "random, each block once per pass";
                });
        access.stride().ifPresent(size -> parts.add("every " + size));
        if (access.scatter()) {
            parts.add("scattered");
        }
        if (access.ownHotSet()) {
            parts.add("hot blocks of each worker's own");
        }
        if (access.jumps().hasRuns()) {
            parts.add(
                    "runs of %d to %d blocks"
                            .formatted(access.jumps().runMin(), access.jumps().runMax()));
        } else if (!access.jumps().share().equals(Percent.ALL)) {
            parts.add(access.jumps().share() + " jumps");
        }
    }

    private static String law(Distribution distribution) {
        if (distribution instanceof Zipf zipf) {
            return " by zipf, theta " + plain(zipf.theta());
        }
        if (distribution instanceof Pareto pareto) {
            return " by pareto, h " + plain(pareto.h());
        }
        if (distribution instanceof SelfSimilar similar) {
            return " by selfsimilar, h " + plain(similar.h());
        }
        if (distribution instanceof Gaussian gaussian) {
            return " by gaussian, center "
                    + plain(gaussian.center())
                    + ", stddev "
                    + plain(gaussian.stddev());
        }
        return distribution instanceof Zoned zoned
                ? " in " + WorkloadText.counted(zoned.zones().size(), "zone")
                : "";
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static void write(JsonGenerator json, Access access) throws IOException {
        json.writeObjectFieldStart("access");
        json.writeStringField("order", access.order().label());
        writeDistribution(json, access.distribution());
        json.writeNumberField("jump_percent", access.jumps().share().value());
        json.writeNumberField("run_blocks_min", access.jumps().runMin());
        json.writeNumberField("run_blocks_max", access.jumps().runMax());
        json.writeNumberField("stride_bytes", access.stride().map(Size::bytes).orElse(0L));
        json.writeBooleanField("backward", access.backward());
        json.writeBooleanField("scatter", access.scatter());
        json.writeBooleanField("hot_set_per_worker", access.ownHotSet());
        json.writeEndObject();
    }

    private static void writeDistribution(JsonGenerator json, Distribution distribution)
            throws IOException {
        json.writeObjectFieldStart("distribution");
        json.writeStringField("name", distribution.label());
        if (distribution instanceof Zipf zipf) {
            json.writeNumberField("theta", zipf.theta());
        } else if (distribution instanceof Pareto pareto) {
            json.writeNumberField("h", pareto.h());
        } else if (distribution instanceof SelfSimilar similar) {
            json.writeNumberField("h", similar.h());
        } else if (distribution instanceof Gaussian gaussian) {
            json.writeNumberField("center", gaussian.center());
            json.writeNumberField("stddev", gaussian.stddev());
        } else if (distribution instanceof Zoned zoned) {
            writeZones(json, zoned);
        }
        json.writeEndObject();
    }

    private static void writeZones(JsonGenerator json, Zoned zoned) throws IOException {
        json.writeArrayFieldStart("zones");
        for (Zone zone : zoned.zones()) {
            json.writeStartObject();
            json.writeNumberField("accesses_percent", zone.accesses().value());
            if (zone.size().isPresent()) {
                json.writeNumberField("size_bytes", zone.size().get().bytes());
            } else {
                json.writeNumberField("space_percent", zone.space().orElseThrow().value());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
