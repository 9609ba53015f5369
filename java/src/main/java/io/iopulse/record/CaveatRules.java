package io.iopulse.record;

import static io.iopulse.workload.EngineOption.BUSY_REAP;
import static io.iopulse.workload.EngineOption.IOPOLL;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Load;
import io.iopulse.workload.OnError;
import io.iopulse.workload.SyncMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rule of every caveat: a pure function from a recording to the evidence, empty when the caveat
 * does not hold. Nothing else decides whether a result is to be trusted.
 */
final class CaveatRules {
    static final double DEPTH_SHARE_MIN = 0.95;

    /**
     * Where each worker keeps a single request, which is done and not yet followed part of the
     * time.
     */
    static final double DEPTH_SHARE_MIN_OF_ONES = 0.5;

    static final double CPU_SHARE_MAX = 0.95;
    static final double STEAL_PERCENT_MAX = 5;
    static final double LITTLE_SHARE_MAX = 0.02;
    static final double DEVICE_READ_SHARE_MIN = 0.9;
    static final double DRIFT_SHARE_MAX = 0.001;

    /** Two looks at two clocks are at most so far apart. */
    static final long DRIFT_LOOK_NS = 10_000;

    static final long MEASURED_MIN_NS = 1_000_000_000L;

    /** From here on a 99th percentile has ten samples beyond it. */
    static final long OPERATIONS_MIN = 1000;

    private static final int WORKERS_NAMED_MAX = 8;

    private static final Map<Caveat, Function<Recording, Optional<String>>> RULES = rules();

    private CaveatRules() {}

    private static Map<Caveat, Function<Recording, Optional<String>>> rules() {
        Map<Caveat, Function<Recording, Optional<String>>> rules = new EnumMap<>(Caveat.class);
        rules.put(Caveat.INTERRUPTED, CaveatRules::interrupted);
        rules.put(Caveat.COVERAGE_INCOMPLETE, CaveatRules::coverageIncomplete);
        rules.put(Caveat.ERRORS_CONTINUED, CaveatRules::errorsContinued);
        rules.put(Caveat.DEPTH_NOT_REACHED, CaveatRules::depthNotReached);
        rules.put(Caveat.SHORT_RUN, CaveatRules::shortRun);
        rules.put(Caveat.WORKER_CPU_SATURATED, CaveatRules::workerCpuSaturated);
        rules.put(Caveat.CORES_SHARED, CaveatRules::coresShared);
        rules.put(Caveat.STEAL_TIME, CaveatRules::stealTime);
        rules.put(Caveat.GOVERNOR, CaveatRules::governor);
        rules.put(Caveat.CLOCK_FALLBACK, CaveatRules::clockFallback);
        rules.put(Caveat.CLOCK_UNSTABLE, CaveatRules::clockUnstable);
        rules.put(Caveat.READS_FROM_PAGE_CACHE, CaveatRules::readsFromPageCache);
        rules.put(Caveat.WRITES_NOT_SYNCED, CaveatRules::writesNotSynced);
        rules.put(Caveat.READS_OF_TRIMMED_BLOCKS, CaveatRules::readsOfTrimmedBlocks);
        rules.put(Caveat.UNALLOCATED_SPACE, CaveatRules::unallocatedSpace);
        rules.put(Caveat.OPTION_NOT_IN_FORCE, CaveatRules::optionNotInForce);
        rules.put(Caveat.LATENCY_ABOVE_RANGE, CaveatRules::latencyAboveRange);
        rules.put(Caveat.COUNTS_DISAGREE, CaveatRules::countsDisagree);
        rules.put(Caveat.INTERVALS_MERGED, CaveatRules::intervalsMerged);
        rules.put(Caveat.INTERVALS_MISSING, CaveatRules::intervalsMissing);
        rules.put(Caveat.LITTLES_LAW_BROKEN, CaveatRules::littlesLawBroken);
        return rules;
    }

    static Set<Caveat> judged() {
        return RULES.keySet();
    }

    /** All caveats that hold, in the order of {@link Caveat}. */
    static List<CaveatNote> judge(Recording recording) {
        List<CaveatNote> notes = new ArrayList<>();
        RULES.forEach(
                (caveat, rule) ->
                        rule.apply(recording)
                                .ifPresent(
                                        evidence -> notes.add(new CaveatNote(caveat, evidence))));
        return notes;
    }

