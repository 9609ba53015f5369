package io.iopulse.workload;

/**
 * What failed operations do.
 *
 * @param maxErrors failures after which a continuing run stops all the same; 0: no limit
 */
public record ErrorPolicy(OnError onError, long maxErrors) {
    public static final ErrorPolicy STOP = new ErrorPolicy(OnError.STOP, 0);

    public ErrorPolicy {
        Require.that(maxErrors >= 0, "limit of errors", maxErrors);
        Require.that(
                maxErrors == 0 || onError == OnError.CONTINUE,
                "a limit of errors in a run that stops at the first");
    }
}
