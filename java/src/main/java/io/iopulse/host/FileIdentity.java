package io.iopulse.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a path leads to, whatever its name: equal for hard links of one file, for links to it and
 * for the nodes of one device.
 *
 * @param device the one that a node stands for, else the file system's
 * @param inode of a file, or of the directory in which it would be created; 0 for a device
 * @param name in that directory; empty for what exists
 */
public record FileIdentity(TargetKind kind, DeviceNumber device, long inode, String name) {

    /** Empty when not even the directory is there. */
    public static Optional<FileIdentity> of(Path path) {
        return FileStatus.of(path).map(FileIdentity::of).or(() -> ofMissing(path));
    }

    /** Whether both lead to the same, there or not. */
    public static boolean areSame(Path one, Path other) {
        Optional<FileIdentity> first = of(one);
        return first.isPresent() && first.equals(of(other));
    }

    static FileIdentity of(FileStatus status) {
        boolean isNode = status.kind() == TargetKind.BLOCK || status.kind() == TargetKind.CHARACTER;
        return isNode
                ? new FileIdentity(status.kind(), status.special(), 0, "")
                : new FileIdentity(status.kind(), status.device(), status.inode(), "");
    }

    private static Optional<FileIdentity> ofMissing(Path path) {
        Path name = path.toAbsolutePath().normalize();
        Path directory = name.getParent();
        return directory == null
                ? Optional.empty()
                : FileStatus.of(directory).map(status -> ofMissing(status, name));
    }

    private static FileIdentity ofMissing(FileStatus directory, Path path) {
        return new FileIdentity(
                TargetKind.FILE,
                directory.device(),
                directory.inode(),
                String.valueOf(path.getFileName()));
    }
}
