package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.workload.Component;
import io.iopulse.workload.Load;
import io.iopulse.workload.Workload;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much memory native maps for the shared region of a workload, before there is a run. */
public final class RegionSize {
    private RegionSize() {}

    /** Bytes: the header and every worker's live page, error table and interval slots. */
    public static long bytes(Workload workload) {
        return aligned(SIZEOF_SHARED_HEADER) + workload.workers() * workerBytes(workload);
    }

    /** All workers have room for whatever any of them records. */
    private static long workerBytes(Workload workload) {
        Set<Map.Entry<LatencyKind, OperationKind>> histograms =
                workload.components().stream()
                        .flatMap(RegionSize::histograms)
                        .collect(Collectors.toSet());
        long slot = aligned(SIZEOF_SHARED_INTERVAL + histograms.size() * (long) HISTOGRAM_BYTES);
        long slots =
                Math.min(SHARED_SLOTS_MAX, Math.max(SHARED_SLOTS_MIN, SHARED_SLOTS_BYTES / slot));
        long errors = (long) SHARED_ERRORS_MAX * SIZEOF_SHARED_ERROR;
        long verified =
                SIZEOF_SHARED_VERIFIED + (long) SHARED_MISMATCHES_MAX * SIZEOF_SHARED_MISMATCH;
        return aligned(SIZEOF_SHARED_LIVE + errors + verified + SIZEOF_SHARED_RING)
                + slots * slot
                + heat(workload);
    }

    private static long heat(Workload workload) {
        return workload.components().stream()
                .map(Component::load)
                .filter(load -> load.heatBuckets() > 0)
                .mapToLong(
                        load ->
                                aligned(
                                        SIZEOF_SHARED_HEAT
                                                + positioned(load) * SIZEOF_SHARED_HEAT_PART))
                .max()
                .orElse(0);
    }

    private static long positioned(Load load) {
        return Stream.of(OperationKind.values())
                .filter(kind -> !kind.isSync() && does(load, kind))
                .count();
    }

    private static Stream<Map.Entry<LatencyKind, OperationKind>> histograms(Component component) {
        return Stream.of(OperationKind.values())
                .filter(kind -> does(component.load(), kind))
                .flatMap(kind -> timed(component, kind).map(latency -> Map.entry(latency, kind)));
    }

    private static boolean does(Load load, OperationKind kind) {
        return switch (kind) {
            case READ -> load.mix().reads() || load.verification().readsBack();
            case WRITE -> load.mix().writes();
            case TRIM -> load.mix().trims();
            case FSYNC -> load.sync().fsyncEvery() > 0 || load.sync().endFsync();
            case FDATASYNC -> load.sync().fdatasyncEvery() > 0;
        };
    }

    private static Stream<LatencyKind> timed(Component component, OperationKind kind) {
        Load load = component.load();
        Stream.Builder<LatencyKind> kinds = Stream.builder();
        kinds.add(LatencyKind.SERVICE);
        boolean hasRate = load.pace().arrivals().isPresent();
        if (load.submissionLatency()) {
            kinds.add(LatencyKind.SUBMISSION);
        }
        if (hasRate) {
            kinds.add(LatencyKind.RESPONSE);
        }
        if (hasRate || !load.pace().think().isNone()) {
            kinds.add(LatencyKind.LATENESS);
        }
        if (component.sharing().isLocked() && !kind.isSync()) {
            kinds.add(LatencyKind.LOCK_WAIT);
        }
        return kinds.build();
    }

    private static long aligned(long bytes) {
        return (bytes + SHARED_ALIGNMENT - 1) / SHARED_ALIGNMENT * SHARED_ALIGNMENT;
    }
}
