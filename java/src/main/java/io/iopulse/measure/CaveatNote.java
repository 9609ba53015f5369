package io.iopulse.measure;

/**
 * A caveat that holds for a result.
 *
 * @param evidence the numbers that show it, no full stop
 */
public record CaveatNote(Caveat caveat, String evidence) {
    /** One sentence for people. */
    public String sentence() {
        return caveat.statement() + ": " + evidence;
    }
}
