package io.iopulse.record;

import java.util.List;

/**
 * How a run was judged when it ended.
 *
 * @param caveats their names, each with its evidence
 */
public record Verdict(Outcome.Status status, String reason, int exitCode, List<String> caveats) {
    static Verdict of(Recording recording) {
        return new Verdict(
                recording.outcome().status(),
                recording.outcome().reason(),
                recording.exitCode(),
                recording.caveats().stream().map(note -> note.sentence()).toList());
    }
}
