package io.iopulse.record;

import java.util.OptionalInt;

/**
 * Where a worker ran.
 *
 * @param cpu the one it was pinned to; empty: not pinned
 * @param numaNode the one it and its buffers were bound to; empty: not bound
 */
public record WorkerPlace(OptionalInt cpu, OptionalInt numaNode) {
    public static final WorkerPlace ANYWHERE =
            new WorkerPlace(OptionalInt.empty(), OptionalInt.empty());
}
