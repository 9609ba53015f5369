package io.iopulse.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often verdicts are right, counted over many pairs of samples of a known law. */
class BootstrapTest {
    private static final int PAIRS = 400;
    private static final long SEED = 20_261_201;

    /** Runs of a speed of 1000 times {@code level}, with a standard deviation of {@code noise}. */
    private static Sample runs(Random random, int count, double level, double noise) {
        return new Sample(
                random.doubles(count, 0, 1)
                        .map(unused -> 1000 * level * (1 + noise * random.nextGaussian()))
                        .boxed()
                        .toList(),
                List.of());
    }

    private static long changes(int count, double level, double noise) {
        Random random = new Random(SEED + count);
        long changes = 0;
        for (int i = 0; i < PAIRS; i++) {
            Sample first = runs(random, count, 1, noise);
            Sample second = runs(random, count, level, noise);
            Change change = Change.between(first, second, Direction.HIGHER);
            Verdict wanted = level < 1 ? Verdict.REGRESSED : Verdict.IMPROVED;
            boolean isFound = change.verdict().orElseThrow() == wanted;
            boolean isAny = change.verdict().orElseThrow() != Verdict.NO_CHANGE;
            changes += (level == 1 ? isAny : isFound) ? 1 : 0;
        }
        return changes;
    }

    /**
     * At a level of 5 %, 20 of 400; no more than 33 with a chance of 0.998. The noise is high, so
     * that the least magnitude of a change does not help.
     */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 10})
    void whereNothingChangedFewVerdictsSayOtherwise(int count) {
        long wrong = changes(count, 1, 0.05);

        assertThat(wrong).as("seed %d", SEED).isLessThanOrEqualTo(33);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 1.1})
    void aChangeOfATenthIsFoundWithFiveRunsAtTwoPercentNoise(double level) {
        long found = changes(5, level, 0.02);

        assertThat(found).as("seed %d", SEED).isGreaterThanOrEqualTo(PAIRS * 99 / 100);
    }

    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        Random random = new Random(SEED);
        long held = 0;
        for (int i = 0; i < PAIRS; i++) {
            double[] first = runs(random, 5, 1, 0.05).toArray();
            double[] second = runs(random, 5, 1.3, 0.05).toArray();
            held += Bootstrap.ratioOfMeans(first, second).has(1.3) ? 1 : 0;
        }
        assertThat(held).as("seed %d", SEED).isGreaterThanOrEqualTo(PAIRS - 33);
    }

    @Test
    void theSameRunsGiveTheSameInterval() {
        double[] first = {100, 101, 99, 102, 98};
        double[] second = {110, 111, 109, 112, 108};
        Range range = Bootstrap.ratioOfMeans(first, second);
        assertThat(Bootstrap.ratioOfMeans(first, second)).isEqualTo(range);
        assertThat(range.has(1.1)).isTrue();
        assertThat(range.halfWidth()).isBetween(0.01, 0.04);
    }

    @Test
    void withoutSpreadTheIntervalIsAPoint() {
        double[] fives = {5, 5, 5};
        double[] sixes = {6, 6, 6, 6};
        assertThat(Bootstrap.ratioOfMeans(fives, sixes).low()).isCloseTo(1.2, within(1e-12));
        assertThat(Bootstrap.ratioOfMeans(fives, sixes).halfWidth()).isZero();
    }
}
