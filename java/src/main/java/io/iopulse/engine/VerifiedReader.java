package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.Mismatch;
import io.iopulse.measure.MismatchKind;
import io.iopulse.measure.Verified;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import net.openhft.chronicle.bytes.PointerBytesStore;

/** Reads what workers verified; whole once they are done. */
public final class VerifiedReader {
    private static final HexFormat HEX = HexFormat.of();

    private final SharedRegion region;
    private final PointerBytesStore memory;
    private final long verifiedOffset;
    private final IntFunction<String> targets;

    /** {@code targets} names a target by its index in the job. */
    public VerifiedReader(SharedRegion region, IntFunction<String> targets) {
        this.region = region;
        this.targets = targets;
        memory = region.memory();
        verifiedOffset = memory.readLong(SHARED_HEADER_VERIFIED_OFFSET);
    }

    /** Of all workers from one on and below another. */
    public Verified read(int from, int end) {
        List<Verified> workers = new ArrayList<>();
        for (int worker = from; worker < end; worker++) {
            workers.add(verified(region.workerBlock(worker) + verifiedOffset));
        }
        return Verified.sum(workers);
    }

    private Verified verified(long at) {
        Map<MismatchKind, Long> failures = new EnumMap<>(MismatchKind.class);
        for (MismatchKind kind : MismatchKind.values()) {
            failures.put(
                    kind, memory.readLong(at + SHARED_VERIFIED_FAILURES + 8L * Codes.of(kind)));
        }
        List<Mismatch> mismatches = new ArrayList<>();
        long count = memory.readVolatileLong(at + SHARED_VERIFIED_MISMATCHES);
        for (int i = 0; i < count; i++) {
            mismatches.add(
                    mismatch(at + SIZEOF_SHARED_VERIFIED + (long) i * SIZEOF_SHARED_MISMATCH));
        }
        return new Verified(
                memory.readLong(at + SHARED_VERIFIED_BLOCKS),
                memory.readLong(at + SHARED_VERIFIED_BYTES),
                memory.readLong(at + SHARED_VERIFIED_UNSETTLED),
                memory.readLong(at + SHARED_VERIFIED_UNWRITTEN),
                failures,
                memory.readLong(at + SHARED_VERIFIED_READ_BACK),
                memory.readLong(at + SHARED_VERIFIED_READ_BACK_LEFT),
                mismatches);
    }

    private Mismatch mismatch(long at) {
        int bytes = memory.readInt(at + SHARED_MISMATCH_DUMP_BYTES);
        return new Mismatch(
                Codes.mismatchKind(memory.readInt(at + SHARED_MISMATCH_MISMATCH)),
                targets.apply(memory.readInt(at + SHARED_MISMATCH_TARGET)),
                memory.readLong(at + SHARED_MISMATCH_OFFSET),
                memory.readInt(at + SHARED_MISMATCH_LENGTH),
                memory.readLong(at + SHARED_MISMATCH_TIME_NS),
                memory.readUnsignedInt(at + SHARED_MISMATCH_GENERATION_LOWER),
                memory.readUnsignedInt(at + SHARED_MISMATCH_GENERATION_UPPER),
                found(at),
                memory.readInt(at + SHARED_MISMATCH_DIFFERENCE),
                memory.readInt(at + SHARED_MISMATCH_DUMP_FROM),
                dump(at + SHARED_MISMATCH_EXPECTED, bytes),
                dump(at + SHARED_MISMATCH_FOUND, bytes));
    }

    private Optional<Mismatch.Found> found(long at) {
        return memory.readInt(at + SHARED_MISMATCH_HAS_HEADER) == 0
                ? Optional.empty()
                : Optional.of(
                        new Mismatch.Found(
                                memory.readLong(at + SHARED_MISMATCH_FOUND_GENERATION),
                                memory.readLong(at + SHARED_MISMATCH_FOUND_OFFSET),
                                memory.readLong(at + SHARED_MISMATCH_FOUND_FILE)
                                        == memory.readLong(at + SHARED_MISMATCH_FILE)));
    }

    private Mismatch.Dump dump(long at, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = memory.readByte(at + i);
        }
        return new Mismatch.Dump(HEX.formatHex(bytes));
    }
}
