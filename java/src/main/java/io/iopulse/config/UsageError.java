package io.iopulse.config;

/** A mistake of the user; the message is one sentence that says what to write instead. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String sentence) {
        super(sentence);
    }
}
