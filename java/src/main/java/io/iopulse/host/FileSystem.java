package io.iopulse.host;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A mounted file system.
 *
 * @param source what is mounted, e.g. {@code /dev/sda1}
 * @param options of the mount and of the file system, each once, {@code ro} when either says so
 * @param freeBytes what an ordinary user may still write
 */
public record FileSystem(
        String type, String source, Path mountPoint, List<String> options, OptionalLong freeBytes) {
    public FileSystem {
        options = List.copyOf(options);
    }

    public boolean readOnly() {
        return options.contains("ro");
    }
}