    private static Optional<String> when(boolean holds, String evidence) {
        return holds ? Optional.of(evidence) : Optional.empty();
    }

    private static Load load(Recording recording) {
        return recording.facts().workload().load();
    }

    private static boolean isBuffered(Recording recording) {
        return !load(recording).direct() && recording.facts().engine().opensTargets();
    }

    private static Optional<String> interrupted(Recording recording) {
        return when(
                recording.outcome().status() == Outcome.Status.INTERRUPTED,
                recording.outcome().reason());
    }

    static Optional<String> coverageIncomplete(Recording recording) {
        OptionalLong blocks = recording.ending().regionBlocks();
        if (!recording.facts().workload().completion().untilComplete() || blocks.isEmpty()) {
            return Optional.empty();
        }
        long done = recording.done().total();
        return when(
                done < blocks.getAsLong(),
                Figure.count(done) + " of " + Figure.count(blocks.getAsLong()) + " blocks");
    }

    private static Optional<String> errorsContinued(Recording recording) {
        long errors = recording.failed();
        boolean continued = recording.facts().workload().errors().onError() == OnError.CONTINUE;
        return when(continued && errors > 0, Figure.count(errors) + " of them, not in the counts");
    }

    /**
     * Judges the sum of all workers. A queue of one is empty between two requests whatever the tool
     * does: a worker alone is then as deep as it can be and is not judged, and of several only that
     * many are missing without doubt whose share is beyond what a fast device leaves empty. Engines
     * that do one request after another keep no queue.
     */
    private static Optional<String> depthNotReached(Recording recording) {
        OptionalDouble achieved = recording.measured().depth();
        long asked = recording.facts().depthAsked();
        EngineKind engine = recording.facts().engine();
        boolean judged = engine.queues() && engine != EngineKind.NULL && asked > 1;
        if (!judged || achieved.isEmpty()) {
            return Optional.empty();
        }
        double shareMin =
                load(recording).queueDepth() > 1 ? DEPTH_SHARE_MIN : DEPTH_SHARE_MIN_OF_ONES;
        double share = achieved.getAsDouble() / asked;
        return when(
                share < shareMin,
                String.format(
                        "%s of %s (%s)",
                        Figure.significant(achieved.getAsDouble()),
                        Figure.count(asked),
                        Figure.percent(share)));
    }

    private static Optional<String> shortRun(Recording recording) {
        PhaseSum measured = recording.measured();
        if (recording.outcome().status() == Outcome.Status.FAILED) {
            return Optional.empty();
        }
        if (measured.wallNs() < MEASURED_MIN_NS) {
            return Optional.of(
                    Figure.time(measured.wallNs())
                            + " measured, "
                            + Figure.time(MEASURED_MIN_NS)
                            + " wanted");
        }
        return when(
                measured.ops().total() < OPERATIONS_MIN,
                Figure.count(measured.ops().total())
                        + " operations, "
                        + Figure.count(OPERATIONS_MIN)
                        + " wanted");
    }

    /** Where the worker blocks in its calls or spins by request, its CPU time says nothing. */
    private static Optional<String> workerCpuSaturated(Recording recording) {
        EngineKind engine = recording.facts().engine();
        if (engine != EngineKind.IO_URING && engine != EngineKind.LIBAIO) {
            return Optional.empty();
        }
        List<String> saturated =
                recording.workers().stream()
                        .filter(worker -> !spins(worker))
                        .filter(worker -> worker.cpuShare().orElse(0) >= CPU_SHARE_MAX)
                        .map(
                                worker ->
                                        "worker "
                                                + worker.facts().worker()
                                                + " "
                                                + Figure.percent(worker.cpuShare().orElse(0)))
                        .toList();
        return when(!saturated.isEmpty(), someOf(saturated));
    }

    private static boolean spins(WorkerSum worker) {
        Set<String> options = worker.facts().engineOptionsInForce();
        return options.contains(BUSY_REAP.label()) || options.contains(IOPOLL.label());
    }

    private static String someOf(List<String> all) {
        String some = all.stream().limit(WORKERS_NAMED_MAX).collect(Collectors.joining(", "));
        int others = all.size() - WORKERS_NAMED_MAX;
        return others > 0 ? some + " and " + others + " others" : some;
    }

