package io.iopulse.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series whose change points are known, and how often they are found where chance decides. */
class ChangePointsTest {
    private static final long SEED = 20_261_201;
    private static final double NOISE = 0.02;

    /** Yearly flow of the Nile at Aswan from 1871 on; G. W. Cobb, Biometrika 65, 1978. */
    private static final double[] NILE = {
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
        1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694,
        940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764,
        821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822,
        1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
        986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };

    private static final double TTEST = 1.4640454553673846e-08;

    private static List<ChangePoint> find(double... values) {
        return ChangePoints.of(values, ChangePoints.LEVEL);
    }

    private static double[] series(Random random, double noise, double... means) {
        return IntStream.range(0, means.length)
                .mapToDouble(i -> means[i] * (1 + noise * random.nextGaussian()))
                .toArray();
    }

    /** Of 1000, and from {@code index} on of a tenth less. */
    private static double[] step(int count, int index) {
        return IntStream.range(0, count).mapToDouble(i -> i < index ? 1000 : 900).toArray();
    }

    @Test
    void theNileHasLessWaterFrom1899On() {
        assertThat(find(NILE))
                .singleElement()
                .satisfies(
                        point -> {
                            assertThat(1871 + point.index()).isEqualTo(1899);
                            assertThat(point.before()).isCloseTo(1097.75, within(1e-9));
                            assertThat(point.after()).isCloseTo(849.9722, within(1e-4));
                            assertThat(point.p()).isLessThan(1e-10);
                        });
    }

    /** The p is scipy's ttest_ind of the two halves, times 15 places. */
    @Test
    void thePOfTheTestIsTimesTheNumberOfPlaces() {
        double[] values = {
            100, 101, 99, 102, 98, 100, 101, 99, 100, 100, 95, 96, 94, 97, 93, 95, 96, 94, 95, 95
        };
        assertThat(find(values))
                .singleElement()
                .satisfies(
                        point -> {
                            assertThat(point.index()).isEqualTo(10);
                            assertThat(point.share()).isCloseTo(-0.05, within(1e-12));
                            assertThat(point.p() / 15).isCloseTo(TTEST, within(TTEST * 1e-6));
                        });
    }

    @ParameterizedTest
    @CsvSource({"20, 10", "20, 5", "20, 16", "60, 30", "200, 190"})
    void aStepOfATenthIsFoundInItsPlace(int count, int index) {
        Random random = new Random(SEED);
        int found = 0;
        for (int i = 0; i < 400; i++) {
            List<ChangePoint> points = find(series(random, NOISE, step(count, index)));
            boolean isOne = points.size() == 1;
            found += isOne && Math.abs(points.get(0).index() - index) <= 1 ? 1 : 0;
        }
        assertThat(found).as("of 400 series from seed %d", SEED).isGreaterThan(380);
    }

    /** Up to three standard deviations of the count: six values have one place, and their level. */
    @ParameterizedTest
    @CsvSource({"6, 0.02", "12, 0.02", "20, 0.02", "60, 0.02", "20, 0.2", "100, 0.2"})
    void whatDoesNotChangeHasNoMoreChangesThanTheLevelSays(int count, double noise) {
        Random random = new Random(SEED);
        int series = count >= 60 ? 1000 : 5000;
        for (double level : new double[] {0.05, 0.01, 0.001}) {
            int wrong = 0;
            for (int i = 0; i < series; i++) {
                double[] values = series(random, noise, step(count, count));
                wrong += ChangePoints.of(values, level).isEmpty() ? 0 : 1;
            }
            double expected = level * series;
            assertThat((double) wrong)
                    .as("%d of %d from seed %d at %s", wrong, series, SEED, level)
                    .isLessThan(expected + 3 * Math.sqrt(expected));
        }
    }

    @Test
    void changesThatUndoEachOtherAreBothFound() {
        double[] means = step(40, 40);
        for (int i = 18; i < 23; i++) {
            means[i] = 900;
        }
        int found = 0;
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            List<Integer> places =
                    find(series(random, 0.02, means)).stream().map(ChangePoint::index).toList();
            found += places.equals(List.of(18, 23)) ? 1 : 0;
        }
        assertThat(found).as("of 200 series from seed %d", SEED).isGreaterThan(180);
    }

    @Test
    void exactValuesOutliersAndShortSeries() {
        assertThat(find(5, 5, 5, 6, 6, 6)).containsExactly(new ChangePoint(3, 5, 6, 0));
        assertThat(find(0, 0, 0, 2, 2, 2).get(0).share()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(find(5, 5, 5, 5, 5, 5, 5)).isEmpty();
        assertThat(find(5, 5, 6, 6, 6)).isEmpty();
        assertThat(find()).isEmpty();
        assertThat(find(1000, 1000, 1000, 1009, 1009, 1009)).as("below 1 %").isEmpty();
        assertThat(find(100, 101, 99, 100, 101, 50, 99, 100, 101, 99, 100)).isEmpty();
    }
}
