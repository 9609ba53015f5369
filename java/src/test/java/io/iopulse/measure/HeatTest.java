package io.iopulse.measure;

import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.TRIM;
import static io.iopulse.measure.OperationKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeatTest {
    @ParameterizedTest
    @CsvSource({
        "100, 262144, 1000",
        "100, 999, 900",
        "100, 100, 100",
        "100, 7, 7",
        "100, 1, 1",
        "1, 262144, 1000",
        "64, 262144, 1024",
        "999, 262144, 1998",
        "10000, 262144, 10000",
        "10000, 1000000000000, 10000",
    })
    void aSpaceIsCutIntoAThousandPiecesAndWholeOnesPerBucket(
            int buckets, long blocks, int counters) {
        assertThat(HeatSpace.countersFor(buckets, blocks)).isEqualTo(counters);
    }

    /** Every block lies in one bucket, and buckets differ by a block at most. */
    @ParameterizedTest
    @CsvSource({
        "1, 100",
        "7, 100",
        "100, 100",
        "150, 100",
        "1001, 100",
        "99991, 64",
        "1048577, 97",
        "1000000000000, 100",
        "18014398509481983, 10000"
    })
    void bucketsTileTheSpaceEvenly(long blocks, int asked) {
        Heat heat = new SampleHeat(blocks, asked, 1).build();
        List<HeatBucket> buckets = heat.buckets(asked);
        long unit = 1L << heat.space().borderShift();
        long next = 0;
        for (HeatBucket bucket : buckets) {
            assertThat(bucket.first()).isEqualTo(next);
            double even = (double) blocks / buckets.size();
            assertThat((double) bucket.blocks()).isBetween(even - unit, even + unit);
            next = bucket.end();
        }
        assertThat(next).isEqualTo(blocks);
        assertThat(buckets).hasSize((int) Math.min(asked, blocks));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "150", "1001", "99991", "1048576"})
    void workersMergeToWhatTheyDidTogether(long blocks) {
        Random random = new Random(blocks);
        Set<Long> touched = new HashSet<>();
        Set<Long> written = new HashSet<>();
        SampleHeat one = new SampleHeat(blocks, 100, 5);
        SampleHeat two = new SampleHeat(blocks, 100, 5);
        for (int i = 0; i < 50_000; i++) {
            long block = (long) (random.nextDouble() * random.nextDouble() * blocks);
            OperationKind kind = i % 3 == 0 ? WRITE : READ;
            (i % 2 == 0 ? one : two).add(kind, block);
            touched.add(block);
            if (kind == WRITE) {
                written.add(block);
            }
        }
        Heat heat = Heat.sum(List.of(one.build(), two.build())).orElseThrow();
        assertThat(heat.operations()).isEqualTo(50_000);
        assertThat(heat.operations(WRITE)).isEqualTo(16_667);
        assertThat(heat.operations(TRIM)).isZero();
        assertThat(heat.unique()).isEqualTo(UniqueBlocks.exactly(touched.size()));
        assertThat(heat.unique(WRITE)).isEqualTo(UniqueBlocks.exactly(written.size()));
        assertThat(heat.unique(TRIM)).isEqualTo(UniqueBlocks.exactly(0));
        assertThat(heat.buckets(100).stream().mapToLong(bucket -> bucket.ops().total()).sum())
                .isEqualTo(50_000);
        assertThat(heat.buckets(100).stream().mapToLong(bucket -> bucket.ops().write()).sum())
                .isEqualTo(16_667);
    }

    @Test
    void aWorkerWithoutWritesMergesWithOneThatWrote() {
        Heat reader = new SampleHeat(1000, 10, 1).add(READ, 1).add(READ, 2).build();
        Heat writer = new SampleHeat(1000, 10, 1).add(WRITE, 2).build();
        Heat both = Heat.sum(List.of(reader, writer)).orElseThrow();
        assertThat(both.kinds()).containsExactly(READ, WRITE);
        assertThat(both.unique()).isEqualTo(UniqueBlocks.exactly(2));
        assertThat(both.unique(WRITE)).isEqualTo(UniqueBlocks.exactly(1));
        assertThat(reader.operations(WRITE)).isZero();
    }

    @Test
    void accessesOfDifferentSpacesDoNotMerge() {
        Heat one = new SampleHeat(1000, 10, 1).add(READ, 1).build();
        Heat other = new SampleHeat(1001, 10, 1).add(READ, 1).build();
        assertThatThrownBy(() -> Heat.sum(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Heat.sum(List.of())).isEmpty();
    }
}
