package io.iopulse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a target is before a run touches it. The target is never opened.
 *
 * @param kind of a target that does not exist: FILE, what it would become
 * @param bytes length of a file, size of a block device; absent for everything else
 * @param device the block device itself, or the one under the file system of a file; absent where
 *     there is none (tmpfs, overlay, network)
 * @param fileSystem where the file lies or would lie; absent for device nodes
 */
public record TargetFacts(
        Path path,
        boolean exists,
        TargetKind kind,
        OptionalLong bytes,
        Optional<BlockDevice> device,
        Optional<FileSystem> fileSystem) {
    private static final int LINKS_MAX = 40; // as the kernel, MAXSYMLINKS

    public static TargetFacts of(Path path) {
        return of(path, HostTree.ofThisMachine());
    }

    public static TargetFacts of(Path path, HostTree tree) {
        return of(path, tree, FileStatus.of(path));
    }

    static TargetFacts of(Path path, HostTree tree, Optional<FileStatus> status) {
        if (status.isEmpty()) {
            return ofMissing(path, tree);
        }
        return switch (status.get().kind()) {
            case BLOCK -> ofBlockDevice(path, tree, status.get());
            case FILE -> ofFile(path, tree, status.get());
            default -> ofOther(path, status.get().kind());
        };
    }

    private static TargetFacts ofMissing(Path path, HostTree tree) {
        Path directory = nearestDirectory(path);
        Optional<FileStatus> status = FileStatus.of(directory);
        Optional<FileSystem> fileSystem =
                status.flatMap(s -> fileSystemUnder(directory, tree, s.device()));
        Optional<BlockDevice> device =
                status.flatMap(s -> deviceUnder(tree, s.device(), fileSystem));
        return new TargetFacts(
                path, false, TargetKind.FILE, OptionalLong.empty(), device, fileSystem);
    }

    private static TargetFacts ofFile(Path path, HostTree tree, FileStatus status) {
        Optional<FileSystem> fileSystem = fileSystemUnder(path, tree, status.device());
        return new TargetFacts(
                path,
                true,
                TargetKind.FILE,
                OptionalLong.of(status.bytes()),
                deviceUnder(tree, status.device(), fileSystem),
                fileSystem);
    }

    private static TargetFacts ofBlockDevice(Path path, HostTree tree, FileStatus status) {
        Optional<BlockDevice> device = BlockDevice.of(tree, status.special());
        OptionalLong bytes = device.isPresent() ? device.get().bytes() : OptionalLong.empty();
        return new TargetFacts(path, true, TargetKind.BLOCK, bytes, device, Optional.empty());
    }

    private static TargetFacts ofOther(Path path, TargetKind kind) {
        return new TargetFacts(
                path, true, kind, OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<FileSystem> fileSystemUnder(
            Path path, HostTree tree, DeviceNumber device) {
        try {
            return MountTable.of(tree)
                    .under(path.toRealPath(), device)
                    .map(found -> withFreeBytes(found, path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static FileSystem withFreeBytes(FileSystem found, Path path) {
        return new FileSystem(
                found.type(),
                found.source(),
                found.mountPoint(),
                found.options(),
                OptionalLong.of(path.toFile().getUsableSpace()));
    }

    /** By number; btrfs and the like show a number of their own, so then by what is mounted. */
    private static Optional<BlockDevice> deviceUnder(
            HostTree tree, DeviceNumber number, Optional<FileSystem> fileSystem) {
        return BlockDevice.of(tree, number)
                .or(() -> fileSystem.flatMap(mounted -> deviceOfSource(tree, mounted.source())));
    }

    private static Optional<BlockDevice> deviceOfSource(HostTree tree, String source) {
        if (!source.startsWith("/dev/")) {
            return Optional.empty();
        }
        Path node = tree.at(source.substring(1));
        try {
            node = node.toRealPath();
        } catch (IOException e) {
            // not in this tree: its own name is what sysfs calls it, unless it is a link
        }
        Path name = node.getFileName();
        return name == null ? Optional.empty() : BlockDevice.named(tree, name.toString());
    }

    /** Where the file would be created: the directory above it that exists, links followed. */
    private static Path nearestDirectory(Path path) {
        Path at = path.toAbsolutePath();
        for (int links = 0; links < LINKS_MAX && Files.isSymbolicLink(at); links++) {
            try {
                at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
            } catch (IOException e) {
                break;
            }
        }
        while (at.getParent() != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at;
    }
}
