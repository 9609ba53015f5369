package io.iopulse.record;

/** A recording that cannot be replayed, in one sentence for its user. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1;

    RecordingException(String message) {
        super(message);
    }
}
