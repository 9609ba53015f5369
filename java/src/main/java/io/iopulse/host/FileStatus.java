package io.iopulse.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The part of stat(2) that the JDK gives without native code of ours, symbolic links followed.
 *
 * @param device the file system the node lies on
 * @param special the device the node stands for, when it is a device node
 */
record FileStatus(
        TargetKind kind, DeviceNumber device, long inode, DeviceNumber special, long bytes) {
    static Optional<FileStatus> of(Path path) {
        try {
            Map<String, Object> values = Files.readAttributes(path, "unix:mode,dev,ino,rdev,size");
            return Optional.of(
                    new FileStatus(
                            TargetKind.ofMode(number(values, "mode").intValue()),
                            DeviceNumber.of(number(values, "dev").longValue()),
                            number(values, "ino").longValue(),
                            DeviceNumber.of(number(values, "rdev").longValue()),
                            number(values, "size").longValue()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Number number(Map<String, Object> values, String name) throws IOException {
        if (values.get(name) instanceof Number number) {
            return number;
        }
        throw new IOException("no attribute unix:" + name);
    }
}
