package io.iopulse.record;

import io.iopulse.measure.Figure;
import io.iopulse.measure.Verified;
import java.util.Optional;
import java.util.stream.Collectors;

/** What verification found, in words. */
public final class VerifyResult {
    private VerifyResult() {}

    /** {@code 3 blocks are not as they were written: 2 corrupted, 1 stale}. */
    public static String failures(Verified verified) {
        return blocks(verified.failed())
                + (verified.failed() == 1 ? " is" : " are")
                + " not as "
                + (verified.failed() == 1 ? "it was" : "they were")
                + " written: "
                + verified.failures().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> Figure.count(entry.getValue()) + " " + entry.getKey().label())
                        .collect(Collectors.joining(", "));
    }

    static String complaint(Verified verified) {
        return "verification failed: " + failures(verified);
    }

    public static String blocks(long count) {
        return Figure.count(count) + (count == 1 ? " block" : " blocks");
    }

    /** Empty when all was verified that was to be. */
    static Optional<Outcome> shortfall(Verified verified) {
        if (verified.readBackLeft() > 0) {
            return Optional.of(
                    Outcome.incomplete(
                            blocks(verified.readBackLeft()) + " were not read back any more"));
        }
        boolean isVain = verified.judged() == 0 && verified.unwritten() > 0;
        return isVain
                ? Optional.of(
                        Outcome.incomplete(
                                "nothing was verified: %s were read, and none is known to be"
                                                .formatted(blocks(verified.unwritten()))
                                        + " written"))
                : Optional.empty();
    }
}
