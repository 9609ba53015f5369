package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UniqueBlocksTest {
    private static final int SEEDS = 50;

    /** Every register empty, in use, and all in between. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 1000, 10_000, 30_000, 50_000, 100_000, 1_000_000})
    void theSketchIsUnbiasedAndAsExactAsItSays(int different) {
        double sum = 0;
        double squares = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            byte[] registers = new byte[DistinctSketch.REGISTERS];
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < different; i++) {
                long hash = random.nextLong();
                int register = (int) (hash >>> (Long.SIZE - DistinctSketch.REGISTER_BITS));
                long rest = hash << DistinctSketch.REGISTER_BITS | DistinctSketch.REGISTERS / 2;
                registers[register] =
                        (byte) Math.max(registers[register], Long.numberOfLeadingZeros(rest) + 1);
            }
            double error = DistinctSketch.estimate(registers) / different - 1;
            sum += error;
            squares += error * error;
        }
        double bound = DistinctSketch.STANDARD_ERROR;
        assertThat(sum / SEEDS).isCloseTo(0, within(3 * bound / Math.sqrt(SEEDS)));
        assertThat(Math.sqrt(squares / SEEDS)).isLessThan(bound * (1 + 3 / Math.sqrt(2.0 * SEEDS)));
    }

    @Test
    void nothingLeavesAnEmptySketch() {
        assertThat(DistinctSketch.estimate(new byte[DistinctSketch.REGISTERS])).isZero();
        Heat none = new SampleHeat(1L << 30, 100, 1).build();
        assertThat(none.unique()).isEqualTo(UniqueBlocks.exactly(0));
    }

    /** Nearly all of a space, a part of it, few blocks of a huge one; touched twice each. */
    @ParameterizedTest
    @CsvSource({
        "4194304, 4000000",
        "4194304, 400000",
        "1000000000, 300000",
        "1000000000000, 200000",
        "1000000000000, 3"
    })
    void estimatesAreUnbiasedWithinTheirStandardError(long blocks, int different) {
        double sum = 0;
        double squares = 0;
        for (int seed = 1; seed <= SEEDS / 2; seed++) {
            SampleHeat heat = new SampleHeat(blocks, 100, seed);
            for (int i = 0; i < different; i++) {
                long block = i * (blocks / different);
                heat.add(OperationKind.READ, block).add(OperationKind.READ, block);
            }
            UniqueBlocks unique = heat.build().unique();
            assertThat(unique.isExact()).isFalse();
            double off = (unique.blocks() - different) / unique.standardError();
            sum += off;
            squares += off * off;
        }
        int seeds = SEEDS / 2;
        assertThat(sum / seeds).isCloseTo(0, within(3 / Math.sqrt(seeds)));
        assertThat(Math.sqrt(squares / seeds)).isLessThan(1 + 3 / Math.sqrt(2.0 * seeds));
    }

    @Test
    void aWholeSpaceIsToldToWithinAFewBlocks() {
        long blocks = 3L << 20;
        SampleHeat heat = new SampleHeat(blocks, 100, 7);
        for (long block = 0; block < blocks; block++) {
            heat.add(OperationKind.WRITE, block);
        }
        UniqueBlocks unique = heat.build().unique();
        assertThat(unique.blocks()).isEqualTo(blocks);
        assertThat(unique.standardError()).isLessThan(8);
    }

    @Test
    void thereAreNeverMoreThanOperationsOrBlocks() {
        SampleHeat heat = new SampleHeat(1L << 40, 100, 3);
        for (int i = 0; i < 1000; i++) {
            heat.add(OperationKind.READ, i * 12_345_677L);
        }
        assertThat(heat.build().unique().blocks()).isBetween(985L, 1000L);
    }
}
