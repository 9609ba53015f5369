package io.iopulse.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.config.JobFile;
import io.iopulse.config.Settings;
import io.iopulse.config.WorkloadParser;
import io.iopulse.measure.Heat;
import io.iopulse.measure.HeatBucket;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Skew;
import io.iopulse.measure.UniqueBlocks;
import io.iopulse.record.Recording;
import io.iopulse.run.Node;
import io.iopulse.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers accessed, from their loop to the recording. */
final class AccessedTest {
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

    private Heat nullRun(String options) throws Exception {
        Recording recording = run("engine: \"null\"\nthreads: 2\nheatmap: true\n" + options);
        return recording.components().get(0).heat().orElseThrow();
    }

    private Recording run(String options) throws Exception {
        Path file = Files.writeString(directory.resolve("job.yaml"), options);
        Workload workload =
                new WorkloadParser(() -> 7)
                        .parse(new Settings(), JobFile.read(file.toString()))
                        .phases()
                        .get(0);
        try (Coordinator coordinator = new Coordinator(new LocalLink(new Node("test")))) {
            return coordinator.run(workload);
        }
    }
}
