package io.iopulse.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/**
 * What became of a metric from one side to another.
 *
 * @param difference of the means, as a share of the first one; empty where there is none
 * @param interval in which the difference lies at a level of 95 %; empty where nothing can be said
 * @param verdict empty where nothing can be said, or no direction is better
 * @param reason why there is no verdict; empty where there is one
 */
public record Change(
        OptionalDouble difference,
        Optional<Range> interval,
        Optional<Verdict> verdict,
        String reason) {
    /** A change of less is no change, however sure it is. */
    public static final double MAGNITUDE_MIN = 0.01;

    static Change between(Sample first, Sample second, Direction better) {
        if (first.isEmpty() || second.isEmpty()) {
            Sample empty = first.isEmpty() ? first : second;
            return none(OptionalDouble.empty(), empty.absences().stream().findFirst().orElse(""));
        }
        if (first.min() <= 0) {
            return first.max() == 0 && second.max() == 0
                    ? none(OptionalDouble.of(0), "both are 0")
                    : none(OptionalDouble.empty(), "there is no share of 0");
        }
        OptionalDouble difference = OptionalDouble.of(second.mean() / first.mean() - 1);
        int fewest = Math.min(first.count(), second.count());
        if (fewest < Bootstrap.RUNS_MIN) {
            return none(
                    difference,
                    fewest == 1
                            ? "one run may differ from the next by as much"
                            : "it takes %d runs of each".formatted(Bootstrap.RUNS_MIN));
        }
        Range ratio = Bootstrap.ratioOfMeans(first.toArray(), second.toArray());
        Range interval = new Range(ratio.low() - 1, ratio.high() - 1);
        return better == Direction.NEITHER
                ? new Change(
                        difference,
                        Optional.of(interval),
                        Optional.empty(),
                        "more is neither better nor worse")
                : judged(difference.getAsDouble(), interval, better);
    }

    private static Change none(OptionalDouble difference, String reason) {
        return new Change(difference, Optional.empty(), Optional.empty(), reason);
    }

    private static Change judged(double difference, Range interval, Direction better) {
        boolean changed = !interval.has(0) && Math.abs(difference) >= MAGNITUDE_MIN;
        DoublePredicate isBetter = share -> better == Direction.HIGHER == share > 0;
        Verdict verdict =
                !changed
                        ? Verdict.NO_CHANGE
                        : isBetter.test(difference) ? Verdict.IMPROVED : Verdict.REGRESSED;
        return new Change(
                OptionalDouble.of(difference), Optional.of(interval), Optional.of(verdict), "");
    }

    /**
     * Smaller differences cannot be told from noise with these runs, or are not worth a word: half
     * of the interval, but at least {@link #MAGNITUDE_MIN}; empty without an interval.
     */
    public OptionalDouble noiseFloor() {
        return interval.isPresent()
                ? OptionalDouble.of(Math.max(MAGNITUDE_MIN, interval.get().halfWidth()))
                : OptionalDouble.empty();
    }

    public boolean isRegression() {
        return verdict.equals(Optional.of(Verdict.REGRESSED));
    }
}
