package io.iopulse.workload;

import java.util.List;

/**
 * Where workers run.
 *
 * @param cpuCores one core per worker, in turn; empty: not pinned
 */
public record Placement(List<Integer> cpuCores, NumaChoice numa) {
    public static final Placement ANYWHERE = new Placement(List.of(), NumaChoice.NONE);

    public Placement {
        cpuCores = List.copyOf(cpuCores);
        Require.that(
                cpuCores.stream().allMatch(cpu -> cpu >= 0 && cpu <= EngineChoice.CPU_MAX),
                "CPUs",
                cpuCores);
        Require.that(
                cpuCores.isEmpty() || numa.kind() == NumaChoice.Kind.NONE,
                "CPUs and NUMA nodes together");
    }
}
