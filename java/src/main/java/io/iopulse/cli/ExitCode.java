package io.iopulse.cli;

/** What the process says when it ends, apart from what a run says. */
final class ExitCode {
    static final int OK = 0;

    /** The user's mistake. */
    static final int USAGE = 1;

    /** The environment's, or ours. */
    static final int FAILED = 2;

    /** The run is good, but something that had to hold does not. */
    static final int GATE = 99;

    /** By a signal, as shells count them: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
