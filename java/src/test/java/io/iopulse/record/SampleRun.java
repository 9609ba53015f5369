package io.iopulse.record;

import io.iopulse.measure.Heat;
import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationCounts;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Verified;
import io.iopulse.measure.WorkerFacts;
import io.iopulse.units.Percent;
import io.iopulse.units.Size;
import io.iopulse.units.Span;
import io.iopulse.workload.Access;
import io.iopulse.workload.Advice;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Component;
import io.iopulse.workload.Content;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.ErrorPolicy;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OnError;
import io.iopulse.workload.Pace;
import io.iopulse.workload.Placement;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.Target;
import io.iopulse.workload.Verification;
import io.iopulse.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A run made by hand. Unless told otherwise: io_uring with direct 4 KiB reads of one file, one
 * worker that keeps 32 requests in flight, intervals of 1 s with 32,000 reads of 1 ms each.
 */
public final class SampleRun {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final long START_NS = 5_000 * SECOND_NS;
    public static final long BLOCK_BYTES = 4096;

    public String name = "sample";
    public Instant startedAt = Instant.parse("2026-01-02T03:04:05Z");
    public int workers = 1;
    public int targets = 1;
    public int depth = 32;
    public EngineKind engine = EngineKind.IO_URING;
    public EngineKind engineAsked = EngineKind.IO_URING;
    public Set<EngineOption> options =
            Set.of(EngineOption.REGISTERED_FILES, EngineOption.FIXED_BUFFERS);
    public Set<String> optionsInForce = Set.of("registered_files", "fixed_buffers");
    public boolean direct = true;
    public boolean submissionLatency;
    public int heatmapBuckets;
    public Optional<Heat> heat = Optional.empty();
    public Pace pace = Pace.FULL;
    public Sharing sharing = Sharing.SHARED;
    public Content content = Content.UNIQUE;
    public Verification verification = Verification.NONE;
    public Optional<Verified> verified = Optional.empty();
    public Optional<SteadyReached> steady = Optional.empty();
    public Optional<String> recordingCut = Optional.empty();
    public Mix mix = new Mix(Percent.ALL, Percent.ZERO, Percent.ZERO);
    public Access access = Access.UNIFORM;
    public Blocks blocks = Blocks.of(new Size(BLOCK_BYTES));
    public SyncPolicy sync = SyncPolicy.NONE;
    public Completion completion =
            new Completion(Optional.of(Span.ofSeconds(3)), Span.ofSeconds(1), Span.ofSeconds(120));
    public Limits limits = Limits.NONE;
    public ErrorPolicy errorPolicy = ErrorPolicy.STOP;
    public ClockKind clock = ClockKind.TSC;
    public Map<String, String> host = new LinkedHashMap<>(Map.of("kernel", "6.1.0"));
    public List<WorkerPlace> places = List.of();
    public int cpusAllowed = 8;
    public long tailBytes;
    public long filledBytes;
    public long unallocatedBytes;
    public Outcome outcome = Outcome.COMPLETE;
    public List<OperationError> errors = List.of();
    public List<DeviceTransfer> devices = List.of();
    public OptionalDouble stealPercent = OptionalDouble.empty();
    public long regionBlocks = Size.ofGiB(8).bytes() / BLOCK_BYTES;
    public long cpuMeasuredNs = 50_000_000;
    public long cpuWindowNs = 3 * SECOND_NS;
    public long clockDriftNs;
    public final List<Interval> intervals = new ArrayList<>();

    /** One second of warm-up, three measured seconds and 1 ms of drain on every worker. */
    public SampleRun steady() {
        for (int worker = 0; worker < workers; worker++) {
            intervals.add(steadyInterval(worker, 0, Phase.WARMUP).build());
            for (int number = 1; number <= 3; number++) {
                intervals.add(steadyInterval(worker, number, Phase.MEASURE).build());
            }
            IntervalSketch drain = new IntervalSketch(worker, 4, Phase.DRAIN, 4000, 4001);
            intervals.add(drain.add(OperationKind.READ, 32, BLOCK_BYTES, 1_000_000).build());
        }
        return this;
    }

    /** 32,000 reads of 1 ms, and so a depth of 32. */
    public static IntervalSketch steadyInterval(int worker, long number, Phase phase) {
        IntervalSketch sketch =
                new IntervalSketch(worker, number, phase, number * 1000, number * 1000 + 1000);
        sketch.inFlight = 32;
        return sketch.add(OperationKind.READ, 32_000, BLOCK_BYTES, 1_000_000);
    }

    public Workload workload() {
        Load load =
                new Load(
                        new EngineChoice(
                                engineAsked, options, OptionalInt.empty(), Optional.empty()),
                        depth,
                        blocks,
                        access,
                        mix,
                        sync,
                        new Advice(Set.of(), Set.of()),
                        1,
                        direct,
                        false,
                        submissionLatency,
                        heatmapBuckets,
                        pace,
                        content,
                        verification);
        Component component =
                new Component(
                        "sample",
                        List.of(new Target("/data/file", Size.ZERO, Optional.of(Size.ofGiB(8)))),
                        load,
                        workers,
                        Placement.ANYWHERE,
                        limits,
                        sharing);
        return new Workload(
                name,
                "",
                List.of(component),
                completion,
                errorPolicy,
                Preparation.NONE,
                Span.ofSeconds(1),
                42);
    }

