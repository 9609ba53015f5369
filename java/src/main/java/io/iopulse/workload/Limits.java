package io.iopulse.workload;

import io.iopulse.units.Size;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What ends one component before the run does; none of them where only the duration ends it.
 *
 * @param totalBytes moved by its workers together, a number of whole blocks
 * @param totalOps done by its workers together
 * @param untilComplete every block of every target was touched once
 */
public record Limits(Optional<Size> totalBytes, OptionalLong totalOps, boolean untilComplete) {
    public static final Limits NONE = new Limits(Optional.empty(), OptionalLong.empty(), false);

    public Limits {
        Require.that(totalBytes.isEmpty() || totalBytes.get().bytes() > 0, "total of 0 bytes");
        Require.that(
                totalOps.isEmpty() || totalOps.getAsLong() > 0, "total of operations", totalOps);
    }

    public boolean any() {
        return totalBytes.isPresent() || totalOps.isPresent() || untilComplete;
    }
}
