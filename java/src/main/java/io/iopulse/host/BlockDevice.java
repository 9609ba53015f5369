package io.iopulse.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A block device as sysfs describes it. Of a partition, the size, the holders and the counters are
 * its own; everything else is a property of the disk it lies on.
 *
 * @param directory where sysfs describes it; the counters are read from there
 * @param name e.g. {@code nvme0n1p2}
 * @param disk the whole device, e.g. {@code nvme0n1}; equal to name when it is not a partition
 * @param scheduler the one in use, e.g. {@code none}
 * @param ioPoll whether polled I/O works
 * @param discardBytesMax longest discard; 0: the device has no discard
 * @param writeCache {@code write back} or {@code write through}
 * @param backingFile of a loop device
 * @param numaNode the node it is attached to; of a stacked device, the one node of all parts
 * @param holders devices built on top of it (device mapper, RAID)
 */
public record BlockDevice(
        Path directory,
        String name,
        String disk,
        OptionalLong bytes,
        Optional<String> model,
        Optional<Boolean> rotational,
        Optional<String> scheduler,
        OptionalLong logicalBlockBytes,
        OptionalLong physicalBlockBytes,
        Optional<Boolean> ioPoll,
        OptionalLong discardBytesMax,
        Optional<String> writeCache,
        OptionalLong requestsMax,
        Optional<String> backingFile,
        OptionalInt numaNode,
        List<String> holders) {
    static final long SECTOR_BYTES = 512;
    private static final int STACK_DEPTH_MAX = 8;

    public BlockDevice {
        holders = List.copyOf(holders);
    }

    /** The device of that number; absent when no block device has it (tmpfs, overlay). */
    public static Optional<BlockDevice> of(HostTree tree, DeviceNumber number) {
        return tree.directory("sys/dev/block/" + number).map(BlockDevice::read);
    }

    /** The device of that name, e.g. {@code sda1}. */
    public static Optional<BlockDevice> named(HostTree tree, String name) {
        return name.isEmpty() || name.contains("/") || name.startsWith(".")
                ? Optional.empty()
                : tree.directory("sys/class/block/" + name)
                        .or(() -> tree.directory("sys/block/" + name))
                        .map(BlockDevice::read);
    }

    public boolean isPartition() {
        return !name.equals(disk);
    }

    public boolean canDiscard() {
        return discardBytesMax.orElse(0) > 0;
    }

    /** A fresh reading of the counters. */
    public Optional<DeviceCounters> counters() {
        boolean counts = HostTree.flag(diskOf(directory).resolve("queue/iostats")).orElse(true);
        return counts
                ? HostTree.text(directory.resolve("stat")).flatMap(DeviceCounters::parse)
                : Optional.empty();
    }

    private static BlockDevice read(Path directory) {
        Path disk = diskOf(directory);
        Path queue = disk.resolve("queue");
        return new BlockDevice(
                directory,
                nameOf(directory),
                nameOf(disk),
                sectorsToBytes(HostTree.number(directory.resolve("size"))),
                modelOf(disk),
                HostTree.flag(queue.resolve("rotational")),
                HostTree.line(queue.resolve("scheduler")).map(BlockDevice::schedulerInUse),
                HostTree.number(queue.resolve("logical_block_size")),
                HostTree.number(queue.resolve("physical_block_size")),
                HostTree.flag(queue.resolve("io_poll")),
                HostTree.number(queue.resolve("discard_max_bytes")),
                HostTree.line(queue.resolve("write_cache")),
                HostTree.number(queue.resolve("nr_requests")),
                HostTree.line(disk.resolve("loop/backing_file")),
                numaNodeOf(disk, STACK_DEPTH_MAX),
                HostTree.names(directory.resolve("holders")));
    }

    private static Path diskOf(Path directory) {
        Path parent = directory.getParent();
        return parent != null && Files.exists(directory.resolve("partition")) ? parent : directory;
    }

    private static String nameOf(Path directory) {
        // the kernel writes ! for a / in the name of a device
        Path name = directory.getFileName();
        return name == null ? "" : name.toString().replace('!', '/');
    }

    private static OptionalLong sectorsToBytes(OptionalLong sectors) {
        return sectors.isPresent()
                        && sectors.getAsLong() >= 0
                        && sectors.getAsLong() <= Long.MAX_VALUE / SECTOR_BYTES
                ? OptionalLong.of(sectors.getAsLong() * SECTOR_BYTES)
                : OptionalLong.empty();
    }

    private static Optional<String> modelOf(Path disk) {
        Optional<String> model = HostTree.line(disk.resolve("device/model"));
        return model.isPresent()
                ? HostTree.line(disk.resolve("device/vendor"))
                        .filter(vendor -> !vendor.startsWith("0x") && !vendor.equals("ATA"))
                        .map(vendor -> vendor + " " + model.get())
                        .or(() -> model)
                : HostTree.line(disk.resolve("dm/name"));
    }

    /** {@code none [mq-deadline] bfq} is mq-deadline. */
    static String schedulerInUse(String line) {
        int open = line.indexOf('[');
        int close = line.indexOf(']', open + 1);
        return open >= 0 && close > open + 1 ? line.substring(open + 1, close) : line;
    }

    /** The first numa_node on the way from the device to the root of the device tree. */
    private static OptionalInt numaNodeOf(Path disk, int depthLeft) {
        Optional<Path> at = HostTree.directory(disk.resolve("device"));
        for (; at.isPresent(); at = at.map(Path::getParent)) {
            OptionalInt node = HostTree.smallNumber(at.get().resolve("numa_node"));
            if (node.isPresent()) {
                return node.getAsInt() >= 0 ? node : OptionalInt.empty();
            }
        }
        return depthLeft > 0 ? numaNodeOfParts(disk, depthLeft - 1) : OptionalInt.empty();
    }

    private static OptionalInt numaNodeOfParts(Path disk, int depthLeft) {
        Path parts = disk.resolve("slaves");
        TreeSet<Integer> nodes = new TreeSet<>();
        for (String part : HostTree.names(parts)) {
            Optional<Path> directory = HostTree.directory(parts.resolve(part));
            nodes.add(directory.map(d -> numaNodeOf(diskOf(d), depthLeft).orElse(-1)).orElse(-1));
        }
        return nodes.size() == 1 && nodes.first() >= 0
                ? OptionalInt.of(nodes.first())
                : OptionalInt.empty();
    }
}
