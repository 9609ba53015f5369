package io.iopulse.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * CPUs and NUMA nodes of this machine. A kernel without NUMA is one node 0 with all CPUs.
 * Immutable; reflects the moment it was read.
 */
public final class Topology {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String NODE = "sys/devices/system/node/";

    private final NavigableMap<Integer, NumaNode> nodes;
    private final NavigableMap<Integer, List<Integer>> siblings; // by online CPU
    private final NavigableSet<Integer> allowed;

    private Topology(
            NavigableMap<Integer, NumaNode> nodes,
            NavigableMap<Integer, List<Integer>> siblings,
            NavigableSet<Integer> allowed) {
        this.nodes = nodes;
        this.siblings = siblings;
        this.allowed = allowed;
    }

    public static Topology ofThisMachine() {
        return of(HostTree.ofThisMachine());
    }

    public static Topology of(HostTree tree) {
        List<Integer> online = readOnline(tree);
        TreeMap<Integer, List<Integer>> siblings = new TreeMap<>();
        for (int cpu : online) {
            siblings.put(cpu, readSiblings(tree, cpu, online));
        }
        return new Topology(readNodes(tree, online), siblings, readAllowed(tree, online));
    }

    /** Ascending by number; numbers may have gaps. */
    public List<NumaNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The CPUs that are on, ascending. */
    public List<Integer> onlineCpus() {
        return List.copyOf(siblings.keySet());
    }

    /** The online CPUs that this process may run on (cpuset, taskset), ascending. */
    public List<Integer> allowedCpus() {
        return List.copyOf(allowed);
    }

    /** Empty for a node that is memory only. */
    public List<Integer> cpusOf(int node) {
        return node(node).cpus();
    }

    public NumaNode node(int number) {
        NumaNode node = nodes.get(number);
        if (node == null) {
            throw new TopologyException(
                    "NUMA node %d does not exist; this machine has %s"
                            .formatted(number, named("node", nodes.keySet())));
        }
        return node;
    }

    /** The online CPUs of the same core, itself among them, ascending. */
    public List<Integer> siblingsOf(int cpu) {
        List<Integer> found = siblings.get(cpu);
        if (found == null) {
            throw new TopologyException(
                    "CPU %d does not exist or is offline; this machine has %s"
                            .formatted(cpu, named("CPU", siblings.keySet())));
        }
        return found;
    }

    /** The node of an online CPU; absent when no node claims it. */
    public OptionalInt nodeOf(int cpu) {
        siblingsOf(cpu);
        return nodes.values().stream()
                .filter(node -> node.cpus().contains(cpu))
                .mapToInt(NumaNode::number)
                .findFirst();
    }

    /** The node a device is attached to; absent when unknown or not a node of this machine. */
    public OptionalInt nodeOf(BlockDevice device) {
        OptionalInt node = device.numaNode();
        return node.isPresent() && nodes.containsKey(node.getAsInt()) ? node : OptionalInt.empty();
    }

    /** Throws unless a thread of this process can be pinned to each of the CPUs. */
    public void requireCpus(List<Integer> cpus) {
        for (int cpu : cpus) {
            siblingsOf(cpu);
            if (!allowed.contains(cpu)) {
                throw new TopologyException(
                        "CPU %d is not allowed to this process; it may use %s"
                                .formatted(cpu, named("CPU", allowed)));
            }
        }
    }

    /**
     * The node of each worker, dealt in turn over the nodes in the order given.
     *
     * @throws TopologyException for a node that does not exist or has no CPU to run on
     */
    public List<Integer> dealOver(List<Integer> over, int workers) {
        for (int number : over) {
            requireUsable(node(number));
        }
        List<Integer> dealt = new ArrayList<>();
        for (int worker = 0; worker < workers && !over.isEmpty(); worker++) {
            dealt.add(over.get(worker % over.size()));
        }
        return List.copyOf(dealt);
    }

