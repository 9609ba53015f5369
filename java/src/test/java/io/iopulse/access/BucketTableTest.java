package io.iopulse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.Distribution.Gaussian;
import io.iopulse.workload.Distribution.Pareto;
import io.iopulse.workload.Distribution.SelfSimilar;
import io.iopulse.workload.Distribution.Zipf;
import io.iopulse.workload.Distribution.Zone;
import io.iopulse.workload.Distribution.Zoned;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The probabilities that a table gives, against laws computed block by block without one. */
class BucketTableTest {
    private static final Size BLOCK = new Size(4096);

    /**
     * What one draw adds to a chi-square statistic at most, beyond chance: it takes ten million
     * draws to add one half of a deviation of a test with two degrees of freedom.
     */
    private static final double DISTANCE_MAX = 1e-7;

    private static final int MILLION = 1_000_000;

    /** The probability of each cell's bucket, as the alias method draws it. */
    private static double[] masses(BucketTable table) {
        List<BucketTable.Cell> cells = table.cells();
        double[] masses = new double[cells.size()];
        for (int i = 0; i < masses.length; i++) {
            double stays = (cells.get(i).threshold() >>> 1) * 0x1p-63;
            masses[i] += stays / masses.length;
            masses[cells.get(i).alias()] += (1 - stays) / masses.length;
        }
        return masses;
    }

    private static BucketTable table(Distribution distribution, long blocks) {
        return BucketTable.of(distribution, blocks, BLOCK);
    }

    /** The share of all draws that falls on the blocks before {@code end}. */
    private static double shareBefore(BucketTable table, double end) {
        double[] masses = masses(table);
        double share = 0;
        for (int i = 0; i < masses.length; i++) {
            BucketTable.Cell cell = table.cells().get(i);
            double x = Math.max(0, Math.min(1, (end - cell.first()) / cell.blocks()));
            double tilt = cell.tilt() * 0x1p-31;
            share += masses[i] * (x + tilt * x * (1 - x));
        }
        return share;
    }

    private static double[] blockByBlock(BucketTable table) {
        double[] masses = masses(table);
        double[] blocks = new double[(int) table.blocks()];
        for (int i = 0; i < masses.length; i++) {
            BucketTable.Cell cell = table.cells().get(i);
            double n = cell.blocks();
            for (int j = 0; j < n; j++) {
                double line = 1 + cell.tilt() * 0x1p-31 * (1 - (2 * j + 1) / n);
                blocks[(int) cell.first() + j] += masses[i] / n * line;
            }
        }
        return blocks;
    }

