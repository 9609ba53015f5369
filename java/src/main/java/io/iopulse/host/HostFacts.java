package io.iopulse.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What machine this is, as an ordered map from a fact's name to its value, for the result. A fact
 * that is not known is not in the map. Names are stable: they are part of the result's format.
 */
public final class HostFacts {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final HostTree tree;

    private HostFacts(HostTree tree) {
        this.tree = tree;
    }

    public static Map<String, String> ofThisMachine(List<TargetFacts> targets) {
        return of(HostTree.ofThisMachine(), targets);
    }

    public static Map<String, String> of(HostTree tree, List<TargetFacts> targets) {
        HostFacts facts = new HostFacts(tree);
        facts.addSystem();
        facts.addProcessors(Topology.of(tree));
        facts.addClockAndPower();
        for (int i = 0; i < targets.size(); i++) {
            facts.addTarget("target_" + i + "_", targets.get(i));
        }
        return Collections.unmodifiableMap(facts.facts);
    }

    private void addSystem() {
        put("kernel", tree.line("proc/sys/kernel/osrelease"));
        put(
                "distribution",
                tree.text("etc/os-release")
                        .or(() -> tree.text("usr/lib/os-release"))
                        .flatMap(HostFacts::distribution));
        put("virtualization", virtualization());
        OptionalLong memory = Topology.memoryBytes(tree.text("proc/meminfo"), "MemTotal:");
        putNumber("memory_bytes", memory);
    }

    private void addProcessors(Topology topology) {
        String cpuinfo = tree.text("proc/cpuinfo").orElse("");
        put("cpu_model", cpuinfoField(cpuinfo, "model name"));
        List<Integer> online = topology.onlineCpus();
        if (online.isEmpty()) {
            return;
        }
        long cores = online.stream().map(topology::siblingsOf).distinct().count();
        put("cpus_online", Optional.of(CpuList.format(online)));
        if (topology.allowedCpus().size() < online.size()) {
            put("cpus_allowed", Optional.of(CpuList.format(topology.allowedCpus())));
        }
        put("cpu_cores", Optional.of(Long.toString(cores)));
        put("smt", Optional.of(cores < online.size() ? "on" : "off"));
        put(
                "numa_nodes",
                Optional.of(
                        topology.nodes().stream()
                                .map(HostFacts::describeNode)
                                .collect(Collectors.joining("; "))));
    }

    private static String describeNode(NumaNode node) {
        String cpus = node.cpus().isEmpty() ? "no CPUs" : "CPUs " + CpuList.format(node.cpus());
        return node.number() + ": " + cpus;
    }

    private void addClockAndPower() {
        put(
                "clock_source",
                tree.line("sys/devices/system/clocksource/clocksource0/current_clocksource"));
        TreeSet<String> governors = new TreeSet<>();
        for (String policy : tree.names("sys/devices/system/cpu/cpufreq")) {
            tree.line("sys/devices/system/cpu/cpufreq/" + policy + "/scaling_governor")
                    .ifPresent(governors::add);
        }
        put(
                "cpu_governor",
                Optional.of(String.join(", ", governors)).filter(names -> !names.isEmpty()));
    }

    private void addTarget(String prefix, TargetFacts target) {
        put(prefix + "path", Optional.of(target.path().toString()));
        target.fileSystem().ifPresent(fileSystem -> addFileSystem(prefix, fileSystem));
        target.device().ifPresent(device -> addDevice(prefix, device));
    }

    private void addFileSystem(String prefix, FileSystem fileSystem) {
        put(prefix + "file_system", Optional.of(fileSystem.type()));
        put(prefix + "mount_point", Optional.of(fileSystem.mountPoint().toString()));
        put(prefix + "mount_options", Optional.of(String.join(",", fileSystem.options())));
    }

    private void addDevice(String prefix, BlockDevice device) {
        put(prefix + "device", Optional.of(device.name()));
        put(prefix + "device_model", device.model());
        put(prefix + "device_backing_file", device.backingFile());
        putNumber(prefix + "device_bytes", device.bytes());
        put(prefix + "device_scheduler", device.scheduler());
        put(prefix + "device_rotational", device.rotational().map(r -> r ? "yes" : "no"));
        putNumber(prefix + "device_logical_block_bytes", device.logicalBlockBytes());
        putNumber(prefix + "device_physical_block_bytes", device.physicalBlockBytes());
        put(prefix + "device_write_cache", device.writeCache());
        putNumber(prefix + "device_requests_max", device.requestsMax());
        if (device.numaNode().isPresent()) {
            String node = Integer.toString(device.numaNode().getAsInt());
            put(prefix + "device_numa_node", Optional.of(node));
        }
    }

    /** A hypervisor or a container, by the marks they leave; absent on bare metal. */
    private Optional<String> virtualization() {
        String cpuinfo = tree.text("proc/cpuinfo").orElse("");
        boolean guest =
                cpuinfoField(cpuinfo, "flags")
                        .map(flags -> List.of(flags.split(" ")).contains("hypervisor"))
                        .orElse(false);
        Optional<String> maker =
                tree.line("sys/hypervisor/type").or(() -> tree.line("sys/class/dmi/id/sys_vendor"));
        if (tree.has(".dockerenv") || tree.has("run/.containerenv")) {
            return Optional.of(guest ? "container in a virtual machine" : "container");
        }
        return guest
                ? Optional.of(
                        maker.map(name -> "virtual machine, " + name).orElse("virtual machine"))
                : Optional.empty();
    }

    private static Optional<String> cpuinfoField(String cpuinfo, String name) {
        return cpuinfo.lines()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static Optional<String> distribution(String osRelease) {
        Function<String, Optional<String>> value =
                name ->
                        osRelease
                                .lines()
                                .filter(line -> line.startsWith(name + "="))
                                .map(line -> unquote(line.substring(name.length() + 1).strip()))
                                .filter(text -> !text.isEmpty())
                                .findFirst();
        return value.apply("PRETTY_NAME").or(() -> value.apply("NAME"));
    }

    private static String unquote(String text) {
        boolean quoted =
                text.length() >= 2
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private void put(String name, Optional<String> value) {
        value.ifPresent(text -> facts.put(name, text));
    }

    private void putNumber(String name, OptionalLong value) {
        value.ifPresent(number -> facts.put(name, Long.toString(number)));
    }
}
