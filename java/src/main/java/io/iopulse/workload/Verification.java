package io.iopulse.workload;

import io.iopulse.units.Size;
import java.util.Optional;

/**
 * Whether what is read is compared with what was written.
 *
 * @param block of what is verified: it has a header of its own; a divisor of the load's block size
 * @param every writes of a worker after which they are read back; 0: never
 * @param state path of what was written, kept for later runs; empty: beside the target
 */
public record Verification(VerifyMode mode, Size block, int every, Optional<String> state) {
    public static final int EVERY_MAX = 1 << 20;

    public static final Verification NONE =
            new Verification(VerifyMode.NONE, Size.ZERO, 0, Optional.empty());

    /** Stands behind the name of a target for the name of its state. */
    public static final String STATE_SUFFIX = ".iopulse-verify";

    public Verification {
        boolean unused = block.equals(Size.ZERO) && every == 0 && state.isEmpty();
        Require.that(mode != VerifyMode.NONE || unused, "choices without verification", state);
        Require.that(
                mode == VerifyMode.NONE
                        || (block.bytes() > 0 && block.isMultipleOf(Load.SECTOR_BYTES)),
                "verified block",
                block);
        Require.that(every >= 0 && every <= EVERY_MAX, "writes until they are read back", every);
    }

    public boolean isOn() {
        return mode != VerifyMode.NONE;
    }

    /** Whether blocks are read only to be verified. */
    public boolean readsBack() {
        return mode == VerifyMode.AFTER || every > 0;
    }

    /** The path of the state of a target. */
    public String stateOf(String target) {
        return state.orElse(target + STATE_SUFFIX);
    }

    /** Whether a load of such operations can be verified so. */
    boolean fits(Size blockSize, Mix mix, Pace pace, Content content) {
        return !isOn()
                || (blockSize.isMultipleOf(block.bytes())
                        && !mix.trims()
                        && content.dedupe().isZero()
                        && (mix.writes() || !readsBack())
                        && (every == 0 || (pace.arrivals().isEmpty() && pace.think().isNone())));
    }
}
