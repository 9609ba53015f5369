package io.iopulse.measure;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SkewTest {
    private static final long BLOCKS = 1 << 20;

    @Test
    void oneBlockTakesAll() {
        Skew start = new Skew(new SampleHeat(BLOCKS, 100, 1).add(READ, 0).build());
        Skew end = new Skew(new SampleHeat(BLOCKS, 100, 1).add(READ, BLOCKS - 1).build());
        for (int percent : Skew.PERCENTS) {
            assertThat(start.first(percent)).isEqualTo(1);
            assertThat(start.hottest(percent)).isCloseTo(1, within(1e-4));
            assertThat(end.first(percent)).isZero();
            assertThat(end.hottest(percent)).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void withoutOperationsThereIsNoShare() {
        Skew none = new Skew(new SampleHeat(BLOCKS, 100, 1).build());
        assertThat(none.first(20)).isZero();
        assertThat(none.hottest(20)).isZero();
    }

    /** Each block once, whatever the number of blocks and of buckets. */
    @ParameterizedTest
    @ValueSource(longs = {100, 150, 999, 1001, 12_345})
    void evenAccessHasTheSharesOfTheSpace(long blocks) {
        SampleHeat heat = new SampleHeat(blocks, 64, 1);
        for (long block = 0; block < blocks; block++) {
            heat.add(block % 2 == 0 ? READ : WRITE, block);
        }
        Skew skew = new Skew(heat.build());
        for (int percent : Skew.PERCENTS) {
            assertThat(skew.first(percent)).isCloseTo(percent / 100.0, within(1e-9));
            assertThat(skew.hottest(percent)).isCloseTo(percent / 100.0, within(1e-9));
        }
    }

    /** A hundredth of the space takes half; it lies in the middle. */
    @Test
    void hotPartsAreFoundWhereverTheyAre() {
        SampleHeat heat = new SampleHeat(10_000, 100, 1);
        for (int i = 0; i < 100_000; i++) {
            heat.add(READ, i % 2 == 0 ? 4200 + i / 2 % 100 : i / 2 % 10_000);
        }
        Skew skew = new Skew(heat.build());
        assertThat(skew.hottest(1)).isCloseTo(0.505, within(1e-9));
        assertThat(skew.hottest(20)).isCloseTo(0.5 + 0.1, within(0.0006));
        assertThat(skew.first(20)).isCloseTo(0.1, within(1e-9));
        assertThat(skew.first(100)).isCloseTo(1, within(1e-9));
    }

    /** Ranking by counts that chance made finds a skew where there is none: it must stay small. */
    @Test
    void chanceHardlyLooksLikeSkew() {
        Skew few = drawn(100_000, draw -> draw);
        Skew many = drawn(3_000_000, draw -> draw);
        assertThat(few.parts()).isEqualTo(100);
        assertThat(few.hottest(20)).isCloseTo(0.2, within(0.012));
        assertThat(many.parts()).isEqualTo(300);
        assertThat(many.hottest(20)).isCloseTo(0.2, within(0.004));
        assertThat(many.first(20)).isCloseTo(0.2, within(0.001));
    }

    /** Against the law itself: zipf 1.2 over 2^20 blocks puts 97.7 % on the first fifth. */
    @Test
    void aKnownLawIsMeasuredAsItIs() {
        double[] sums = new double[(int) BLOCKS];
        double total = 0;
        for (int rank = 0; rank < BLOCKS; rank++) {
            total += Math.pow(rank + 1, -1.2);
            sums[rank] = total;
        }
        double all = total;
        Skew skew =
                drawn(
                        2_000_000,
                        draw -> {
                            int found = Arrays.binarySearch(sums, (double) draw / BLOCKS * all);
                            return found < 0 ? -found - 1 : found;
                        });
        for (int percent : Skew.PERCENTS) {
            double law = sums[(int) (BLOCKS * percent / 100) - 1] / all;
            assertThat(skew.first(percent)).isCloseTo(law, within(0.001));
            assertThat(skew.hottest(percent)).isCloseTo(law, within(0.002));
        }
        assertThat(skew.first(20)).isCloseTo(0.977, within(0.002));
    }

    private static Skew drawn(int operations, LongUnaryOperator block) {
        SplittableRandom random = new SplittableRandom(11);
        SampleHeat heat = new SampleHeat(BLOCKS, 100, 1);
        for (int i = 0; i < operations; i++) {
            heat.add(READ, block.applyAsLong(random.nextLong(BLOCKS)));
        }
        return new Skew(heat.build());
    }
}