    /** {@code law} is a mass of any total. */
    private static void check(Distribution distribution, int count, LongToDoubleFunction law) {
        double[] drawn = blockByBlock(table(distribution, count));
        double total = 0;
        for (int k = count - 1; k >= 0; k--) {
            total += law.applyAsDouble(k);
        }
        double distance = 0;
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double expected = law.applyAsDouble(k) / total;
            double off = drawn[k] - expected;
            distance += off == 0 ? 0 : off * off / Math.max(expected, 1e-18);
            sum += drawn[k];
        }
        assertThat(sum).as("sum of %s", distribution).isCloseTo(1, within(1e-9));
        assertThat(distance).as("%s over %d", distribution, count).isLessThan(DISTANCE_MAX);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.999999, 1, 1.000001, 1.2, 2, 2.5, 3})
    void zipfIsItsSeries(double theta) {
        for (int count : new int[] {1, 2, 3, 100, 12345, MILLION}) {
            check(new Zipf(theta), count, k -> Math.pow(k + 1.0, -theta));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 1, 2, 10})
    void paretoIsAPowerLawOverRanksThatShareTheBlocksEvenly(double h) {
        for (int count : new int[] {1, 50, 100_000}) {
            check(new Pareto(h), count, k -> Math.pow(k + 1.0, -h));
        }
        check(new Pareto(h), MILLION, k -> Math.pow(Math.floorDiv(k, 10L) + 1.0, -h));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.2, 0.5, 0.7, 0.99})
    void selfSimilarIsDifferencesOfItsPower(double h) {
        double exponent = Math.log(1 - h) / Math.log(h);
        for (int count : new int[] {1, 2, 1000, 200_000}) {
            double n = count;
            check(
                    new SelfSimilar(h),
                    count,
                    k -> Math.pow((k + 1) / n, exponent) - Math.pow(k / n, exponent));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 0.2, 1, 50})
    void gaussianIsTheBellCutOffAtTheEnds(double stddev) {
        for (double center : new double[] {0, 0.3, 0.5, 0.95, 1}) {
            int count = 200_000;
            check(
                    new Gaussian(center, stddev),
                    count,
                    k -> {
                        double z = ((k + 0.5) / count - center) / stddev;
                        double width = 1.0 / count / stddev;
                        return Math.exp(-z * z / 2) * (1 + width * width * (z * z - 1) / 24);
                    });
        }
    }

    @Test
    void knownSharesComeOut() {
        assertThat(shareBefore(table(new Zipf(1.2), 1 << 20), (1 << 20) * 0.2))
                .isCloseTo(0.977, within(0.002));
        assertThat(shareBefore(table(new Zipf(2.5), 1 << 20), (1 << 20) * 0.01))
                .isGreaterThan(0.999);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_001, 150_000, MILLION, 1_000_000_000L, 1_000_000_000_000L, 1L << 50})
    void paretoHasTheSameSharesAtAnySize(long blocks) {
        assertThat(shareBefore(table(new Pareto(0.9), blocks), blocks * 0.2))
                .isCloseTo(0.788, within(0.005));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 1_000_000_000L, 1_000_000_000_000L, 1L << 50})
    void selfSimilarHasTheSameSharesAtAnySize(long blocks) {
        BucketTable table = table(new SelfSimilar(0.2), blocks);
        assertThat(shareBefore(table, blocks * 0.2)).isCloseTo(0.8, within(1e-4));
        assertThat(shareBefore(table, blocks * 0.04)).isCloseTo(0.64, within(2e-4));
    }

    /** Directly to a million, and by the integral with its first correction behind it. */
    private static double zipfSum(double theta, double end) {
        double sum = 0;
        for (int k = MILLION; k >= 1; k--) {
            sum += Math.pow(k, -theta);
        }
        double from = MILLION + 0.5;
        double to = end + 0.5;
        return sum
                + (theta == 1
                        ? Math.log(to / from)
                        : (Math.pow(to, 1 - theta) - Math.pow(from, 1 - theta)) / (1 - theta));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 1, 1.2, 2, 3})
    void zipfHasNoLimitOfBlocks(double theta) {
        for (double blocks : new double[] {1e9, 1e12, 1e15}) {
            BucketTable table = table(new Zipf(theta), (long) blocks);
            for (double part : new double[] {0.01, 0.05, 0.1, 0.2}) {
                double exact = zipfSum(theta, blocks * part) / zipfSum(theta, blocks);
                assertThat(shareBefore(table, blocks * part))
                        .as("theta %s, first %s of %s", theta, part, blocks)
                        .isCloseTo(exact, within(1e-6));
            }
        }
    }

    /** Moments of the truncated law by brute force over fine steps. */
    @Test
    void gaussianHasTheMomentsOfTheTruncatedLaw() {
        for (double center : new double[] {0, 0.5, 0.95}) {
            for (double stddev : new double[] {0.01, 0.2, 2}) {
                double[] expected = moments(fine(center, stddev));
                double[] found =
                        moments(blockByBlock(table(new Gaussian(center, stddev), MILLION)));
                assertThat(found[0]).isCloseTo(expected[0], within(expected[0] * 1e-4));
                assertThat(found[1]).isCloseTo(expected[1], within(expected[1] * 1e-4));
            }
        }
    }

    private static double[] fine(double center, double stddev) {
        double[] density = new double[MILLION];
        for (int i = 0; i < MILLION; i++) {
            double z = ((i + 0.5) / MILLION - center) / stddev;
            density[i] = Math.exp(-z * z / 2);
        }
        return density;
    }

    private static double[] moments(double[] masses) {
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < masses.length; i++) {
            double x = (i + 0.5) / masses.length;
            total += masses[i];
            sum += masses[i] * x;
            squares += masses[i] * x * x;
        }
        double mean = sum / total;
        return new double[] {mean, Math.sqrt(squares / total - mean * mean)};
    }

    @Test
    void zonesHaveTheirShares() {
        Zoned shares = new Zoned(List.of(zone(80, 20), zone(0, 30), zone(20, 50)));
        BucketTable table = table(shares, MILLION);
        assertThat(shareBefore(table, 200_000)).isCloseTo(0.8, within(1e-9));
        assertThat(shareBefore(table, 500_000)).isCloseTo(0.8, within(1e-9));
        assertThat(shareBefore(table, 750_000)).isCloseTo(0.9, within(1e-9));
        Zoned sizes =
                new Zoned(
                        List.of(
                                new Zone(
                                        new Percent(90),
                                        Optional.empty(),
                                        Optional.of(new Size(4096 * 1000))),
                                new Zone(
                                        new Percent(10),
                                        Optional.empty(),
                                        Optional.of(new Size(4096 * 9000)))));
        assertThat(shareBefore(table(sizes, 10_000), 1000)).isCloseTo(0.9, within(1e-9));
    }

    private static Zone zone(double accesses, double space) {
        return new Zone(new Percent(accesses), Optional.of(new Percent(space)), Optional.empty());
    }

    /** Any parameters and any size: the buckets tile the blocks, and there are not too many. */
    @Test
    void anyTableTilesItsBlocks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            long blocks = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            blocks = Math.min(blocks, 1L << 54);
            Distribution distribution = any(random);
            BucketTable table = table(distribution, blocks);
            long next = 0;
            for (BucketTable.Cell cell : table.cells()) {
                assertThat(cell.first()).as("seed %d", seed).isEqualTo(next);
                assertThat(cell.blocks()).as("seed %d", seed).isPositive();
                next += cell.blocks();
            }
            assertThat(next).as("seed %d, %s", seed, distribution).isEqualTo(blocks);
            assertThat(table.cells().size())
                    .as("seed %d, %s over %d", seed, distribution, blocks)
                    .isLessThanOrEqualTo(Cutter.BUCKETS_WANTED);
            assertThat(shareBefore(table, (double) blocks))
                    .as("seed %d, %s over %d", seed, distribution, blocks)
                    .isCloseTo(1, within(1e-9));
        }
    }

    private static Distribution any(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Zipf(random.nextDouble() * 3);
            case 1 -> new Pareto(random.nextDouble() * 10);
            case 2 -> new SelfSimilar(0.001 + random.nextDouble() * 0.998);
            default ->
                    new Gaussian(random.nextDouble(), Math.pow(10, -6 + 8 * random.nextDouble()));
        };
    }
}
