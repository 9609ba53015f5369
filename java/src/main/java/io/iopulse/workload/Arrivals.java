package io.iopulse.workload;

/**
 * An open loop: operations start when they are due, whatever became of those before.
 *
 * @param rate operations or bytes per second
 * @param bytes whether it is one of bytes
 * @param perWorker whether it is each worker's own, not that of all workers together
 * @param burst arrivals at one instant
 */
public record Arrivals(Curve rate, boolean bytes, boolean perWorker, ArrivalLaw law, int burst) {
    public static final int BURST_MAX = 1_000_000;
    public static final double RATE_MIN = 0.001;
    public static final double RATE_MAX = 1e12;

    public Arrivals {
        Require.that(burst >= 1 && burst <= BURST_MAX, "burst", burst);
        Require.that((law == ArrivalLaw.BURST) == (burst > 1), "burst and law", burst, law);
        Require.that(rate.max() >= RATE_MIN && rate.max() <= RATE_MAX, "rate", rate.max());
    }

    /**
     * What some of all workers together ask for per second, mean between two times of the curve.
     *
     * @param some as many as all, or fewer
     */
    public double mean(int some, int all, long fromNs, long untilNs) {
        return rate.mean(fromNs, untilNs) * (perWorker ? some : (double) some / all);
    }
}
