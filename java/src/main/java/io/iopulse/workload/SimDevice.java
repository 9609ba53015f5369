package io.iopulse.workload;

import io.iopulse.units.Span;

/**
 * The virtual device of the {@code sim} engine. A request issued at t completes at t plus a draw
 * from the law; during the stall nothing completes.
 *
 * @param channels requests served at once; 0: without limit
 * @param latency the constant, the lower bound or the mean, by law
 * @param latencyHigh the upper bound of a uniform law; equal to {@code latency} otherwise
 * @param stallAt since the start of the run
 * @param stall length of the stall; zero: none
 * @param shortPerMillion requests cut in half
 * @param errorPerMillion requests that fail with {@code errorErrno}
 * @param againPerMillion requests answered with EAGAIN
 */
public record SimDevice(
        SimLaw law,
        int channels,
        Span latency,
        Span latencyHigh,
        Span stallAt,
        Span stall,
        int shortPerMillion,
        int errorPerMillion,
        int errorErrno,
        int againPerMillion) {

    public static final int MILLION = 1_000_000;
    public static final int CHANNELS_MAX = 1_000_000;
    public static final int ERRNO_MAX = 4095;
    public static final Span TIME_MAX = Span.ofSeconds(86_400);

    public SimDevice {
        Require.that(channels >= 0 && channels <= CHANNELS_MAX, "channels", channels);
        Require.that(latency.compareTo(TIME_MAX) <= 0, "latency", latency);
        Require.that(latencyHigh.compareTo(TIME_MAX) <= 0, "latency", latencyHigh);
        Require.that(stallAt.compareTo(TIME_MAX) <= 0, "start of the stall", stallAt);
        Require.that(stall.compareTo(TIME_MAX) <= 0, "stall", stall);
        Require.that(
                law == SimLaw.UNIFORM
                        ? latencyHigh.compareTo(latency) >= 0
                        : latencyHigh.equals(latency),
                "law and bounds",
                law,
                latency,
                latencyHigh);
        Require.that(isPerMillion(shortPerMillion), "short transfers per million", shortPerMillion);
        Require.that(isPerMillion(errorPerMillion), "errors per million", errorPerMillion);
        Require.that(isPerMillion(againPerMillion), "EAGAIN per million", againPerMillion);
        Require.that(
                (long) shortPerMillion + errorPerMillion + againPerMillion <= MILLION,
                "more faults than requests");
        Require.that(errorErrno >= 1 && errorErrno <= ERRNO_MAX, "errno", errorErrno);
    }

    private static boolean isPerMillion(int count) {
        return count >= 0 && count <= MILLION;
    }
}
