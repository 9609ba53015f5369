package io.iopulse.record;

import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Workload;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known when the workers are armed.
 *
 * @param engine the one that runs, never {@link EngineKind#AUTO}
 * @param engineReason why it was chosen; empty when it was asked for
 * @param host facts in the order in which they are shown
 * @param places one per worker
 * @param cpusAllowed CPUs that the process may use
 */
public record RunFacts(
        String toolVersion,
        Instant startedAt,
        Workload workload,
        EngineKind engine,
        Optional<String> engineReason,
        List<ResolvedTarget> targets,
        Map<String, String> host,
        ClockKind clock,
        List<WorkerPlace> places,
        int cpusAllowed) {

    /** Key of the host fact that names the CPU frequency governors, separated by commas. */
    public static final String HOST_CPU_GOVERNOR = "cpu_governor";

    public RunFacts {
        if (engine == EngineKind.AUTO) {
            throw new IllegalArgumentException("the engine that runs must be known");
        }
        if (places.size() != workload.workers()) {
            throw new IllegalArgumentException(
                    places.size() + " places for " + workload.workers() + " workers");
        }
        targets = List.copyOf(targets);
        host = Collections.unmodifiableMap(new LinkedHashMap<>(host));
        places = List.copyOf(places);
    }

    /** Requests that all workers together were asked to keep in flight. */
    public long depthAsked() {
        return (long) workload.load().queueDepth() * workload.workers();
    }
}
