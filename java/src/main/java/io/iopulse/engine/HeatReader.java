package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.Heat;
import io.iopulse.measure.HeatPart;
import io.iopulse.measure.HeatSpace;
import io.iopulse.measure.OperationKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.openhft.chronicle.bytes.PointerBytesStore;

/** Reads what workers accessed; whole once they are done. */
public final class HeatReader {
    private static final List<OperationKind> KINDS =
            List.of(OperationKind.READ, OperationKind.WRITE, OperationKind.TRIM);

    private final SharedRegion region;
    private final PointerBytesStore memory;
    private final long heatOffset;

    public HeatReader(SharedRegion region) {
        this.region = region;
        memory = region.memory();
        heatOffset = memory.readLong(SHARED_HEADER_HEAT_OFFSET);
    }

    /** Of all workers from one on and below another, which share a space; empty: none was kept. */
    public Optional<Heat> read(int from, int end) {
        List<Heat> heats = new ArrayList<>();
        for (int worker = from; worker < end && heatOffset != 0; worker++) {
            long at = region.workerBlock(worker) + heatOffset;
            if (memory.readLong(at + SHARED_HEAT_BLOCKS) != 0) {
                heats.add(heat(at));
            }
        }
        return Heat.sum(heats);
    }

    private Heat heat(long at) {
        HeatSpace space =
                new HeatSpace(
                        memory.readLong(at + SHARED_HEAT_BLOCKS),
                        memory.readInt(at + SHARED_HEAT_BLOCK_BYTES),
                        memory.readInt(at + SHARED_HEAT_COUNTER_COUNT),
                        memory.readInt(at + SHARED_HEAT_BORDER_SHIFT),
                        memory.readInt(at + SHARED_HEAT_SAMPLE_SHIFT),
                        memory.readInt(at + SHARED_HEAT_SCATTERED) != 0);
        Map<OperationKind, HeatPart> parts = new EnumMap<>(OperationKind.class);
        for (OperationKind kind : KINDS) {
            long offset = memory.readLong(at + SHARED_HEAT_PART_OFFSET + 8L * Codes.of(kind));
            if (offset != 0) {
                parts.put(kind, part(at + offset, space));
            }
        }
        return new Heat(space, parts);
    }

    private HeatPart part(long at, HeatSpace space) {
        byte[] sketch = new byte[space.sampleShift() == 0 ? 0 : HEAT_REGISTERS];
        for (int i = 0; i < sketch.length; i++) {
            sketch[i] = memory.readByte(at + SHARED_HEAT_PART_SKETCH + i);
        }
        return new HeatPart(
                longs(at + SHARED_HEAT_PART_COUNTERS, space.counters()),
                longs(at + SHARED_HEAT_PART_DRAWN, space.scattered() ? space.counters() : 0),
                longs(at + SHARED_HEAT_PART_TOUCHED, space.groupWords()),
                sketch);
    }

    private long[] longs(long at, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = memory.readLong(at + 8L * i);
        }
        return values;
    }
}
