package io.iopulse.measure;

/**
 * How a pace was kept.
 *
 * @param backlog arrivals that were due before the end and not issued
 * @param late arrivals issued over 100 µs after they were due and had a free slot: the tool's delay
 * @param lateMaxNs longest such delay, shorter ones included
 * @param thinkingIntegralNs users that think × time
 * @param spunNs spent spinning for the next start
 */
public record PaceCounts(
        long backlog, long late, long lateMaxNs, long thinkingIntegralNs, long spunNs) {
    public static final PaceCounts NONE = new PaceCounts(0, 0, 0, 0, 0);

    /** Of another time or another worker. */
    public PaceCounts plus(PaceCounts other) {
        return new PaceCounts(
                backlog + other.backlog,
                late + other.late,
                Math.max(lateMaxNs, other.lateMaxNs),
                thinkingIntegralNs + other.thinkingIntegralNs,
                spunNs + other.spunNs);
    }

    /** With the backlog of a later time in place of its own. */
    public PaceCounts withBacklog(long later) {
        return new PaceCounts(later, late, lateMaxNs, thinkingIntegralNs, spunNs);
    }
}