    private static Optional<String> coresShared(Recording recording) {
        List<WorkerPlace> places = recording.facts().places();
        TreeMap<Integer, Integer> pinned = new TreeMap<>();
        places.forEach(place -> place.cpu().ifPresent(cpu -> pinned.merge(cpu, 1, Integer::sum)));
        List<String> shared =
                pinned.entrySet().stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(entry -> entry.getValue() + " workers on CPU " + entry.getKey())
                        .toList();
        if (!shared.isEmpty()) {
            return Optional.of(someOf(shared));
        }
        return when(
                places.size() > recording.facts().cpusAllowed(),
                places.size() + " workers on " + recording.facts().cpusAllowed() + " CPUs");
    }

    private static Optional<String> stealTime(Recording recording) {
        double percent = recording.ending().stealPercent().orElse(0);
        return when(percent > STEAL_PERCENT_MAX, Figure.percent(percent / 100));
    }

    private static Optional<String> governor(Recording recording) {
        String governors =
                recording.facts().host().getOrDefault(RunFacts.HOST_CPU_GOVERNOR, "performance");
        boolean fixed =
                Arrays.stream(governors.split(",", -1))
                        .allMatch(governor -> governor.strip().equals("performance"));
        return when(!fixed, "governor " + governors);
    }

    private static Optional<String> clockFallback(Recording recording) {
        return when(
                recording.facts().clock() == ClockKind.MONOTONIC,
                "each reading is a call of clock_gettime");
    }

    private static Optional<String> clockUnstable(Recording recording) {
        long runNs =
                recording.warmup().wallNs()
                        + recording.measured().wallNs()
                        + recording.drain().wallNs();
        double allowedNs = Math.max(DRIFT_LOOK_NS, DRIFT_SHARE_MAX * runNs);
        List<String> drifted =
                recording.workers().stream()
                        .map(WorkerSum::facts)
                        .filter(worker -> Math.abs(worker.clockDriftNs()) > allowedNs)
                        .map(worker -> "worker " + worker.worker() + drift(worker.clockDriftNs()))
                        .toList();
        return when(!drifted.isEmpty(), someOf(drifted) + " in " + Figure.time(runNs));
    }

    private static String drift(long ns) {
        return (ns < 0 ? " lost " : " gained ") + Figure.time(Math.abs(ns));
    }

    private static Optional<String> readsFromPageCache(Recording recording) {
        long asked =
                recording.warmup().bytes().read()
                        + recording.measured().bytes().read()
                        + recording.drain().bytes().read();
        List<DeviceTransfer> devices = recording.ending().devices();
        long fromDevice = devices.stream().mapToLong(DeviceTransfer::readBytes).sum();
        boolean judged =
                isBuffered(recording)
                        && recording.measured().ops().read() > 0
                        && !devices.isEmpty();
        return when(
                judged && fromDevice < DEVICE_READ_SHARE_MIN * asked,
                String.format(
                        "%s read, %s of it from %s (%s)",
                        Figure.bytes(asked),
                        Figure.bytes(fromDevice),
                        devices.stream()
                                .map(DeviceTransfer::device)
                                .collect(Collectors.joining(", ")),
                        Figure.percent(asked == 0 ? 0 : (double) fromDevice / asked)));
    }

    private static Optional<String> writesNotSynced(Recording recording) {
        Load load = load(recording);
        boolean synced =
                load.sync().mode() != SyncMode.NONE
                        || load.sync().endFsync()
                        || recording.measured().ops().syncs() > 0;
        long written = recording.measured().bytes().write();
        return when(
                isBuffered(recording) && !synced && written > 0,
                Figure.bytes(written) + " written");
    }

    private static Optional<String> readsOfTrimmedBlocks(Recording recording) {
        long trims = recording.warmup().ops().trim() + recording.measured().ops().trim();
        long reads = recording.measured().ops().read();
        return when(
                recording.facts().engine().opensTargets() && trims > 0 && reads > 0,
                Figure.count(trims) + " trims beside " + Figure.count(reads) + " reads");
    }

