package io.iopulse.compare;

import java.util.Optional;

/**
 * Where the mean of a series changed.
 *
 * @param index of the first value after the change
 * @param before mean from the change point before this one, or the start
 * @param after mean up to the next change point, or the end
 * @param p of Student's t test of the two means, times the places where the change could have been
 *     seen; at most 1
 */
public record ChangePoint(int index, double before, double after, double p) {
    /** As a share of the mean before; infinite where that is 0. */
    public double share() {
        return after == before ? 0 : (after - before) / Math.abs(before);
    }

    /** Empty where no direction is better. */
    public Optional<Verdict> verdict(Direction better) {
        if (better == Direction.NEITHER) {
            return Optional.empty();
        }
        boolean isBetter = better == Direction.HIGHER == after > before;
        return Optional.of(isBetter ? Verdict.IMPROVED : Verdict.REGRESSED);
    }
}
