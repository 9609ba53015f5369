package io.iopulse.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was verified, over all phases.
 *
 * @param blocks found as they should be
 * @param unsettled being written while they were read, or cut off by a crash: not judged
 * @param unwritten read, but not known to be written
 * @param failures blocks that are not as they should be; every kind has an entry
 * @param readBack operations that read only to verify
 * @param readBackLeft operations that a run cut short did not read back any more
 * @param mismatches the first ones, in order of time
 */
public record Verified(
        long blocks,
        long bytes,
        long unsettled,
        long unwritten,
        Map<MismatchKind, Long> failures,
        long readBack,
        long readBackLeft,
        List<Mismatch> mismatches) {
    public static final Verified NOTHING = new Verified(0, 0, 0, 0, Map.of(), 0, 0, List.of());

    public Verified {
        Map<MismatchKind, Long> all = new EnumMap<>(MismatchKind.class);
        for (MismatchKind kind : MismatchKind.values()) {
            all.put(kind, failures.getOrDefault(kind, 0L));
        }
        failures = all;
        mismatches = mismatches.stream().sorted(Comparator.comparingLong(Mismatch::ns)).toList();
    }

    /** Blocks that are not as they should be. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Blocks about which something could be said. */
    public long judged() {
        return blocks + failed();
    }

    /** Of several workers or components. */
    public static Verified sum(Collection<Verified> parts) {
        return parts.stream().reduce(NOTHING, Verified::plus);
    }

    private Verified plus(Verified other) {
        Map<MismatchKind, Long> both = new EnumMap<>(failures);
        other.failures.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        List<Mismatch> first = new ArrayList<>(mismatches);
        first.addAll(other.mismatches);
        return new Verified(
                blocks + other.blocks,
                bytes + other.bytes,
                unsettled + other.unsettled,
                unwritten + other.unwritten,
                both,
                readBack + other.readBack,
                readBackLeft + other.readBackLeft,
                first);
    }
}
