package io.iopulse.run;

import io.iopulse.engine.CheckedTarget;
import io.iopulse.engine.EngineException;
import io.iopulse.engine.HeatReader;
import io.iopulse.engine.IntervalReader;
import io.iopulse.engine.Job;
import io.iopulse.engine.JobLoad;
import io.iopulse.engine.NativeRun;
import io.iopulse.engine.SharedRegion;
import io.iopulse.engine.VerifiedReader;
import io.iopulse.measure.Heat;
import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationError;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Verified;
import io.iopulse.measure.WorkerFacts;
import io.iopulse.record.Ending;
import io.iopulse.record.Outcome;
import io.iopulse.record.RecentIntervals;
import io.iopulse.record.Recorder;
import io.iopulse.record.Recording;
import io.iopulse.record.RunAdder;
import io.iopulse.record.RunEvent;
import io.iopulse.record.RunFacts;
import io.iopulse.units.Span;
import io.iopulse.workload.ErrorPolicy;
import io.iopulse.workload.OnError;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One host in a run. The moves come from one thread, in the order of {@link NodeState}; {@link
 * #snapshot()} and {@link #stop()} may come from any.
 */
public final class Node implements AutoCloseable {
    /** Intervals are taken off the rings at least this often. */
    private static final long POLL_NS_MAX = 50_000_000;

    /** A ring holds several intervals; taking them this often leaves room for a pause. */
    private static final int POLLS_PER_INTERVAL = 4;

    private final String toolVersion;
    private final Recorder recorder;
    private final Consumer<RunEvent> watcher;
    private volatile NodeState state = NodeState.IDLE;
    private volatile boolean stopAsked;
    private volatile Optional<Watch> watch = Optional.empty();
    private Optional<Preparation> prepared = Optional.empty();
    private Optional<RunAdder> adder = Optional.empty();
    private volatile Optional<RecentIntervals> recent = Optional.empty();
    private volatile Optional<DeviceWatch> devices = Optional.empty();
    private Optional<SteadyWatch> steady = Optional.empty();
    private Optional<String> failure = Optional.empty();

    /**
     * A node that is idle.
     *
     * @param recorder stays open when the node is closed
     * @param watcher told by one thread of what happens; must not wait
     */
    public Node(String toolVersion, Recorder recorder, Consumer<RunEvent> watcher) {
        this.toolVersion = toolVersion;
        this.recorder = recorder;
        this.watcher = watcher;
    }

    /** The native run with what a watcher needs of it. */
    private record Watch(NativeRun run, Progress progress) {}

    public NodeState state() {
        return state;
    }

    /**
     * All that {@link #prepare} refuses before it creates or writes anything.
     *
     * @return the workload resolved, with what would be filled
     */
    public Preparation check(Workload asked) throws RunException {
        Preparation preparation = Preparation.of(asked);
        try (NativeRun run = NativeRun.create(preparation.job())) {
            return preparation.with(run.check());
        } catch (EngineException e) {
            throw refusal(e);
        }
    }

    /** Resolves the workload against this machine; makes the targets ready. */
    public void prepare(Workload asked) throws RunException {
        Preparation preparation = Preparation.of(asked);
        try {
            NativeRun run = NativeRun.create(preparation.job());
            Job job = preparation.job();
            watch = Optional.of(new Watch(run, new Progress(job.workload())));
            if (stopAsked) {
                run.stop();
            }
            List<CheckedTarget> checked = run.check();
            run.prepare();
            prepared = Optional.of(preparation.with(checked));
        } catch (EngineException e) {
            throw refusal(e);
        }
        state = state.moveTo(NodeState.PREPARED);
    }

    /** Starts the workers and brings them to the barrier. */
    public void arm() throws RunException {
        NativeRun run = watched().run();
        try {
            run.arm();
        } catch (EngineException e) {
            throw refusal(e);
        }
        RunFacts facts = prepared().facts(toolVersion, run.region());
        adder = Optional.of(new RunAdder(facts, true));
        steady = SteadyWatch.of(prepared().job().workload());
        recent = Optional.of(new RecentIntervals(facts));
        recorder.begin(facts);
        watcher.accept(new RunEvent.Began(facts));
        state = state.moveTo(NodeState.ARMED);
    }

    /** Lets the workers go after the delay. */
    public void start(Span delay) throws RunException {
        devices = Optional.of(new DeviceWatch(prepared().openedTargets()));
        try {
            watched().run().start(delay);
        } catch (EngineException e) {
            throw refusal(e);
        }
        state = state.moveTo(NodeState.RUNNING);
    }

    /** Takes intervals off the rings until all workers are done. */
    public void await() {
        Watch watching = watched();
        IntervalReader reader = new IntervalReader(watching.run().region());
        long intervalNs = prepared().job().workload().interval().ns();
        Span poll = new Span(Math.min(POLL_NS_MAX, intervalNs / POLLS_PER_INTERVAL));
        try {
            while (!watching.run().join(poll)) {
                reader.poll(this::accept);
            }
        } catch (EngineException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        reader.poll(this::accept);
        state = state.moveTo(NodeState.DRAINING);
    }

    private void accept(Interval interval) {
        Watch watching = watched();
        recorder.accept(interval);
        adder.orElseThrow().accept(interval);
        watcher.accept(new RunEvent.Reported(interval));
        watching.progress().see(interval);
        steady.ifPresent(watch -> endWhenSteady(watch, interval, watching.run()));
        boolean afterwards = interval.phase() == Phase.DRAIN || interval.phase() == Phase.VERIFY;
        if (!afterwards || isWhole(interval)) {
            recent.orElseThrow().add(interval);
        }
    }

    private static void endWhenSteady(SteadyWatch watch, Interval interval, NativeRun run) {
        boolean wasReached = watch.reached().isPresent();
        watch.see(interval);
        if (!wasReached && watch.reached().isPresent()) {
            run.stop();
        }
    }

    private boolean isWhole(Interval interval) {
        long nominalNs = prepared().job().workload().interval().ns();
        return interval.endNs() - interval.startNs() >= nominalNs;
    }

    /** The verdict: everything measured, judged. */
    public Recording report() {
        SharedRegion region = watched().run().region();
        List<WorkerFacts> workers = new ArrayList<>();
        List<OperationError> errors = new ArrayList<>();
        List<String> paths = prepared().paths();
        for (int worker = 0; worker < region.workers(); worker++) {
            workers.add(region.facts(worker));
            errors.addAll(region.errors(worker, paths::get));
        }
        DeviceWatch watchedDevices = devices.orElseThrow();
        Ending ending =
                new Ending(
                        outcome(workers, errors),
                        workers,
                        OperationErrors.merge(errors),
                        watchedDevices.transfers(),
                        watchedDevices.stealPercent(),
                        regionBlocks(region),
                        heats(region),
                        verified(region),
                        steady.flatMap(SteadyWatch::reached),
                        Optional.empty());
        Recording recording = adder.orElseThrow().finish(ending.cut(recorder.end(ending)));
        recorder.judge(recording);
        state = state.moveTo(NodeState.REPORTED);
        return recording;
    }

    private List<Long> regionBlocks(SharedRegion region) {
        List<Long> blocks = new ArrayList<>();
        int firstWorker = 0;
        for (JobLoad load : prepared().job().loads()) {
            blocks.add(region.regionBlocks(firstWorker));
            firstWorker += load.workers().size();
        }
        return blocks;
    }

    private List<Optional<Heat>> heats(SharedRegion region) {
        HeatReader reader = new HeatReader(region);
        List<Optional<Heat>> heats = new ArrayList<>();
        int firstWorker = 0;
        for (JobLoad load : prepared().job().loads()) {
            int end = firstWorker + load.workers().size();
            heats.add(reader.read(firstWorker, end));
            firstWorker = end;
        }
        return heats;
    }

    private List<Optional<Verified>> verified(SharedRegion region) {
        VerifiedReader reader = new VerifiedReader(region, prepared().paths()::get);
        List<Optional<Verified>> verified = new ArrayList<>();
        int firstWorker = 0;
        for (JobLoad load : prepared().job().loads()) {
            int end = firstWorker + load.workers().size();
            boolean isOn = load.component().load().verification().isOn();
            verified.add(isOn ? Optional.of(reader.read(firstWorker, end)) : Optional.empty());
            firstWorker = end;
        }
        return verified;
    }

    private Outcome outcome(List<WorkerFacts> workers, List<OperationError> errors) {
        if (failure.isPresent()) {
            return Outcome.failed(failure.get());
        }
        if (workers.stream().anyMatch(worker -> worker.stop().equals("engine"))) {
            return Outcome.failed("an engine broke");
        }
        if (workers.stream().anyMatch(worker -> worker.stop().equals("errors"))) {
            return Outcome.failed(limitReached() + OperationErrors.firstInWords(errors));
        }
        boolean isSteady = !stopAsked && steady.flatMap(SteadyWatch::reached).isPresent();
        if (!isSteady && workers.stream().anyMatch(worker -> worker.stop().equals("asked"))) {
            return Outcome.interrupted("stopped before its end on request");
        }
        return Outcome.COMPLETE;
    }

    /** Empty where the first error ended the run. */
    private String limitReached() {
        ErrorPolicy policy = prepared().job().workload().errors();
        return policy.onError() == OnError.STOP
                ? ""
                : "--max-errors %d was reached, the first: ".formatted(policy.maxErrors());
    }

    /** What is happening now; empty before there is anything. Never waits for the run. */
    public Optional<Snapshot> snapshot() {
        Optional<Watch> seen = watch;
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Watch watching = seen.get();
        return watching.run()
                .whileOpen(
                        region ->
                                watching.progress()
                                        .snapshot(
                                                state,
                                                region,
                                                recent.map(RecentIntervals::recent)
                                                        .orElse(Recent.NONE),
                                                devices.map(DeviceWatch::use).orElse(List.of())));
    }

    /** Asks for the end; what was measured is reported. */
    public void stop() {
        stopAsked = true;
        watch.ifPresent(watching -> watching.run().stop());
    }

    private Watch watched() {
        return watch.orElseThrow(() -> new IllegalStateException("nothing is prepared"));
    }

    private Preparation prepared() {
        return prepared.orElseThrow(() -> new IllegalStateException("nothing is prepared"));
    }

    private RunException refusal(EngineException e) {
        if (stopAsked || e.isCanceled()) {
            return new RunException(RunException.Cause.INTERRUPTED, "stopped before the run began");
        }
        return new RunException(
                e.isMisuse() ? RunException.Cause.USAGE : RunException.Cause.ENVIRONMENT,
                String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        watch.ifPresent(watching -> watching.run().close());
    }
}