    public RunFacts facts() {
        Workload workload = workload();
        return new RunFacts(
                "0.1.0",
                startedAt,
                workload,
                List.of(facts(workload.components().get(0))),
                host,
                clock,
                cpusAllowed);
    }

    private ComponentFacts facts(Component component) {
        return new ComponentFacts(
                component,
                engine,
                engineAsked == EngineKind.AUTO
                        ? Optional.of("io_uring works on this kernel")
                        : Optional.empty(),
                Collections.nCopies(
                        targets,
                        new ResolvedTarget(
                                "/data/file",
                                "file",
                                0,
                                Size.ofGiB(8).bytes(),
                                tailBytes,
                                filledBytes,
                                unallocatedBytes)),
                places.isEmpty() ? Collections.nCopies(workers, WorkerPlace.ANYWHERE) : places);
    }

    public Ending ending() {
        List<WorkerFacts> facts = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            facts.add(
                    new WorkerFacts(
                            worker,
                            cpuMeasuredNs,
                            cpuWindowNs,
                            clockDriftNs,
                            optionsInForce,
                            START_NS + worker * 1500L,
                            "complete"));
        }
        return new Ending(
                outcome,
                facts,
                errors,
                devices,
                stealPercent,
                List.of(regionBlocks),
                List.of(heat),
                List.of(verified),
                steady,
                recordingCut);
    }

    /** All of it as a recording gives it back: what reports show of it, they show of a replay. */
    public Recording record() {
        RunAdder adder = new RunAdder(Documents.copy(facts()), true);
        intervals.forEach(interval -> adder.accept(Documents.copy(interval)));
        return adder.finish(Documents.copy(ending()));
    }

    /** A part of it, as a replay gives it. */
    public Recording record(Selection selection) {
        RunFacts facts = Documents.copy(facts());
        RunSelection part = new RunSelection(selection, facts, RunSelection.Window.ALWAYS);
        RunAdder adder = new RunAdder(facts, true, part);
        intervals.forEach(interval -> adder.accept(Documents.copy(interval)));
        return adder.finish(
                Documents.copy(ending()), Optional.of(Documents.copy(Verdict.of(record()))));
    }

    public static ErrorPolicy continuing() {
        return new ErrorPolicy(OnError.CONTINUE, 0);
    }

    /** An interval in the making; times are milliseconds since the start of the run. */
    public static final class IntervalSketch {
        public int covers = 1;
        public long errors;
        public long retries;
        public long shortTransfers;
        public long gapMaxNs = 1_000_000;
        public long gapMaxStartMs;
        public long inFlight;
        public long depthIntegralNs;
        public long batches = 1000;
        public PaceCounts pace = PaceCounts.NONE;
        private final int worker;
        private final long number;
        private final Phase phase;
        private final long startMs;
        private final long endMs;
        private final long[] ops = new long[OperationKind.values().length];
        private final long[] bytes = new long[OperationKind.values().length];
        private final Map<LatencyKind, Map<OperationKind, Latency>> latencies =
                new EnumMap<>(LatencyKind.class);

        public IntervalSketch(int worker, long number, Phase phase, long startMs, long endMs) {
            this.worker = worker;
            this.number = number;
            this.phase = phase;
            this.startMs = startMs;
            this.endMs = endMs;
            gapMaxStartMs = startMs;
        }

        /** Adds operations of one service latency, and their part of the depth. */
        public IntervalSketch add(OperationKind kind, long count, long bytesEach, long latencyNs) {
            int index = List.of(OperationKind.values()).indexOf(kind);
            ops[index] += count;
            bytes[index] += count * bytesEach;
            depthIntegralNs += count * latencyNs;
            return time(LatencyKind.SERVICE, kind, count, latencyNs);
        }

        public IntervalSketch time(
                LatencyKind timed, OperationKind kind, long count, long latencyNs) {
            Latency latency = new Latency();
            latency.record(latencyNs, count);
            return time(timed, kind, latency);
        }

        public IntervalSketch time(LatencyKind timed, OperationKind kind, Latency latency) {
            latencies
                    .computeIfAbsent(timed, unused -> new EnumMap<>(OperationKind.class))
                    .computeIfAbsent(kind, unused -> new Latency())
                    .add(latency);
            return this;
        }

        /** In place of the latencies so far; the depth is theirs, too. */
        public IntervalSketch replace(LatencyKind timed, OperationKind kind, Latency latency) {
            latencies
                    .computeIfAbsent(timed, unused -> new EnumMap<>(OperationKind.class))
                    .put(kind, latency);
            depthIntegralNs += latency.sumNs();
            return this;
        }

        public Interval build() {
            return new Interval(
                    worker,
                    number,
                    covers,
                    phase,
                    START_NS + startMs * 1_000_000,
                    START_NS + endMs * 1_000_000,
                    OperationCounts.of(ops),
                    OperationCounts.of(bytes),
                    errors,
                    retries,
                    shortTransfers,
                    depthIntegralNs,
                    gapMaxNs,
                    START_NS + gapMaxStartMs * 1_000_000,
                    batches,
                    20_000,
                    inFlight,
                    pace,
                    latencies);
        }
    }
}