    private static Optional<String> unallocatedSpace(Recording recording) {
        boolean wrote =
                recording.facts().engine().opensTargets() && recording.measured().ops().write() > 0;
        if (!wrote) {
            return Optional.empty();
        }
        List<String> targets =
                recording.facts().targets().stream()
                        .filter(target -> target.unallocatedBytes() > 0)
                        .map(
                                target ->
                                        Figure.bytes(target.unallocatedBytes())
                                                + " of "
                                                + Figure.bytes(target.bytes())
                                                + " in "
                                                + target.path())
                        .toList();
        return when(!targets.isEmpty(), someOf(targets));
    }

    private static Optional<String> optionNotInForce(Recording recording) {
        Map<String, Set<Integer>> absent = new LinkedHashMap<>();
        for (EngineOption option : load(recording).engine().options()) {
            for (WorkerSum worker : recording.workers()) {
                if (option.belongsTo(recording.facts().engine())
                        && !worker.facts().engineOptionsInForce().contains(option.label())) {
                    absent.computeIfAbsent(option.label(), unused -> new TreeSet<>())
                            .add(worker.facts().worker());
                }
            }
        }
        List<String> evidence =
                absent.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getKey()
                                                + " on "
                                                + entry.getValue().size()
                                                + " of "
                                                + recording.workers().size()
                                                + " workers")
                        .toList();
        return when(!evidence.isEmpty(), String.join(", ", evidence));
    }

    private static Optional<String> latencyAboveRange(Recording recording) {
        LatencyTable latencies = recording.measured().latencies();
        long above = 0;
        for (LatencyKind kind : latencies.kinds()) {
            above = Math.max(above, all(latencies, kind).map(Latency::aboveRange).orElse(0L));
        }
        return when(above > 0, Figure.count(above) + " samples");
    }

    private static Optional<Latency> all(LatencyTable latencies, LatencyKind kind) {
        return latencies.merged(kind, List.of(OperationKind.values()));
    }

    private static Optional<String> countsDisagree(Recording recording) {
        LatencyTable latencies = recording.measured().latencies();
        List<String> disagreeing = new ArrayList<>();
        for (LatencyKind kind : latencies.kinds()) {
            for (OperationKind operation : latencies.operations(kind)) {
                if (!latencies.get(kind, operation).map(Latency::isConsistent).orElse(true)) {
                    disagreeing.add(kind.label() + " of " + operation.label());
                }
            }
        }
        return when(!disagreeing.isEmpty(), String.join(", ", disagreeing));
    }

    private static Optional<String> intervalsMerged(Recording recording) {
        long merged = recording.measured().intervalsMerged();
        return when(
                merged > 0,
                Figure.count(merged) + " of them; they are left out of the range of IOPS");
    }

    private static Optional<String> intervalsMissing(Recording recording) {
        long missing = recording.intervalsMissing();
        return when(missing > 0, Figure.count(missing) + " numbers skipped");
    }

    /**
     * Little's law without division: the sum of service times equals the time integral of requests
     * in flight. Requests that were in flight at either edge of the measured phase are on one side
     * only; each can be off by at most the longest latency, which the drain may bring. A failed one
     * has no latency, so nothing can be said then.
     */
    private static Optional<String> littlesLawBroken(Recording recording) {
        PhaseSum measured = recording.measured();
        Optional<Latency> service = all(measured.latencies(), LatencyKind.SERVICE);
        if (service.isEmpty() || measured.errors() > 0 || recording.drain().errors() > 0) {
            return Optional.empty();
        }
        long longestNs =
                Math.max(
                        service.get().maxNs(),
                        all(recording.drain().latencies(), LatencyKind.SERVICE)
                                .map(Latency::maxNs)
                                .orElse(0L));
        double served = service.get().sumNs();
        double inFlight = measured.depthIntegralNs();
        double oneSided =
                (double) longestNs
                        * (recording.warmup().inFlightAtEnd() + measured.inFlightAtEnd());
        double allowed = LITTLE_SHARE_MAX * Math.max(served, inFlight) + oneSided;
        double wallNs = Math.max(1, measured.wallNs());
        return when(
                Math.abs(served - inFlight) > allowed,
                "throughput × mean latency = "
                        + Figure.significant(served / wallNs)
                        + ", depth = "
                        + Figure.significant(inFlight / wallNs));
    }
}
