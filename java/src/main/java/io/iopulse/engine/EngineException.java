package io.iopulse.engine;

/** Native code refused or failed; the message says what was tried and the likely cause. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int ECANCELED = 125;

    private final int errno;

    EngineException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** Whether it ended because {@link NativeRun#stop()} was called. */
    public boolean isCanceled() {
        return errno == ECANCELED;
    }

    /** Whether the user could have asked otherwise: a permission, a size, an option. */
    public boolean isMisuse() {
        return errno == SharedLayout.ERROR_MISUSE;
    }

    /** The one place where native results become exceptions: passes on what is not negative. */
    static long check(long result) throws EngineException {
        if (result < 0) {
            throw new EngineException((int) -result, NativeEngine.errorText());
        }
        return result;
    }
}
