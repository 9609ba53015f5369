package io.iopulse.config;

import static io.iopulse.config.Option.VERIFY;
import static io.iopulse.config.Option.VERIFY_BLOCK;
import static io.iopulse.config.Option.VERIFY_EVERY;
import static io.iopulse.config.Option.VERIFY_STATE;

import io.iopulse.units.Size;
import io.iopulse.workload.Load;
import io.iopulse.workload.Target;
import io.iopulse.workload.Verification;
import io.iopulse.workload.VerifyMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Verification as options write it. */
final class VerifyText {
    private VerifyText() {}

    /** So that a value outside its own range is told before anything between options. */
    static void readAll(Choices choices) {
        mode(choices);
        every(choices);
        block(choices);
        state(choices);
    }

    static VerifyMode mode(Choices choices) {
        return choices.word(VERIFY, VerifyMode.class);
    }

    static boolean isOn(Choices choices) {
        return mode(choices) != VerifyMode.NONE;
    }

    static int every(Choices choices) {
        return choices.count(VERIFY_EVERY, 0, Verification.EVERY_MAX);
    }

    static Optional<Size> block(Choices choices) {
        return choices.size(VERIFY_BLOCK, Load.BLOCK_MIN, Load.BLOCK_MAX);
    }

    private static Optional<String> state(Choices choices) {
        Optional<String> path = choices.written(VERIFY_STATE);
        if (path.filter(text -> !Target.isPath(text)).isPresent()) {
            throw new UsageError(
                    choices.told(VERIFY_STATE)
                            + " is not a path: at most "
                            + Target.PATH_BYTES_MAX
                            + " bytes and no NUL");
        }
        return path;
    }

    /** Of choices that keep the rules; operations are of the given size. */
    static Verification parse(Choices choices, Size blockSize) {
        VerifyMode mode = mode(choices);
        return mode == VerifyMode.NONE
                ? Verification.NONE
                : new Verification(
                        mode, block(choices).orElse(blockSize), every(choices), state(choices));
    }

    /** The options that say the same. */
    static Map<Option, Object> print(Verification verification) {
        Map<Option, Object> options = new LinkedHashMap<>();
        if (verification.isOn()) {
            options.put(VERIFY, verification.mode().label());
            options.put(VERIFY_BLOCK, verification.block());
            if (verification.every() > 0) {
                options.put(VERIFY_EVERY, verification.every());
            }
            verification.state().ifPresent(path -> options.put(VERIFY_STATE, path));
        }
        return options;
    }
}
