package io.iopulse.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.measure.Heat;
import io.iopulse.measure.HeatBucket;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Skew;
import io.iopulse.measure.UniqueBlocks;
import io.iopulse.record.Recording;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers accessed, from their loop to the recording. */
final class AccessedTest {
    private static final String ZIPF = "random: true\ndistribution: zipf\nzipf-theta: 1.2\n";

    @TempDir private Path directory;

    @Test
    void bucketsHoldEveryMeasuredOperationAndNoOther() throws Exception {
        Recording recording =
                run(
                        """
                        engine: sim
                        file-size: 100M
                        targets: [a, b]
                        threads: 3
                        random: true
                        queue-depth: 8
                        read-percent: 70
                        write-percent: 30
                        duration: 5s
                        warmup: 1s
                        heatmap: true
                        heatmap-buckets: 7
                        """);

        Heat heat = recording.components().get(0).heat().orElseThrow();
        assertThat(heat.space().blocks()).isEqualTo(2 * 25_600);
        assertThat(recording.warmup().ops().total()).isPositive();
        for (OperationKind kind : heat.kinds()) {
            assertThat(heat.operations(kind)).isEqualTo(recording.measured().ops().get(kind));
        }
        assertThat(heat.buckets(7)).hasSize(7);
        assertThat(
                        heat.buckets(7).stream()
                                .map(HeatBucket::ops)
                                .mapToLong(ops -> ops.total())
                                .sum())
                .isEqualTo(recording.measured().ops().total());
    }

    /** n independent draws of b blocks touch b (1 − e^(−n/b)) different ones on average. */
    @Test
    void workersTouchAsManyDifferentBlocksAsChanceTellsThemTo() throws Exception {
        double blocks = 262_144;
        Heat heat = nullRun("random: true\ntotal-ops: 300000\n");
        double expected = blocks * -Math.expm1(-300_000 / blocks);
        UniqueBlocks unique = heat.unique();
        assertThat(unique.isExact()).isTrue();
        assertThat((double) unique.blocks()).isCloseTo(expected, within(4 * Math.sqrt(blocks) / 2));
        assertThat(new Skew(heat).first(20)).isCloseTo(0.2, within(0.003));
    }

    @Test
    void aPassOverEverythingTouchesEachBlockOnce() throws Exception {
        Heat heat = nullRun("random: true\nrun-until-complete: true\n");
        assertThat(heat.operations()).isEqualTo(262_144);
        assertThat(heat.unique().blocks()).isEqualTo(262_144);
        assertThat(heat.buckets(100)).allMatch(bucket -> bucket.ops().total() == bucket.blocks());
    }

    /** A petabyte: the number of different blocks is estimated, and says how well. */
    @Test
    void hugeSpacesAreEstimated() throws Exception {
        Heat heat = nullRun("random: true\nfile-size: 4PiB\ntotal-ops: 200000\n");
        UniqueBlocks unique = heat.unique();
        assertThat(heat.space().blocks()).isEqualTo(1L << 40);
        assertThat(unique.isExact()).isFalse();
        assertThat((double) unique.blocks()).isCloseTo(200_000, within(3 * unique.standardError()));
    }

    @Test
    void runsThatDoNotAskKeepNothing() throws Exception {
        Recording recording = run("engine: \"null\"\nrandom: true\ntotal-ops: 1000\n");
        assertThat(recording.components().get(0).heat()).isEmpty();
    }

    /** Zipf 1.2 over 2^20 blocks puts 97.7 % on the hottest fifth, wherever its blocks lie. */
    @Test
    void scatteringHidesNoSkew() throws Exception {
        String law = ZIPF + "file-size: 4GiB\ntotal-ops: 2000000\n";
        Skew together = new Skew(nullRun(law));
        Skew scattered = new Skew(nullRun(law + "scatter: true\n"));
        assertThat(together.first(20)).isCloseTo(0.977, within(0.002));
        assertThat(together.hottest(20)).isCloseTo(0.977, within(0.002));
        assertThat(scattered.hottest(20)).isCloseTo(0.977, within(0.002));
        for (int percent : Skew.PERCENTS) {
            assertThat(scattered.hottest(percent))
                    .isCloseTo(together.hottest(percent), within(0.002));
        }
        assertThat(scattered.first(100)).isCloseTo(1, within(1e-9));
    }

