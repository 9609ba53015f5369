package io.iopulse.host;

import java.util.List;
import java.util.OptionalLong;

/**
 * A NUMA node.
 *
 * @param cpus its online CPUs, ascending; empty for a node that is memory only
 */
public record NumaNode(int number, List<Integer> cpus, OptionalLong memoryBytes) {
    public NumaNode {
        cpus = List.copyOf(cpus);
    }
}
