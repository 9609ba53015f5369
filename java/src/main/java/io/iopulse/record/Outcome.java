package io.iopulse.record;

import io.iopulse.units.Labeled;

/**
 * How a run ended.
 *
 * @param reason one sentence; empty when complete
 */
public record Outcome(Status status, String reason) {
    public static final Outcome COMPLETE = new Outcome(Status.COMPLETE, "");

    /** The four ways to end. */
    public enum Status implements Labeled {
        COMPLETE,
        /** It came to its end, with less done than was asked for. */
        INCOMPLETE,
        INTERRUPTED,
        FAILED
    }

    public static Outcome incomplete(String reason) {
        return new Outcome(Status.INCOMPLETE, reason);
    }

    public static Outcome interrupted(String reason) {
        return new Outcome(Status.INTERRUPTED, reason);
    }

    public static Outcome failed(String reason) {
        return new Outcome(Status.FAILED, reason);
    }
}
