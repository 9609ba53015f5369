package io.iopulse.measure;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.TRIM;
import static io.iopulse.measure.OperationKind.WRITE;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operations of the measured phase really accessed, by kind. An operation counts when it
 * completed, at its first block. Heats of one space merge, whatever worker or host they come from.
 */
public final class Heat {
    private static final List<OperationKind> KINDS = List.of(OperationKind.values());

    private final HeatSpace space;
    private final Map<OperationKind, HeatPart> parts;

    /** With a part for every kind that the load can produce. */
    public Heat(HeatSpace space, Map<OperationKind, HeatPart> parts) {
        if (!parts.values().stream().allMatch(part -> part.fits(space))) {
            throw new IllegalArgumentException("accesses that were kept for another space");
        }
        this.space = space;
        this.parts = new EnumMap<>(parts);
    }

    /** All of them together; empty without any. */
    public static Optional<Heat> sum(Collection<Heat> heats) {
        return heats.stream().reduce(Heat::plus);
    }

    private Heat plus(Heat other) {
        if (!space.equals(other.space)) {
            throw new IllegalArgumentException(space + " does not merge with " + other.space);
        }
        Map<OperationKind, HeatPart> sums = new EnumMap<>(parts);
        other.parts.forEach((kind, part) -> sums.merge(kind, part, HeatPart::plus));
        return new Heat(space, sums);
    }

    public HeatSpace space() {
        return space;
    }

    /** In the order of {@link OperationKind}. */
    public Set<OperationKind> kinds() {
        return Collections.unmodifiableSet(parts.keySet());
    }

    public long operations() {
        return parts.values().stream().mapToLong(HeatPart::operations).sum();
    }

    public long operations(OperationKind kind) {
        return part(kind).map(HeatPart::operations).orElse(0L);
    }

    /** Blocks touched by operations of any kind. */
    public UniqueBlocks unique() {
        return parts.values().stream()
                .reduce(HeatPart::plus)
                .map(all -> all.unique(space))
                .orElse(UniqueBlocks.exactly(0));
    }

    public UniqueBlocks unique(OperationKind kind) {
        return part(kind).map(part -> part.unique(space)).orElse(UniqueBlocks.exactly(0));
    }

    private Optional<HeatPart> part(OperationKind kind) {
        return Optional.ofNullable(parts.get(kind));
    }

    /**
     * The space in so many parts, in its order; fewer when there are fewer pieces. Each is a number
     * of whole pieces.
     */
    public List<HeatBucket> buckets(int asked) {
        return buckets(asked, HeatPart::operations);
    }

    /** The same, with each operation where it was before hot blocks were scattered, if they are. */
    List<HeatBucket> drawn(int asked) {
        return buckets(asked, space.scattered() ? HeatPart::drawn : HeatPart::operations);
    }

    /** What a part has counted in the pieces from one on and below another. */
    @FunctionalInterface
    private interface Counted {
        long in(HeatPart part, int from, int end);
    }

    private List<HeatBucket> buckets(int asked, Counted counted) {
        int count = Math.min(asked, space.counters());
        List<HeatBucket> buckets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            buckets.add(bucket(border(i, count), border(i + 1, count), counted));
        }
        return buckets;
    }

    private int border(int bucket, int buckets) {
        return (int) ((long) space.counters() * bucket / buckets);
    }

    private HeatBucket bucket(int from, int end, Counted counted) {
        return new HeatBucket(
                space.first(from),
                space.first(end),
                new OperationCounts(
                        part(READ).map(part -> counted.in(part, from, end)).orElse(0L),
                        part(WRITE).map(part -> counted.in(part, from, end)).orElse(0L),
                        part(TRIM).map(part -> counted.in(part, from, end)).orElse(0L),
                        0,
                        0));
    }

    /** All of it as bytes. */
    public byte[] encode() {
        int bytes = parts.values().stream().mapToInt(HeatPart::encodedBytes).sum();
        ByteBuffer out =
                ByteBuffer.allocate(
                        HeatSpace.ENCODED_BYTES + Integer.BYTES * (1 + parts.size()) + bytes);
        space.encode(out);
        out.putInt(parts.size());
        parts.forEach(
                (kind, part) -> {
                    out.putInt(KINDS.indexOf(kind));
                    part.encode(out);
                });
        return out.array();
    }

    /** Reads back what {@link #encode} wrote; throws IllegalArgumentException for other bytes. */
    public static Heat decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            HeatSpace space = HeatSpace.decode(in);
            Map<OperationKind, HeatPart> parts = new EnumMap<>(OperationKind.class);
            for (int i = in.getInt(); i > 0; i--) {
                parts.put(KINDS.get(in.getInt()), HeatPart.decode(in));
            }
            return new Heat(space, parts);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not encoded accesses", e);
        }
    }
}
