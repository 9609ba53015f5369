package io.iopulse.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.HeatBucket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pearson's test of what workers accessed, block by block or in a thousand pieces of a large space,
 * against laws that know no table: from the option to the sampler. The seed is fixed, so a false
 * alarm, 3e-7 for each, would be one for good.
 */
final class DrawnLawsTest {
    private static final int OPERATIONS = 2_000_000;
    private static final int SMALL = 5000;
    private static final long LARGE = 1_000_000_000;
    private static final int PIECES = 1000;
    private static final double SIGMAS = 5;
    private static final int EXPECTED_MIN = 10;

    @TempDir private Path directory;

    /** The mass of a part of the space, which is all from 0 to 1; of any total. */
    private interface Law {
        double mass(double from, double end);
    }

    private record Asked(String distribution, long blocks, Law law) {}

    private static final List<Asked> ALL =
            List.of(
                    new Asked("zipf:0", SMALL, power(0, SMALL)),
                    new Asked("zipf:0.5", SMALL, power(0.5, SMALL)),
                    new Asked("zipf:1", SMALL, power(1, SMALL)),
                    new Asked("zipf:1.2", SMALL, power(1.2, SMALL)),
                    new Asked("zipf:2.5", SMALL, power(2.5, SMALL)),
                    new Asked("pareto", SMALL, power(0.9, SMALL)),
                    new Asked("pareto", LARGE, power(0.9, 100_000)),
                    new Asked("pareto\npareto-h: 3", LARGE, power(3, 100_000)),
                    new Asked("selfsimilar:0.2", SMALL, selfSimilar(0.2)),
                    new Asked("selfsimilar:0.2", LARGE, selfSimilar(0.2)),
                    new Asked("selfsimilar:0.4", LARGE, selfSimilar(0.4)),
                    new Asked("gaussian:0.1", SMALL, gaussian(0.5, 0.1)),
                    new Asked("gaussian:0.1", LARGE, gaussian(0.5, 0.1)),
                    new Asked("gaussian:0.2\ngaussian-center: 0.95", SMALL, gaussian(0.95, 0.2)),
                    new Asked("gaussian:2\ngaussian-center: 0", LARGE, gaussian(0, 2)),
                    new Asked("zoned\nzones: [60:10, 0:30, 25:20, 15:40]", SMALL, zones()),
                    new Asked("zoned\nzones: [60:10, 0:30, 25:20, 15:40]", LARGE, zones()));

    /** So many ranks share the space evenly, and the r-th comes with r^−exponent. */
    private static Law power(double exponent, int ranks) {
        return (from, end) -> {
            double sum = 0;
            for (long rank = Math.round(from * ranks); rank < Math.round(end * ranks); rank++) {
                sum += Math.pow(rank + 1.0, -exponent);
            }
            return sum;
        };
    }

    private static Law selfSimilar(double h) {
        double exponent = Math.log(1 - h) / Math.log(h);
        return (from, end) -> Math.pow(end, exponent) - Math.pow(from, exponent);
    }

    /** By fine steps. */
    private static Law gaussian(double center, double stddev) {
        int steps = 200;
        return (from, end) -> {
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                double z = (from + (end - from) * (i + 0.5) / steps - center) / stddev;
                sum += Math.exp(-z * z / 2);
            }
            return sum * (end - from);
        };
    }

    private static Law zones() {
        double[] ends = {0, 0.1, 0.4, 0.6, 1};
        double[] masses = {60, 0, 25, 15};
        return (from, end) -> {
            int zone = 0;
            while ((from + end) / 2 > ends[zone + 1]) {
                zone++;
            }
            return masses[zone] * (end - from) / (ends[zone + 1] - ends[zone]);
        };
    }

    @TestFactory
    Stream<DynamicTest> everyLawIsDrawnAsItSays() {
        return ALL.stream()
                .map(
                        asked ->
                                DynamicTest.dynamicTest(
                                        asked.distribution().replace('\n', ' ')
                                                + " over "
                                                + asked.blocks(),
                                        () -> check(asked)));
    }

    private void check(Asked asked) throws Exception {
        List<HeatBucket> pieces = accessed(asked);
        double[] expected = new double[pieces.size()];
        double total = 0;
        for (int i = 0; i < expected.length; i++) {
            HeatBucket piece = pieces.get(i);
            expected[i] =
                    asked.law()
                            .mass(
                                    (double) piece.first() / asked.blocks(),
                                    (double) piece.end() / asked.blocks());
            total += expected[i];
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= OPERATIONS / total;
        }
        assertThat(sigmas(pieces, expected)).isBetween(-SIGMAS, SIGMAS);
    }

    private List<HeatBucket> accessed(Asked asked) throws Exception {
        int buckets = asked.blocks() == SMALL ? SMALL : PIECES;
        String job =
                """
                engine: "null"
                random: true
                threads: 2
                heatmap: true
                heatmap-buckets: %d
                file-size: %d
                total-ops: %d
                distribution: %s
                """
                        .formatted(
                                buckets, asked.blocks() * 4096, OPERATIONS, asked.distribution());
        return JobRun.of(directory, job).components().get(0).heat().orElseThrow().buckets(buckets);
    }

    /**
     * The statistic as deviations of a normal law (Wilson and Hilferty); cells join until each
     * expects enough, and one that expects nothing must have nothing.
     */
    private static double sigmas(List<HeatBucket> pieces, double[] expected) {
        double chi = 0;
        double joined = 0;
        long seen = 0;
        int cells = 0;
        for (int i = 0; i < expected.length; i++) {
            long count = pieces.get(i).ops().total();
            assertThat(expected[i] > 0 || count == 0).as("piece %d", i).isTrue();
            joined += expected[i];
            seen += count;
            if (joined >= EXPECTED_MIN) {
                chi += (seen - joined) * (seen - joined) / joined;
                cells++;
                joined = 0;
                seen = 0;
            }
        }
        double freedom = cells - 1.0;
        double correction = 2 / (9 * freedom);
        return (Math.cbrt(chi / freedom) - 1 + correction) / Math.sqrt(correction);
    }
}
