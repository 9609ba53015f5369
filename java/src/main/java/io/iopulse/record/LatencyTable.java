package io.iopulse.record;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Latencies by what was timed and by operation; only those with samples. */
public final class LatencyTable {
    private final Map<LatencyKind, Map<OperationKind, Latency>> latencies =
            new EnumMap<>(LatencyKind.class);

    /** Those of one interval of one worker. */
    public static LatencyTable of(Interval interval) {
        LatencyTable table = new LatencyTable();
        table.add(interval.latencies());
        return table;
    }

    /** All samples of several in a new one. */
    public static LatencyTable sum(Iterable<LatencyTable> parts) {
        LatencyTable sum = new LatencyTable();
        parts.forEach(sum::add);
        return sum;
    }

    void add(Map<LatencyKind, Map<OperationKind, Latency>> others) {
        others.forEach(
                (kind, byOperation) ->
                        byOperation.forEach((operation, other) -> add(kind, operation, other)));
    }

    void add(LatencyTable other) {
        add(other.latencies);
    }

    /** This table, with another one added to it. */
    LatencyTable plus(LatencyTable other) {
        add(other);
        return this;
    }

    private void add(LatencyKind kind, OperationKind operation, Latency other) {
        if (other.count() > 0) {
            latencies
                    .computeIfAbsent(kind, unused -> new EnumMap<>(OperationKind.class))
                    .computeIfAbsent(operation, unused -> new Latency())
                    .add(other);
        }
    }

    Map<LatencyKind, Map<OperationKind, byte[]>> encode() {
        Map<LatencyKind, Map<OperationKind, byte[]>> encoded = new EnumMap<>(LatencyKind.class);
        latencies.forEach(
                (kind, byOperation) -> {
                    Map<OperationKind, byte[]> inner = new EnumMap<>(OperationKind.class);
                    byOperation.forEach(
                            (operation, latency) ->
                                    inner.put(operation, Packed.of(latency.encode())));
                    encoded.put(kind, inner);
                });
        return encoded;
    }

    static LatencyTable decode(Map<LatencyKind, Map<OperationKind, byte[]>> encoded) {
        LatencyTable table = new LatencyTable();
        encoded.forEach(
                (kind, byOperation) -> {
                    Map<OperationKind, Latency> inner = new EnumMap<>(OperationKind.class);
                    byOperation.forEach(
                            (operation, bytes) ->
                                    inner.put(operation, Latency.decode(Packed.bytes(bytes))));
                    table.latencies.put(kind, inner);
                });
        return table;
    }

    /** What was timed. */
    public Set<LatencyKind> kinds() {
        return Collections.unmodifiableSet(latencies.keySet());
    }

    /** The operations timed that way, in the order of {@link OperationKind}. */
    public Set<OperationKind> operations(LatencyKind kind) {
        return Collections.unmodifiableSet(latencies.getOrDefault(kind, Map.of()).keySet());
    }

    public Optional<Latency> get(LatencyKind kind, OperationKind operation) {
        return Optional.ofNullable(latencies.getOrDefault(kind, Map.of()).get(operation));
    }

    /** All samples of some operations together; empty when there are none. */
    public Optional<Latency> merged(LatencyKind kind, Iterable<OperationKind> operations) {
        Latency sum = new Latency();
        operations.forEach(operation -> get(kind, operation).ifPresent(sum::add));
        return sum.count() == 0 ? Optional.empty() : Optional.of(sum);
    }
}