    /** Its blocks are where a bijection put them: none of the hottest ones beside another. */
    @Test
    void scatteringLeavesNoHotStretch() throws Exception {
        String law = "random: true\ndistribution: zoned\nzones: [90:10, 10:90]\nscatter: true\n";
        Heat heat = nullRun(law + "total-ops: 1000000\n");
        assertThat(new Skew(heat).hottest(10)).isCloseTo(0.9, within(0.002));
        assertThat(heat.buckets(100))
                .allMatch(bucket -> Math.abs(bucket.ops().total() - 10_000) < 2_000);
    }

    /** The share of the first part of so many blocks, by zipf 1.2. */
    private static double zipfShare(double part, long blocks) {
        double head = 0;
        double all = 0;
        for (long k = blocks; k >= 1; k--) {
            all += Math.pow((double) k, -1.2);
            head += k <= part * blocks ? Math.pow((double) k, -1.2) : 0;
        }
        return head / all;
    }

    private static double shareOfFirst(List<HeatBucket> buckets, int count) {
        double all = buckets.stream().mapToLong(bucket -> bucket.ops().total()).sum();
        return buckets.subList(0, count).stream().mapToLong(bucket -> bucket.ops().total()).sum()
                / all;
    }

    @Test
    void eachWorkerHasTheLawInItsPart() throws Exception {
        String dealt =
                ZIPF
                        + """
                        engine: "null"
                        threads: 4
                        file-distribution: partitioned
                        total-ops: 1600000
                        heatmap: true
                        heatmap-buckets: 400
                        """;
        for (String placed : List.of("", "scatter: true\n")) {
            Heat heat = heat(dealt + placed);
            for (int part = 0; part < 4; part++) {
                List<HeatBucket> own = heat.buckets(400).subList(part * 100, part * 100 + 100);
                assertThat(own.stream().mapToLong(bucket -> bucket.ops().total()).sum())
                        .isEqualTo(400_000);
                if (placed.isEmpty()) {
                    assertThat(shareOfFirst(own, 20))
                            .isCloseTo(zipfShare(0.2, 65_536), within(0.002));
                }
            }
            assertThat(new Skew(heat).hottest(20)).isCloseTo(zipfShare(0.2, 65_536), within(0.002));
        }
    }

    @Test
    void eachWorkerHasTheLawInItsFiles() throws Exception {
        Heat heat =
                heat(
                        ZIPF
                                + """
                                engine: sync
                                threads: 2
                                file-distribution: per-worker
                                directory: %s
                                targets: [a, b]
                                file-size: 4M
                                heatmap-buckets: 400
                                heatmap: true
                                total-ops: 200000
                                """
                                        .formatted(directory));
        assertThat(heat.space().blocks()).isEqualTo(4096);
        for (int worker = 0; worker < 2; worker++) {
            List<HeatBucket> own = heat.buckets(400).subList(worker * 200, worker * 200 + 200);
            assertThat(shareOfFirst(own, 25)).isCloseTo(zipfShare(0.125, 2048), within(0.005));
        }
    }

    /** Operations of several sizes begin where the law says, or less than their size before. */
    @Test
    void mixedSizesFollowTheLaw() throws Exception {
        String mixed = ZIPF + "block-size: 4k:60,16k:30,64k:10\n";
        for (String engine : List.of("\"null\"", "sim")) {
            for (String placed : List.of("", "scatter: true\n")) {
                Heat heat = heat(mixed + placed + "total-ops: 500000\nengine: " + engine + "\n");
                assertThat(heat.space().blockBytes()).isEqualTo(4096);
                assertThat(heat.operations()).isEqualTo(500_000);
                assertThat(new Skew(heat).hottest(20))
                        .as("%s, %s", engine, placed)
                        .isCloseTo(zipfShare(0.2, 262_144), within(0.003));
            }
        }
    }

    private Heat nullRun(String options) throws Exception {
        return heat("engine: \"null\"\nthreads: 2\nheatmap: true\n" + options);
    }

    private Heat heat(String options) throws Exception {
        return run(options).components().get(0).heat().orElseThrow();
    }

    private Recording run(String options) throws Exception {
        return JobRun.of(directory, options);
    }
}
