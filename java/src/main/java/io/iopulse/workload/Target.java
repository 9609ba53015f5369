package io.iopulse.workload;

import io.iopulse.units.Size;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file or device as it was asked for; what it is gets resolved where the run happens.
 *
 * @param offset first byte in use
 * @param size bytes in use; empty: from the offset to the end of what exists
 */
public record Target(String path, Size offset, Optional<Size> size) {
    /** PATH_MAX without its terminator, in UTF-8. */
    public static final int PATH_BYTES_MAX = 4095;

    /** No file system has larger files. */
    public static final Size BYTES_MAX = new Size(8191L << 50);

    public Target {
        Require.that(offset.compareTo(BYTES_MAX) <= 0, "offset", offset);
        Require.that(isPath(path), "not a path", path);
        Require.that(
                size.isEmpty() || (size.get().bytes() > 0 && size.get().compareTo(BYTES_MAX) <= 0),
                "size of a target",
                size);
        Require.that(
                size.orElse(Size.ZERO).bytes() <= BYTES_MAX.bytes() - offset.bytes(),
                "an end beyond any file",
                path);
    }

    /** Whether the text can name a file at all. */
    public static boolean isPath(String text) {
        return !text.isEmpty()
                && text.indexOf('\0') < 0
                && text.getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
    }
}
