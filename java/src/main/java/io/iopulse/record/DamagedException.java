package io.iopulse.record;

/** Data that no recorder wrote, or that changed since. */
final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
