package io.iopulse.measure;

import java.util.List;
import java.util.Optional;

/**
 * The newest intervals of a run, for who watches it.
 *
 * @param intervals finished so far: the rest changes when it does
 * @param last figures of the newest ones, oldest first, at most {@link #LAST_MAX}
 * @param newest the newest interval, worker by worker; nobody changes its latencies any more
 * @param errors operations that failed so far
 * @param measuredOps completed in the measured phase so far
 * @param measuredBytes read and written in the measured phase so far
 */
public record Recent(
        long intervals,
        List<IntervalFigures> last,
        List<Interval> newest,
        long errors,
        long measuredOps,
        long measuredBytes) {
    /** A minute at the usual length of an interval. */
    public static final int LAST_MAX = 60;

    public static final Recent NONE = new Recent(0, List.of(), List.of(), 0, 0, 0);

    public Recent {
        last = List.copyOf(last);
        newest = List.copyOf(newest);
    }

    /** Empty before the first interval. */
    public Optional<IntervalFigures> figures() {
        return last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
    }
}
