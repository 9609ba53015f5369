package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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

    /** Names of numbers, in the order in which they are written. */
    private static final List<String> NUMBERS = numbers();

    private static final Map<String, Integer> INDICES = indices();

    private final long[] numbers = new long[NUMBERS.size()];
    private final Map<LatencyKind, Map<OperationKind, Latency>> latencies =
            new EnumMap<>(LatencyKind.class);

    /** Where the next name is looked for first: they come in order. */
    private int expected;

    private @Nullable Phase phase;

    private IntervalDocument() {}

    private static List<String> numbers() {
        List<String> names = new ArrayList<>();
        names.addAll(List.of("worker", "number", "covers", "start_ns", "end_ns"));
        for (String prefix : List.of(OPS, BYTES)) {
            for (OperationKind kind : OperationKind.values()) {
                names.add(prefix + kind.label());
            }
        }
        names.addAll(List.of("errors", "retries", "short_transfers", "depth_integral_ns"));
        names.addAll(List.of("gap_max_ns", "gap_max_start_ns", "batches", "batch_span_max_ns"));
        names.addAll(List.of("in_flight", "backlog", "late", "late_max_ns"));
        names.addAll(List.of("thinking_integral_ns", "spun_ns"));
        return List.copyOf(names);
    }

    private static Map<String, Integer> indices() {
        Map<String, Integer> indices = new HashMap<>();
        for (String name : NUMBERS) {
            indices.put(name, indices.size());
        }
        return indices;
    }

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
            document.take(wire.read(name), name);
        }
        return document.interval();
    }

    private void take(ValueIn value, StringBuilder name) {
        int index = index(name);
        if (index >= 0) {
            numbers[index] = value.int64();
            return;
        }
        Pair pair = PAIRS.get(name.toString());
        if (pair != null) {
            latencies
                    .computeIfAbsent(pair.kind(), any -> new EnumMap<>(OperationKind.class))
                    .put(pair.operation(), Latency.decode(ValueReader.bytes(value)));
        } else if (PHASE.contentEquals(name)) {
            phase = ValueReader.labeled(value, Phase.values());
        } else {
            value.int64(); // of a later version
        }
    }

    /** Of a number's name; -1 for any other. */
    private int index(StringBuilder name) {
        for (int i = 0; i < NUMBERS.size(); i++) {
            int index = (expected + i) % NUMBERS.size();
            if (NUMBERS.get(index).contentEquals(name)) {
                expected = index + 1;
                return index;
            }
        }
        return -1;
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
        return numbers[INDICES.getOrDefault(name, -1)];
    }

    private OperationCounts counts(String prefix) {
        long[] byKind = new long[OperationKind.values().length];
        int from = INDICES.getOrDefault(prefix + OperationKind.READ.label(), -1);
        System.arraycopy(numbers, from, byKind, 0, byKind.length);
        return OperationCounts.of(byKind);
    }
}
