package io.iopulse.compare;

import java.util.Locale;
import java.util.Optional;

/** Changes as people read them. */
public final class ChangeWords {
    private ChangeWords() {}

    /** {@code +9.9 % (+8.1 to +11.7 %), improved}. */
    public static String of(Change change) {
        return change.difference().isEmpty()
                ? "no difference: " + change.reason()
                : percent(change.difference().getAsDouble())
                        + interval(change).map(shown -> " (" + shown + ")").orElse("")
                        + ", "
                        + verdict(change).orElse("no verdict: " + change.reason());
    }

    /** {@code +8.1 to +11.7 %}; empty where there is none. */
    public static Optional<String> interval(Change change) {
        return change.interval().map(range -> number(range.low()) + " to " + percent(range.high()));
    }

    /** {@code improved}, or {@code no change (±3.1 %)} with the noise floor; empty without one. */
    public static Optional<String> verdict(Change change) {
        return change.verdict()
                .map(
                        verdict ->
                                verdict == Verdict.NO_CHANGE
                                        ? "no change (±%.1f %%)"
                                                .formatted(100 * change.noiseFloor().orElseThrow())
                                        : verdict.words());
    }

    /** A share with its sign: {@code +9.9 %}. */
    public static String percent(double share) {
        return number(share) + " %";
    }

    private static String number(double share) {
        return String.format(Locale.ROOT, "%+.1f", 100 * share);
    }
}
