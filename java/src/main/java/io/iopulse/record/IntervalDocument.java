package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * An interval of one worker as a document, the one kind of which there are many. Numbers that are 0
 * are left out; latencies go by {@code KIND_OPERATION}.
 */
final class IntervalDocument {
    private static final String PHASE = "phase";
    private static final String OPS = "ops_";
    private static final String BYTES = "bytes_";
    private static final Map<String, Pair> PAIRS = pairs();

    private record Pair(LatencyKind kind, OperationKind operation) {
        String name() {
            return kind.label() + "_" + operation.label();
        }
    }

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<LatencyKind, Map<OperationKind, Latency>> latencies =
            new EnumMap<>(LatencyKind.class);

    private @Nullable Phase phase;

    private IntervalDocument() {}

    private static Map<String, Pair> pairs() {
        Map<String, Pair> pairs = new HashMap<>();
        for (LatencyKind kind : LatencyKind.values()) {
            for (OperationKind operation : OperationKind.values()) {
                Pair pair = new Pair(kind, operation);
                pairs.put(pair.name(), pair);
            }
        }
        return pairs;
    }

    static void write(WireOut wire, Interval interval) {
        number(wire, "worker", interval.worker());
        number(wire, "number", interval.number());
        number(wire, "covers", interval.covers());
        wire.write(PHASE).text(interval.phase().label());
        number(wire, "start_ns", interval.startNs());
        number(wire, "end_ns", interval.endNs());
        counts(wire, OPS, interval.ops());
        counts(wire, BYTES, interval.bytes());
        number(wire, "errors", interval.errors());
        number(wire, "retries", interval.retries());
        number(wire, "short_transfers", interval.shortTransfers());
        number(wire, "depth_integral_ns", interval.depthIntegralNs());
        number(wire, "gap_max_ns", interval.gapMaxNs());
        number(wire, "gap_max_start_ns", interval.gapMaxStartNs());
        number(wire, "batches", interval.batches());
        number(wire, "batch_span_max_ns", interval.batchSpanMaxNs());
        number(wire, "in_flight", interval.inFlight());
        number(wire, "backlog", interval.pace().backlog());
        number(wire, "late", interval.pace().late());
        number(wire, "late_max_ns", interval.pace().lateMaxNs());
        number(wire, "thinking_integral_ns", interval.pace().thinkingIntegralNs());
        number(wire, "spun_ns", interval.pace().spunNs());
        interval.latencies().forEach((kind, byOperation) -> latencies(wire, kind, byOperation));
    }

    private static void number(WireOut wire, String name, long value) {
        if (value != 0) {
            wire.write(name).int64(value);
        }
    }

    private static void counts(WireOut wire, String prefix, OperationCounts counts) {
        for (OperationKind kind : OperationKind.values()) {
            number(wire, prefix + kind.label(), counts.get(kind));
        }
    }

    private static void latencies(
            WireOut wire, LatencyKind kind, Map<OperationKind, Latency> byOperation) {
        byOperation.forEach(
                (operation, latency) -> {
                    if (latency.count() > 0) {
                        wire.write(new Pair(kind, operation).name()).bytes(latency.encode());
                    }
                });
    }

    /** Throws {@link DamagedException} when the data is no such document. */
    static Interval read(WireIn wire) {
        IntervalDocument document = new IntervalDocument();
        StringBuilder name = new StringBuilder();
        while (wire.hasMore()) {
            document.take(wire.read(name), name.toString());
        }
        return document.interval();
    }

    private void take(ValueIn value, String name) {
        Pair pair = PAIRS.get(name);
        if (pair != null) {
            latencies
                    .computeIfAbsent(pair.kind(), any -> new EnumMap<>(OperationKind.class))
                    .put(pair.operation(), Latency.decode(ValueReader.bytes(value)));
        } else if (name.equals(PHASE)) {
            phase = ValueReader.labeled(value, Phase.values());
        } else {
            numbers.put(name, value.int64());
        }
    }

    private Interval interval() {
        if (phase == null) {
            throw new DamagedException("an interval of no phase");
        }
        return new Interval(
                Math.toIntExact(number("worker")),
                number("number"),
                Math.toIntExact(number("covers")),
                phase,
                number("start_ns"),
                number("end_ns"),
                counts(OPS),
                counts(BYTES),
                number("errors"),
                number("retries"),
                number("short_transfers"),
                number("depth_integral_ns"),
                number("gap_max_ns"),
                number("gap_max_start_ns"),
                number("batches"),
                number("batch_span_max_ns"),
                number("in_flight"),
                new PaceCounts(
                        number("backlog"),
                        number("late"),
                        number("late_max_ns"),
                        number("thinking_integral_ns"),
                        number("spun_ns")),
                latencies);
    }

    private long number(String name) {
        return numbers.getOrDefault(name, 0L);
    }

    private OperationCounts counts(String prefix) {
        return new OperationCounts(
                number(prefix + "read"),
                number(prefix + "write"),
                number(prefix + "trim"),
                number(prefix + "fsync"),
                number(prefix + "fdatasync"));
    }
}
