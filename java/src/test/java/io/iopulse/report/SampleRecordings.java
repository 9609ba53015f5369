package io.iopulse.report;

import static io.iopulse.measure.LatencyKind.LATENESS;
import static io.iopulse.measure.LatencyKind.LOCK_WAIT;
import static io.iopulse.measure.LatencyKind.RESPONSE;
import static io.iopulse.measure.LatencyKind.SUBMISSION;
import static io.iopulse.measure.OperationKind.FSYNC;
import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.TRIM;
import static io.iopulse.measure.OperationKind.WRITE;

import io.iopulse.measure.Mismatch;
import io.iopulse.measure.Mismatch.Dump;
import io.iopulse.measure.Mismatch.Found;
import io.iopulse.measure.MismatchKind;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import io.iopulse.measure.SampleHeat;
import io.iopulse.measure.Verified;
import io.iopulse.record.ClockKind;
import io.iopulse.record.Outcome;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.record.Selection;
import io.iopulse.record.SteadyReached;
import io.iopulse.record.WorkerPlace;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Content;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Distribution;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.Jumps;
import io.iopulse.workload.Limits;
import io.iopulse.workload.LockMode;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OffsetStrategy;
import io.iopulse.workload.Pace;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.ThinkTime;
import io.iopulse.workload.Verification;
import io.iopulse.workload.VerifyMode;
import io.iopulse.workload.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** The runs that reports are shown with. */
enum SampleRecordings implements Supplier<Recording> {
    /** Three seconds of direct random reads, nothing to remark. */
    READS {
        @Override
        public Recording get() {
            return new SampleRun().steady().record();
        }
    },
    /** Every kind of operation, every timed stretch, errors, a stall and many caveats. */
    EVERYTHING {
        @Override
        public Recording get() {
            return everything();
        }
    },
    /** Numbers of every size: 10 million and fewer than one operation per second, 9 targets. */
    EXTREMES {
        @Override
        public Recording get() {
            return extremes();
        }
    },
    /** A zipf-like load over 150,000 blocks, three quarters of it reads, with a heatmap. */
    SKEWED {
        @Override
        public Recording get() {
            return skewed();
        }
    },
    /** An open loop of writes of a repeated string, that falls behind in the second interval. */
    PACED {
        @Override
        public Recording get() {
            return paced();
        }
    },
    /** Reads back what it wrote; a block is stale, one is lost and two were never written. */
    VERIFIED {
        @Override
        public Recording get() {
            return verified();
        }
    },
    /** The middle second of worker 1, of three seconds of two workers. */
    SELECTED {
        @Override
        public Recording get() {
            SampleRun run = new SampleRun();
            run.workers = 2;
            return run.steady()
                    .record(
                            new Selection(
                                    Optional.of(Span.ofSeconds(1)),
                                    Optional.of(Span.ofSeconds(2)),
                                    false,
                                    Set.of(),
                                    Set.of("sample"),
                                    Set.of(1)));
        }
    },
    /** Ended by the steady state that it was asked for. */
    STEADY {
        @Override
        public Recording get() {
            SampleRun run = new SampleRun();
            run.completion =
                    new Completion(
                            Optional.of(Span.ofSeconds(60)),
                            Span.ofSeconds(1),
                            Span.ofSeconds(120),
                            Optional.of(
                                    new SteadyState(
                                            SteadyState.Metric.IOPS,
                                            new Percent(5),
                                            Span.ofSeconds(3))));
            run.steady = Optional.of(new SteadyReached(1, 3, 3_000_000_000L, 32_000, 0.5, 0.25));
            return run.steady().record();
        }
    },
    /** Failed before anything was measured. */
    NOTHING {
        @Override
        public Recording get() {
            SampleRun run = new SampleRun();
            run.outcome = Outcome.failed("cannot open /data/file: EACCES: Permission denied");
            return run.record();
        }
    };

