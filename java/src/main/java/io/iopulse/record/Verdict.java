package io.iopulse.record;

import io.iopulse.measure.Caveat;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a run was judged when it ended.
 *
 * @param caveats their names, each with its evidence
 */
public record Verdict(Outcome.Status status, String reason, int exitCode, List<String> caveats) {
    /** Why the exit code is not 0; empty when it is. */
    Optional<String> complaint() {
        if (exitCode == Recording.EXIT_OK) {
            return Optional.empty();
        }
        return reason.isEmpty()
                ? caveats.stream().filter(Verdict::isFatal).findFirst()
                : Optional.of(reason);
    }

    private static boolean isFatal(String sentence) {
        return Arrays.stream(Caveat.values())
                .filter(Caveat::isFatal)
                .anyMatch(caveat -> sentence.startsWith(caveat.statement()));
    }

    static Verdict of(Recording recording) {
        return new Verdict(
                recording.outcome().status(),
                recording.outcome().reason(),
                recording.exitCode(),
                recording.caveats().stream().map(note -> note.sentence()).toList());
    }
}
