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

    public Target {
        Require.that(isPath(path), "not a path", path);
        Require.that(size.isEmpty() || size.get().bytes() > 0, "an empty target", path);
        Require.that(
                offset.bytes() <= Long.MAX_VALUE - size.orElse(Size.ZERO).bytes(),
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