    private static Recording everything() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.depth = 2;
        run.engine = EngineKind.IO_URING;
        run.engineAsked = EngineKind.AUTO;
        run.options = Set.of(EngineOption.FIXED_BUFFERS, EngineOption.SQPOLL);
        run.optionsInForce = Set.of("fixed_buffers", "registered_files");
        run.direct = false;
        run.submissionLatency = true;
        run.mix = new Mix(new Percent(59.5), new Percent(30), new Percent(10.5));
        run.access = Access.PERMUTATION;
        run.sync = new SyncPolicy(SyncMode.NONE, 100, 0, true);
        run.completion = new Completion(Optional.empty(), Span.ZERO, Span.ofSeconds(120));
        run.limits = new Limits(Optional.empty(), OptionalLong.empty(), true);
        run.errorPolicy = SampleRun.continuing();
        run.sharing =
                new Sharing(
                        FileDistribution.SHARED, OffsetStrategy.DIFFERENT, LockMode.RANGE, false);
        run.host.put("cpu_model", "Example 9000");
        run.host.put("cpu_governor", "powersave");
        run.host.put("target_0_file_system", "ext4");
        run.host.put("target_0_device", "nvme0n1");
        run.places = List.of(on(4), on(4));
        run.tailBytes = 579;
        run.filledBytes = 3L << 30;
        run.outcome = Outcome.interrupted("SIGINT");
        run.cpuMeasuredNs = 2_900_000_000L;
        run.regionBlocks = 2_097_152;
        run.errors =
                List.of(
                        new OperationError(
                                READ,
                                5,
                                "EIO: Input/output error",
                                12,
                                1_048_576,
                                4096,
                                "/data/file",
                                1_200_000_000L));
        for (int worker = 0; worker < run.workers; worker++) {
            addIntervals(run, worker);
        }
        return run.record();
    }

    private static Recording skewed() {
        SampleRun run = new SampleRun();
        run.mix = new Mix(new Percent(75), new Percent(25), Percent.ZERO);
        run.access = Access.random(new Distribution.Zipf(1.2), Jumps.ALWAYS, true, false);
        run.heatmapBuckets = 20;
        SampleHeat heat = new SampleHeat(150_000, run.heatmapBuckets, 42);
        for (int i = 0; i < 96_000; i++) {
            long block = 150_000L * i / 96_000 * i / 96_000 * i / 96_000;
            heat.add(i % 4 == 0 ? WRITE : READ, block);
        }
        run.heat = Optional.of(heat.build());
        return run.steady().record();
    }

    private static Recording paced() {
        SampleRun run = new SampleRun();
        Curve rate = Curve.constant("40k", 40_000);
        run.mix = new Mix(Percent.ZERO, Percent.ALL, Percent.ZERO);
        run.content = new Content("0xdeadbeef", "deadbeef", Percent.ZERO, Percent.ZERO);
        run.pace =
                new Pace(
                        Optional.of(new Arrivals(rate, false, false, ArrivalLaw.POISSON, 1)),
                        Optional.empty(),
                        ThinkTime.NONE,
                        Waiting.HYBRID);
        for (int number = 0; number < 3; number++) {
            IntervalSketch sketch =
                    new IntervalSketch(
                            0, number, Phase.MEASURE, number * 1000L, number * 1000L + 1000);
            int writes = number == 0 ? 40_000 : 32_000;
            sketch.inFlight = 32;
            sketch.pace = new PaceCounts(number * 8000L, number, 150_000, 0, 1_000_000);
            run.intervals.add(
                    sketch.add(WRITE, writes, SampleRun.BLOCK_BYTES, 800_000)
                            .time(RESPONSE, WRITE, writes, 900_000 + 200_000_000L * number)
                            .time(LATENESS, WRITE, writes, 100_000 + 200_000_000L * number)
                            .build());
        }
        return run.record();
    }

    private static Recording verified() {
        SampleRun run = new SampleRun();
        run.mix = new Mix(Percent.ZERO, Percent.ALL, Percent.ZERO);
        run.verification =
                new Verification(
                        VerifyMode.AFTER,
                        new Size(SampleRun.BLOCK_BYTES),
                        0,
                        Optional.of("/data/state"));
        run.verified =
                Optional.of(
                        new Verified(
                                31_997,
                                31_997 * SampleRun.BLOCK_BYTES,
                                1,
                                2,
                                Map.of(MismatchKind.STALE, 1L, MismatchKind.LOST, 1L),
                                32_000,
                                0,
                                List.of(
                                        mismatch(
                                                MismatchKind.STALE,
                                                1_048_576,
                                                Optional.of(new Found(4, 1_048_576, true)),
                                                "05000000"),
                                        mismatch(
                                                MismatchKind.LOST,
                                                2_097_152,
                                                Optional.empty(),
                                                "494f5056"))));
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                        .add(WRITE, 32_000, SampleRun.BLOCK_BYTES, 1_000_000)
                        .build());
        IntervalSketch back = new IntervalSketch(0, 1, Phase.VERIFY, 1000, 2000);
        back.errors = 2;
        run.intervals.add(back.add(READ, 31_998, SampleRun.BLOCK_BYTES, 1_000_000).build());
        return run.record();
    }

    private static Mismatch mismatch(
            MismatchKind kind, long offset, Optional<Found> found, String expected) {
        int block = (int) SampleRun.BLOCK_BYTES;
        return new Mismatch(
                kind,
                "/data/file",
                offset,
                block,
                1_500_000_000L + offset,
                5,
                5,
                found,
                32,
                32,
                new Dump(expected + "00000000"),
                new Dump("0400000000000000"));
    }

    private static Recording extremes() {
        SampleRun run = new SampleRun();
        run.workers = 12;
        run.targets = 9;
        run.cpusAllowed = 64;
        run.clock = ClockKind.VIRTUAL;
        run.cpuMeasuredNs = 15_000;
        run.cpuWindowNs = 14_000;
        run.errorPolicy = SampleRun.continuing();
        run.errors =
                List.of(
                        new OperationError(
                                FSYNC,
                                28,
                                "ENOSPC: No space left on device",
                                1_234_567_890,
                                0,
                                0,
                                "/data/file",
                                3_599_000_000_000L));
        for (int worker = 0; worker < run.workers; worker++) {
            run.intervals.add(
                    new IntervalSketch(worker, 0, Phase.MEASURE, 0, 3_000)
                            .add(READ, worker == 0 ? 36_000_000 : 1, 1L << 21, 83)
                            .add(WRITE, 1, 512, 3_599_999_000_000L)
                            .add(FSYNC, 1, 0, 999)
                            .build());
        }
        return run.record();
    }

    private static WorkerPlace on(int cpu) {
        return new WorkerPlace(OptionalInt.of(cpu), OptionalInt.of(0));
    }

    private static void addIntervals(SampleRun run, int worker) {
        run.intervals.add(busy(worker, 0, 2000).build());
        IntervalSketch stalled = new IntervalSketch(worker, 1, Phase.MEASURE, 1000, 2000);
        stalled.gapMaxNs = 998_000_000L + worker;
        stalled.gapMaxStartMs = 1002;
        stalled.inFlight = 2;
        stalled.depthIntegralNs = 2_000_000_000L;
        run.intervals.add(stalled.build());
        run.intervals.add(busy(worker, 2, 1000).add(READ, 1, 4096, 1_000_000_000).build());
        run.intervals.add(
                new IntervalSketch(worker, 3, Phase.DRAIN, 3000, 3002)
                        .add(WRITE, 2, 4096, 1_500_000)
                        .add(FSYNC, 1, 0, 1_800_000 + worker * 100_000)
                        .build());
    }

    private static IntervalSketch busy(int worker, int number, int reads) {
        IntervalSketch sketch =
                new IntervalSketch(
                        worker, number, Phase.MEASURE, number * 1000L, number * 1000L + 1000);
        sketch.errors = 3;
        sketch.retries = 7;
        sketch.shortTransfers = 1;
        return sketch.add(READ, reads, 4096, 400_000)
                .add(READ, 20, 4096, 2_500_000)
                .add(WRITE, 1000, 4096, 650_000)
                .add(TRIM, 300, 4096, 90_000)
                .add(FSYNC, 10, 0, 9_000_000)
                .time(SUBMISSION, READ, reads, 1_250)
                .time(SUBMISSION, WRITE, 1000, 3_100)
                .time(RESPONSE, READ, reads, 410_000)
                .time(LOCK_WAIT, WRITE, 1000, 21_000);
    }
}
