package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class LatencyTest {
    @Test
    void anEmptyLatencyHasNoNumbers() {
        Latency empty = new Latency();
        assertThat(empty.count()).isZero();
        assertThat(empty.minNs()).isZero();
        assertThat(empty.maxNs()).isZero();
        assertThat(empty.meanNs()).isZero();
        assertThat(empty.stddevNs()).isZero();
        assertThat(empty.percentileNs(99)).isZero();
        assertThat(empty.isPrintable(50)).isFalse();
    }

    @Test
    void everyIndexOfTheHistogramNamesTheLowestValueOfItsBucket() {
        Histogram reference = new Histogram(1, Latency.HIGHEST_NS, 3);
        long expected = 0;
        for (int index = 0; index < Latency.COUNTS; index++) {
            assertThat(Latency.valueAtIndex(index)).as("index %d", index).isEqualTo(expected);
            expected = reference.nextNonEquivalentValue(expected);
        }
    }

    @Test
    void anIndexBeyondTheHistogramIsRefused() {
        assertThatThrownBy(() -> new Latency().addCounts(Latency.COUNTS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33792");
    }

    @Test
    void countsByIndexGiveThePercentilesOfTheValues() {
        Latency latency = new Latency();
        latency.addCounts(1000, 99);
        latency.addCounts(2048 + 512, 1);
        latency.addExact(100, 0, 1000, 3073, 99 * 1000 + 3073, 99_000_000 + 9_443_329, 0);
        assertThat(latency.percentileNs(50)).isEqualTo(1000);
        assertThat(latency.percentileNs(99)).isEqualTo(1000);
        assertThat(latency.percentileNs(99.5)).isEqualTo(3073);
        assertThat(latency.meanNs()).isEqualTo(1020.73);
    }

    @Test
    void noPercentileIsAboveTheExactMaximum() {
        Latency latency = new Latency();
        latency.record(100_000, 1000);
        assertThat(latency.percentileNs(50)).isEqualTo(100_000);
        assertThat(latency.percentileNs(100)).isEqualTo(100_000);
    }

    @Test
    void aPercentileIsTheHighestValueOfItsBucket() {
        Latency latency = new Latency();
        latency.record(100_000, 90);
        latency.record(200_000, 10);
        assertThat(latency.percentileNs(90)).isEqualTo(100_031);
    }

    @Test
    void meanAndDeviationAreExact() {
        Latency latency = new Latency();
        latency.record(1_000_000_001L, 1);
        latency.record(1_000_000_003L, 1);
        assertThat(latency.meanNs()).isEqualTo(1_000_000_002.0);
        assertThat(latency.stddevNs()).isEqualTo(1.0);
    }

    @Test
    void aSumOfSquaresAboveSixtyFourBitsIsKept() {
        Latency latency = new Latency();
        latency.record(Latency.HIGHEST_NS, 5);
        latency.record(Latency.HIGHEST_NS - 2, 5);
        assertThat(latency.stddevNs()).isCloseTo(1.0, within(1e-9));
    }

    @Test
    void addingLatenciesEqualsRecordingAllTheirSamplesInOne() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Latency whole = new Latency();
        List<Latency> parts = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            Latency latency = new Latency();
            for (int i = 0; i < 1000; i++) {
                long value = 1 + (long) Math.exp(random.nextDouble() * 25);
                latency.record(value, 1);
                whole.record(value, 1);
            }
            parts.add(latency);
        }
        check(Latency.sum(parts), whole, seed);
    }

    @Test
    void encodingKeepsEverything() {
        Latency latency = new Latency();
        latency.record(12_345, 1000);
        latency.record(9_876_543, 3);
        latency.record(Latency.HIGHEST_NS * 2, 2);
        check(Latency.decode(latency.encode()), latency, 0);
        check(Latency.decode(new Latency().encode()), new Latency(), 0);
    }

    @Test
    void aDecodedLatencyCanBeAddedTo() {
        Latency latency = Latency.decode(new Latency().encode());
        latency.record(5, 7);
        assertThat(latency.count()).isEqualTo(7);
        assertThat(latency.minNs()).isEqualTo(5);
    }

    @Test
    void aSampleAboveTheRangeCountsInThePercentilesButHasNoBucket() {
        Latency latency = new Latency();
        latency.record(1000, 90);
        latency.record(Latency.HIGHEST_NS + 1, 10);
        List<Long> buckets = new ArrayList<>();
        latency.forEachBucket((upperNs, samples) -> buckets.add(samples));
        assertThat(buckets).containsExactly(90L);
        assertThat(latency.aboveRange()).isEqualTo(10);
        assertThat(latency.percentileNs(90)).isEqualTo(1000);
        assertThat(latency.percentileNs(91)).isEqualTo(Latency.HIGHEST_NS + 1);
    }

    @Test
    void aPercentileNeedsTenSamplesBeyondIt() {
        Latency latency = new Latency();
        latency.record(1, 1000);
        assertThat(latency.isPrintable(99)).isTrue();
        assertThat(latency.isPrintable(99.9)).isFalse();
        latency.record(1, 9000);
        assertThat(latency.isPrintable(99.9)).isTrue();
        assertThat(latency.isPrintable(99.99)).isFalse();
    }

    private static void check(Latency actual, Latency expected, long seed) {
        String as = "seed " + seed;
        assertThat(actual.count()).as(as).isEqualTo(expected.count());
        assertThat(actual.aboveRange()).as(as).isEqualTo(expected.aboveRange());
        assertThat(actual.minNs()).as(as).isEqualTo(expected.minNs());
        assertThat(actual.maxNs()).as(as).isEqualTo(expected.maxNs());
        assertThat(actual.sumNs()).as(as).isEqualTo(expected.sumNs());
        assertThat(actual.stddevNs()).as(as).isEqualTo(expected.stddevNs());
        assertThat(buckets(actual)).as(as).isEqualTo(buckets(expected));
    }

    private static List<Long> buckets(Latency latency) {
        List<Long> buckets = new ArrayList<>();
        latency.forEachBucket(
                (upperNs, samples) -> {
                    buckets.add(upperNs);
                    buckets.add(samples);
                });
        return buckets;
    }
}
