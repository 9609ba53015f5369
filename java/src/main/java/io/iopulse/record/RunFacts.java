package io.iopulse.record;

import io.iopulse.workload.Workload;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known when the workers are armed.
 *
 * @param components in the order of the workload's; workers are numbered through them
 * @param host facts in the order in which they are shown
 * @param cpusAllowed CPUs that the process may use
 */
public record RunFacts(
        String toolVersion,
        Instant startedAt,
        Workload workload,
        List<ComponentFacts> components,
        Map<String, String> host,
        ClockKind clock,
        int cpusAllowed) {

    /** Key of the host fact that names the CPU frequency governors, separated by commas. */
    public static final String HOST_CPU_GOVERNOR = "cpu_governor";

    public RunFacts {
        components = List.copyOf(components);
        host = Collections.unmodifiableMap(new LinkedHashMap<>(host));
    }

    /** Places of all workers, by their number. */
    public List<WorkerPlace> places() {
        return components.stream().flatMap(part -> part.places().stream()).toList();
    }
}
