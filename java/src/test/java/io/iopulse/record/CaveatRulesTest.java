package io.iopulse.record;

import static io.iopulse.measure.LatencyKind.SERVICE;
import static io.iopulse.measure.LatencyKind.SUBMISSION;
import static io.iopulse.measure.OperationKind.FSYNC;
import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.TRIM;
import static io.iopulse.measure.OperationKind.WRITE;
import static io.iopulse.record.SampleRun.steadyInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Latency;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.Completion;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Mix;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.SyncPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CaveatRulesTest {
    private static final Mix WRITES = new Mix(Percent.ZERO, Percent.ALL, Percent.ZERO);

    @Test
    void everyCaveatHasARule() {
        assertThat(CaveatRules.judged()).isEqualTo(EnumSet.allOf(Caveat.class));
    }

    @Test
    void aSteadyDirectRunHasNoCaveat() {
        assertThat(new SampleRun().steady().record().caveats()).isEmpty();
        assertThat(new SampleRun().steady().record().exitCode()).isZero();
        assertThat(new SampleRun().steady().record().complaint()).isEmpty();
    }

    @Test
    void anInterruptedRunSaysByWhat() {
        Recording recording =
                check(
                        run -> run.steady().outcome = Outcome.interrupted("SIGINT"),
                        Caveat.INTERRUPTED,
                        "SIGINT");
        assertThat(recording.exitCode()).isEqualTo(130);
    }

    @Test
    void aFailedRunEndsWithTwo() {
        SampleRun run = new SampleRun().steady();
        run.outcome = Outcome.failed("EIO");
        assertThat(run.record().exitCode()).isEqualTo(2);
        assertThat(run.record().complaint()).contains("EIO");
    }

    @Test
    void aFullPassThatLeavesBlocksOutIsIncomplete() {
        Recording recording =
                check(
                        run -> untilComplete(run, 200_000),
                        Caveat.COVERAGE_INCOMPLETE,
                        "128,032 of 200,000 blocks");
        assertThat(recording.outcome().status()).isEqualTo(Outcome.Status.INCOMPLETE);
        assertThat(recording.exitCode()).isEqualTo(4);
        assertThat(recording.complaint())
                .contains("not every block of the targets was touched: 128,032 of 200,000 blocks");
        checkNone(run -> untilComplete(run, 128_032));
    }

    private static void untilComplete(SampleRun run, long blocks) {
        run.access = Access.PERMUTATION;
        run.completion = new Completion(Optional.empty(), Span.ZERO, Span.ofSeconds(120));
        run.limits = new Limits(Optional.empty(), OptionalLong.empty(), true);
        run.regionBlocks = blocks;
        run.steady();
    }

    @Test
    void toleratedErrorsAreNamed() {
        check(
                run -> {
                    run.errorPolicy = SampleRun.continuing();
                    IntervalSketch sketch = steadyInterval(0, 0, Phase.MEASURE);
                    sketch.errors = 3;
                    run.intervals.add(sketch.build());
                },
                Caveat.ERRORS_CONTINUED,
                "3 of them, not in the counts");
    }

    @Test
    void aQueueThatIsNotKeptFullIsNamedWithItsDepth() {
        check(
                run -> {
                    run.depth = 64;
                    run.steady();
                },
                Caveat.DEPTH_NOT_REACHED,
                "32.0 of 64 (50.0 %)");
    }

    @Test
    void manyWorkersWithOneRequestEachAreJudgedTogether() {
        check(run -> onesOfEight(run, 3.9), Caveat.DEPTH_NOT_REACHED, "3.90 of 8 (48.8 %)");
        checkNone(run -> onesOfEight(run, 4.1));
    }

    private static void onesOfEight(SampleRun run, double depth) {
        run.depth = 1;
        run.workers = 8;
        IntervalSketch sketch = new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000);
        run.intervals.add(sketch.add(READ, 1000, 4096, Math.round(depth * 1e6)).build());
    }

    @Test
    void aRunThatWasOverBeforeItsFirstTurnHasNoDepth() {
        check(
                run -> {
                    IntervalSketch sketch = new IntervalSketch(0, 0, Phase.MEASURE, 0, 1);
                    sketch.batches = 0;
                    run.intervals.add(sketch.build());
                },
                Caveat.SHORT_RUN,
                "1.00 ms measured, 1.00 s wanted");
    }

    @Test
    void depthIsNotJudgedWithoutAQueue() {
        checkNone(
                run -> {
                    run.engineAsked = EngineKind.NULL;
                    run.engine = EngineKind.NULL;
                    run.options = Set.of();
                    run.direct = false;
                    run.depth = 64;
                    run.steady();
                });
        checkNone(
                run -> {
                    run.depth = 1;
                    run.intervals.add(
                            new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                                    .add(READ, 1000, 4096, 500_000)
                                    .build());
                });
    }

    @Test
    void aShortRunSaysHowShort() {
        check(
                run ->
                        run.intervals.add(
                                new IntervalSketch(0, 0, Phase.MEASURE, 0, 100)
                                        .add(READ, 3200, 4096, 1_000_000)
                                        .build()),
                Caveat.SHORT_RUN,
                "100 ms measured, 1.00 s wanted");
        check(
                run ->
                        run.intervals.add(
                                new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                                        .add(READ, 320, 4096, 100_000_000)
                                        .build()),
                Caveat.SHORT_RUN,
                "320 operations, 1,000 wanted");
    }

    @Test
    void aWorkerWithoutCpuTimeLeftIsNamed() {
        check(
                run -> {
                    run.cpuMeasuredNs = 2_900_000_000L;
                    run.steady();
                },
                Caveat.WORKER_CPU_SATURATED,
                "worker 0 96.7 %");
    }

    @Test
    void aWorkerThatSpinsByRequestIsNotSaturated() {
        checkNone(
                run -> {
                    run.options = Set.of(EngineOption.BUSY_REAP);
                    run.optionsInForce = Set.of("busy_reap");
                    run.cpuMeasuredNs = 3_000_000_000L;
                    run.steady();
                });
    }

    @Test
    void ofManySaturatedWorkersOnlyTheFirstAreNamed() {
        check(
                run -> {
                    run.workers = 10;
                    run.cpusAllowed = 10;
                    run.cpuMeasuredNs = 3_000_000_000L;
                    run.steady();
                },
                Caveat.WORKER_CPU_SATURATED,
                "worker 0 100.0 %, worker 1 100.0 %, worker 2 100.0 %, worker 3 100.0 %, "
                        + "worker 4 100.0 %, worker 5 100.0 %, worker 6 100.0 %, worker 7 100.0 % "
                        + "and 2 others");
    }

    @Test
    void workersOnOneCpuAreNamed() {
        check(
                run -> {
                    run.workers = 3;
                    run.places = List.of(on(4), on(5), on(4));
                    run.steady();
                },
                Caveat.CORES_SHARED,
                "2 workers on CPU 4");
        check(
                run -> {
                    run.workers = 3;
                    run.cpusAllowed = 2;
                    run.steady();
                },
                Caveat.CORES_SHARED,
                "3 workers on 2 CPUs");
    }

    private static WorkerPlace on(int cpu) {
        return new WorkerPlace(OptionalInt.of(cpu), OptionalInt.empty());
    }

    @Test
    void stolenTimeIsNamedFromFivePercentOn() {
        check(
                run -> run.steady().stealPercent = OptionalDouble.of(7.3),
                Caveat.STEAL_TIME,
                "7.3 %");
        checkNone(run -> run.steady().stealPercent = OptionalDouble.of(5));
    }

    @Test
    void aGovernorThatChangesTheFrequencyIsNamed() {
        check(
                run -> run.steady().host.put("cpu_governor", "performance, powersave"),
                Caveat.GOVERNOR,
                "governor performance, powersave");
        checkNone(run -> run.steady().host.put("cpu_governor", "performance"));
    }

    @Test
    void aSlowClockIsNamed() {
        check(
                run -> run.steady().clock = ClockKind.MONOTONIC,
                Caveat.CLOCK_FALLBACK,
                "each reading is a call of clock_gettime");
        checkNone(run -> run.steady().clock = ClockKind.VIRTUAL);
    }

    @Test
    void aClockThatDriftsIsNamed() {
        check(
                run -> run.steady().clockDriftNs = -4_100_000,
                Caveat.CLOCK_UNSTABLE,
                "worker 0 lost 4.10 ms in 4.00 s");
        checkNone(run -> run.steady().clockDriftNs = 4_000_000);
    }

    @Test
    void readsBesideTrimsAreNamed() {
        check(
                run -> {
                    run.mix = new Mix(new Percent(50), Percent.ZERO, new Percent(50));
                    IntervalSketch sketch = steadyInterval(0, 0, Phase.MEASURE);
                    run.intervals.add(sketch.add(TRIM, 1000, 4096, 1_000).build());
                },
                Caveat.READS_OF_TRIMMED_BLOCKS,
                "1,000 trims beside 32,000 reads");
    }

    @Test
    void bufferedReadsThatTheDeviceDidNotSeeAreNamed() {
        check(
                run -> {
                    run.direct = false;
                    run.devices = List.of(new DeviceTransfer("sda", 100L << 20, 0));
                    run.steady();
                },
                Caveat.READS_FROM_PAGE_CACHE,
                "500 MiB read, 100 MiB of it from sda (20.0 %)");
    }

    @Test
    void directReadsOrReadsWithoutCountersAreNotTakenForCached() {
        checkNone(run -> run.steady().devices = List.of(new DeviceTransfer("sda", 100L << 20, 0)));
        checkNone(
                run -> {
                    run.direct = false;
                    run.steady();
                });
    }

    @Test
    void anEngineThatOpensNothingHasNoPageCache() {
        checkNone(
                run -> {
                    run.engineAsked = EngineKind.NULL;
                    run.engine = EngineKind.NULL;
                    run.options = Set.of();
                    run.direct = false;
                    run.devices = List.of(new DeviceTransfer("sda", 0, 0));
                    run.unallocatedBytes = 1L << 30;
                    run.steady();
                    run.intervals.add(
                            new IntervalSketch(0, 5, Phase.MEASURE, 4001, 5000)
                                    .add(WRITE, 32_000, 4096, 1_000_000)
                                    .build());
                });
    }

    @Test
    void bufferedWritesWithoutAnySyncAreNamed() {
        check(run -> buffered(run), Caveat.WRITES_NOT_SYNCED, "125 MiB written");
        checkNone(
                run -> {
                    buffered(run);
                    run.sync = new SyncPolicy(SyncMode.DSYNC, 0, 0, false);
                });
        checkNone(
                run -> {
                    buffered(run);
                    run.sync = new SyncPolicy(SyncMode.NONE, 0, 0, true);
                });
        checkNone(
                run -> {
                    buffered(run);
                    run.intervals.add(
                            new IntervalSketch(0, 1, Phase.MEASURE, 1000, 2000)
                                    .add(FSYNC, 1, 0, 32_000_000_000L)
                                    .build());
                });
    }

    private static void buffered(SampleRun run) {
        run.direct = false;
        run.mix = WRITES;
        run.intervals.add(writes().build());
    }

    private static IntervalSketch writes() {
        return new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000).add(WRITE, 32_000, 4096, 1_000_000);
    }

    @Test
    void writesIntoHolesAreNamed() {
        check(
                run -> {
                    run.mix = WRITES;
                    run.unallocatedBytes = 1L << 30;
                    run.intervals.add(writes().build());
                },
                Caveat.UNALLOCATED_SPACE,
                "1.00 GiB of 8.00 GiB in /data/file");
    }

    @Test
    void anOptionThatTheEngineDidNotUseIsNamed() {
        check(
                run -> {
                    run.workers = 2;
                    run.options = Set.of(EngineOption.SQPOLL, EngineOption.FIXED_BUFFERS);
                    run.steady();
                },
                Caveat.OPTION_NOT_IN_FORCE,
                "sqpoll on 2 of 2 workers");
    }

    @Test
    void anOptionOfAnotherCandidateOfAutoIsNoLoss() {
        checkNone(
                run -> {
                    run.engineAsked = EngineKind.AUTO;
                    run.options = Set.of(EngineOption.FIXED_BUFFERS, EngineOption.RING_REAP);
                    run.steady();
                });
    }

    @Test
    void latenciesAboveTheRangeAreCounted() {
        check(
                run -> {
                    run.steady();
                    IntervalSketch sketch = new IntervalSketch(0, 5, Phase.MEASURE, 5000, 5000);
                    run.intervals.add(sketch.add(READ, 2, 4096, Latency.HIGHEST_NS + 1).build());
                },
                Caveat.LATENCY_ABOVE_RANGE,
                "2 samples");
    }

    @Test
    void aHistogramThatMissesSamplesIsFatal() {
        Latency latency = new Latency();
        latency.addExact(5, 0, 1000, 1000, 5000, 5_000_000, 0);
        latency.addCounts(1000, 4);
        Recording recording =
                check(
                        run ->
                                run.intervals.add(
                                        steadyInterval(0, 0, Phase.MEASURE)
                                                .time(SUBMISSION, READ, latency)
                                                .build()),
                        Caveat.COUNTS_DISAGREE,
                        "submission of read");
        assertThat(recording.exitCode()).isEqualTo(2);
    }

    @Test
    void mergedIntervalsAreCounted() {
        check(
                run -> {
                    IntervalSketch sketch =
                            new IntervalSketch(0, 0, Phase.MEASURE, 0, 2000)
                                    .add(READ, 64_000, 4096, 1_000_000);
                    sketch.covers = 2;
                    run.intervals.add(sketch.build());
                },
                Caveat.INTERVALS_MERGED,
                "1 of them; they are left out of the range of IOPS");
    }

    @Test
    void missingIntervalsAreFatal() {
        Recording recording =
                check(
                        run -> run.intervals.add(steadyInterval(0, 2, Phase.MEASURE).build()),
                        Caveat.INTERVALS_MISSING,
                        "2 numbers skipped");
        assertThat(recording.exitCode()).isEqualTo(2);
    }

    @Test
    void timesThatContradictTheDepthAreFatal() {
        Recording recording =
                check(
                        run ->
                                run.intervals.add(
                                        steadyInterval(0, 0, Phase.MEASURE)
                                                .time(SERVICE, READ, 1000, 1_000_000)
                                                .build()),
                        Caveat.LITTLES_LAW_BROKEN,
                        "throughput × mean latency = 33.0, depth = 32.0");
        assertThat(recording.exitCode()).isEqualTo(2);
        assertThat(recording.complaint().orElseThrow()).endsWith("33.0, depth = 32.0");
    }

    @Test
    void requestsInFlightAtTheEdgesDoNotBreakLittlesLaw() {
        checkNone(
                run -> {
                    IntervalSketch sketch =
                            new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                                    .add(READ, 1000, 4096, 20_000_000);
                    sketch.inFlight = 32;
                    sketch.depthIntegralNs = 31L * 1_000_000_000;
                    sketch.time(SERVICE, OperationKind.WRITE, 1, 400_000_000);
                    run.intervals.add(sketch.build());
                });
    }

    /** Makes a run and expects exactly one caveat, with this evidence. */
    private static Recording check(Consumer<SampleRun> change, Caveat caveat, String evidence) {
        SampleRun run = new SampleRun();
        change.accept(run);
        Recording recording = run.record();
        assertThat(recording.caveats()).containsExactly(new CaveatNote(caveat, evidence));
        return recording;
    }

    private static void checkNone(Consumer<SampleRun> change) {
        SampleRun run = new SampleRun();
        change.accept(run);
        assertThat(run.record().caveats()).isEmpty();
    }
}
