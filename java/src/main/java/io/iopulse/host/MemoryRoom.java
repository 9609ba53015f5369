package io.iopulse.host;

import io.iopulse.units.Size;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory a process can still take before the kernel kills somebody for it: what the
 * machine has available, or less where a control group sets a limit. Page cache counts as
 * available, swap does not.
 *
 * @param bytes still to be had
 * @param holder whose limit that is, as in "available on this machine"
 */
public record MemoryRoom(Size bytes, String holder) {
    private static final String CGROUPS = "sys/fs/cgroup";

    /** Where a version of control groups keeps its figures. */
    private record Files(String root, String limit, String usage, String cache) {
        static final Files SECOND =
                new Files(CGROUPS, "memory.max", "memory.current", "inactive_file ");
        static final Files FIRST =
                new Files(
                        CGROUPS + "/memory",
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        "total_inactive_file ");
    }

    public static Optional<MemoryRoom> ofThisMachine() {
        return of(HostTree.ofThisMachine());
    }

    /** The narrowest; empty when nothing is known. */
    public static Optional<MemoryRoom> of(HostTree tree) {
        Stream<MemoryRoom> groups =
                tree.text("proc/self/cgroup").stream()
                        .flatMap(String::lines)
                        .flatMap(line -> ofGroups(tree, line));
        return Stream.concat(ofMachine(tree).stream(), groups)
                .min(Comparator.comparing(MemoryRoom::bytes));
    }

    private static Optional<MemoryRoom> ofMachine(HostTree tree) {
        OptionalLong available = Topology.memoryBytes(tree.text("proc/meminfo"), "MemAvailable:");
        return room(available, "available on this machine");
    }

    /** A line is number:controllers:path; the second version has no controllers. */
    private static Stream<MemoryRoom> ofGroups(HostTree tree, String line) {
        String[] fields = line.split(":", 3);
        if (fields.length < 3) {
            return Stream.empty();
        }
        List<String> controllers = Arrays.asList(fields[1].split(",", -1));
        if (controllers.contains("memory")) {
            return ofGroupAndParents(tree, Files.FIRST, fields[2]);
        }
        return fields[1].isEmpty()
                ? ofGroupAndParents(tree, Files.SECOND, fields[2])
                : Stream.empty();
    }

    /** A limit holds for everything below it; what is outside of a container is not seen. */
    private static Stream<MemoryRoom> ofGroupAndParents(HostTree tree, Files files, String path) {
        return Stream.iterate(
                        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
                        group -> !group.equals(".."),
                        group -> group.isEmpty() ? ".." : group.substring(0, parentEnd(group)))
                .flatMap(group -> ofGroup(tree, files, group).stream());
    }

    private static int parentEnd(String group) {
        return Math.max(0, group.lastIndexOf('/'));
    }

    private static Optional<MemoryRoom> ofGroup(HostTree tree, Files files, String group) {
        String directory = files.root() + group + "/";
        OptionalLong limit = tree.number(directory + files.limit());
        OptionalLong usage = tree.number(directory + files.usage());
        if (limit.isEmpty() || usage.isEmpty()) {
            return Optional.empty();
        }
        long cache =
                tree.text(directory + "memory.stat").stream()
                        .flatMap(String::lines)
                        .filter(line -> line.startsWith(files.cache()))
                        .map(line -> HostTree.parseLong(line.substring(files.cache().length())))
                        .mapToLong(bytes -> bytes.orElse(0))
                        .sum();
        long left = Math.max(0, limit.getAsLong() - Math.max(0, usage.getAsLong() - cache));
        String name = group.isEmpty() ? "/" : group;
        return room(OptionalLong.of(left), "left within the memory limit of control group " + name);
    }

    private static Optional<MemoryRoom> room(OptionalLong bytes, String holder) {
        return bytes.isPresent()
                ? Optional.of(new MemoryRoom(new Size(bytes.getAsLong()), holder))
                : Optional.empty();
    }
}
