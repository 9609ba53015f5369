package io.iopulse.workload;

import java.util.List;

/**
 * On which NUMA nodes workers and their buffers live.
 *
 * @param nodes dealt to the workers in turn; filled exactly with {@link Kind#LIST}
 */
public record NumaChoice(Kind kind, List<Integer> nodes) {
    /** Node numbers end here in every Linux kernel configuration. */
    public static final int NODE_MAX = 1023;

    public static final NumaChoice NONE = new NumaChoice(Kind.NONE, List.of());
    public static final NumaChoice AUTO = new NumaChoice(Kind.AUTO, List.of());

    /** How the nodes are found. */
    public enum Kind {
        NONE,
        /** The node of the target's block device. */
        AUTO,
        LIST
    }

    public NumaChoice {
        nodes = List.copyOf(nodes);
        Require.that(nodes.isEmpty() == (kind != Kind.LIST), "choice and nodes", kind, nodes);
        Require.that(
                nodes.stream().allMatch(node -> node >= 0 && node <= NODE_MAX), "nodes", nodes);
    }

    public static NumaChoice of(List<Integer> nodes) {
        return new NumaChoice(Kind.LIST, nodes);
    }
}