    private void requireUsable(NumaNode node) {
        if (node.cpus().isEmpty()) {
            List<Integer> others =
                    nodes.values().stream()
                            .filter(other -> !other.cpus().isEmpty())
                            .map(NumaNode::number)
                            .toList();
            throw new TopologyException(
                    "NUMA node %d has memory but no CPUs; workers can run on %s"
                            .formatted(node.number(), named("node", others)));
        }
        if (node.cpus().stream().noneMatch(allowed::contains)) {
            throw new TopologyException(
                    "no CPU of NUMA node %d is allowed to this process; it may use %s"
                            .formatted(node.number(), named("CPU", allowed)));
        }
    }

    private static String named(String what, Collection<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "no " + what;
        }
        return what + (numbers.size() > 1 ? "s " : " ") + CpuList.format(numbers);
    }

    private static List<Integer> readOnline(HostTree tree) {
        return list(tree, CPU + "online")
                .or(() -> list(tree, CPU + "present"))
                .orElseGet(() -> List.copyOf(numbered(tree.names(CPU), "cpu")));
    }

    private static List<Integer> readSiblings(HostTree tree, int cpu, List<Integer> online) {
        String topology = CPU + "cpu" + cpu + "/topology/";
        TreeSet<Integer> core =
                list(tree, topology + "thread_siblings_list")
                        .or(() -> list(tree, topology + "core_cpus_list"))
                        .map(TreeSet::new)
                        .orElseGet(TreeSet::new);
        core.retainAll(online);
        core.add(cpu);
        return List.copyOf(core);
    }

    private static NavigableSet<Integer> readAllowed(HostTree tree, List<Integer> online) {
        NavigableSet<Integer> allowed = new TreeSet<>(online);
        tree.text("proc/self/status")
                .flatMap(text -> field(text, "Cpus_allowed_list:"))
                .flatMap(CpuList::parse)
                .ifPresent(allowed::retainAll);
        return allowed;
    }

    private static NavigableMap<Integer, NumaNode> readNodes(HostTree tree, List<Integer> online) {
        TreeMap<Integer, NumaNode> nodes = new TreeMap<>();
        for (int number : numbered(tree.names(NODE), "node")) {
            TreeSet<Integer> cpus =
                    list(tree, NODE + "node" + number + "/cpulist")
                            .map(TreeSet::new)
                            .orElseGet(TreeSet::new);
            cpus.retainAll(online);
            OptionalLong memory =
                    memoryBytes(tree.text(NODE + "node" + number + "/meminfo"), "MemTotal:");
            nodes.put(number, new NumaNode(number, List.copyOf(cpus), memory));
        }
        if (nodes.isEmpty()) {
            OptionalLong memory = memoryBytes(tree.text("proc/meminfo"), "MemTotal:");
            nodes.put(0, new NumaNode(0, online, memory));
        }
        return nodes;
    }

    private static Optional<List<Integer>> list(HostTree tree, String file) {
        return tree.text(file).flatMap(CpuList::parse).filter(numbers -> !numbers.isEmpty());
    }

    private static NavigableSet<Integer> numbered(List<String> names, String prefix) {
        return names.stream()
                .filter(name -> name.matches(prefix + "\\d{1,5}"))
                .map(name -> Integer.parseInt(name.substring(prefix.length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code MemTotal: 16384 kB}, also behind {@code Node 0}. */
    static OptionalLong memoryBytes(Optional<String> meminfo, String name) {
        Optional<String> value = meminfo.flatMap(text -> field(text, name));
        if (value.isEmpty() || !value.get().endsWith(" kB")) {
            return OptionalLong.empty();
        }
        String kibibytes = value.get().substring(0, value.get().length() - 3).strip();
        OptionalLong number = HostTree.parseLong(kibibytes);
        return number.isPresent()
                        && number.getAsLong() >= 0
                        && number.getAsLong() <= Long.MAX_VALUE / 1024
                ? OptionalLong.of(number.getAsLong() * 1024)
                : OptionalLong.empty();
    }

    /** What follows the name on the first line that holds it. */
    static Optional<String> field(String text, String name) {
        return text.lines()
                .filter(line -> line.contains(name))
                .map(line -> line.substring(line.indexOf(name) + name.length()).strip())
                .findFirst();
    }
}
