package io.iopulse.run;

/** A run that cannot be, in one sentence for its user. */
public final class RunException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose move it is. */
    public enum Cause {
        /** The options do not fit this machine or its targets. */
        USAGE,
        /** The machine refused: permission, space, a missing feature. */
        ENVIRONMENT,
        /** The user asked for the end before the measurement began. */
        INTERRUPTED
    }

    private final Cause reason;

    RunException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
