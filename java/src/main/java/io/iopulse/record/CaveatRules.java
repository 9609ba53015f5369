package io.iopulse.record;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.Figure;
import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.workload.OnError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rule of every caveat: a pure function from a recording to the evidence, empty when the caveat
 * does not hold. Nothing else decides whether a result is to be trusted.
 */
final class CaveatRules {
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

    /** What only the whole run shows. */
    private static final Set<Caveat> OF_WHOLE_RUN =
            EnumSet.of(
                    Caveat.COVERAGE_INCOMPLETE,
                    Caveat.STEAL_TIME,
                    Caveat.CLOCK_UNSTABLE,
                    Caveat.READS_FROM_PAGE_CACHE);

    /** What only the whole measured phase shows: what was in flight before is not known. */
    private static final Set<Caveat> OF_WHOLE_TIME =
            EnumSet.of(Caveat.WRITES_NOT_SYNCED, Caveat.LITTLES_LAW_BROKEN);

    private static final Map<Caveat, Function<Recording, Optional<String>>> RULES = rules();

    private CaveatRules() {}

    private static Map<Caveat, Function<Recording, Optional<String>>> rules() {
        Map<Caveat, Function<Recording, Optional<String>>> rules = new EnumMap<>(Caveat.class);
        rules.put(Caveat.INTERRUPTED, CaveatRules::interrupted);
        rules.put(Caveat.COVERAGE_INCOMPLETE, each(ComponentRules::coverageIncomplete));
        rules.put(Caveat.ERRORS_CONTINUED, CaveatRules::errorsContinued);
        rules.put(Caveat.DEPTH_NOT_REACHED, each(ComponentRules::depthNotReached));
        rules.put(Caveat.RATE_MISSED, CaveatRules::rateMissed);
        rules.put(Caveat.GENERATOR_LATE, each(PaceResult::generatorLate));
        rules.put(Caveat.STEADY_STATE_NOT_REACHED, TrendRules::steadyStateNotReached);
        rules.put(Caveat.DEVICE_THROTTLED, TrendRules::deviceThrottled);
        rules.put(Caveat.LEVEL_DROPPED, TrendRules::levelDropped);
        rules.put(Caveat.SHORT_RUN, CaveatRules::shortRun);
        rules.put(Caveat.WORKER_CPU_SATURATED, each(ComponentRules::workerCpuSaturated));
        rules.put(Caveat.CORES_SHARED, CaveatRules::coresShared);
        rules.put(Caveat.STEAL_TIME, CaveatRules::stealTime);
        rules.put(Caveat.GOVERNOR, CaveatRules::governor);
        rules.put(Caveat.CLOCK_FALLBACK, CaveatRules::clockFallback);
        rules.put(Caveat.CLOCK_UNSTABLE, CaveatRules::clockUnstable);
        rules.put(Caveat.READS_FROM_PAGE_CACHE, CaveatRules::readsFromPageCache);
        rules.put(Caveat.WRITES_NOT_SYNCED, each(ComponentRules::writesNotSynced));
        rules.put(Caveat.READS_OF_TRIMMED_BLOCKS, each(ComponentRules::readsOfTrimmedBlocks));
        rules.put(Caveat.UNALLOCATED_SPACE, each(ComponentRules::unallocatedSpace));
        rules.put(Caveat.OPTION_NOT_IN_FORCE, each(ComponentRules::optionNotInForce));
        rules.put(Caveat.LATENCY_ABOVE_RANGE, CaveatRules::latencyAboveRange);
        rules.put(Caveat.COUNTS_DISAGREE, CaveatRules::countsDisagree);
        rules.put(Caveat.INTERVALS_MERGED, CaveatRules::intervalsMerged);
        rules.put(Caveat.INTERVALS_MISSING, CaveatRules::intervalsMissing);
        rules.put(Caveat.RECORDING_CUT, recording -> recording.ending().recordingCut());
        rules.put(Caveat.LITTLES_LAW_BROKEN, CaveatRules::littlesLawBroken);
        return rules;
    }

    /** The evidence of every component for which the rule holds, named where there are several. */
    static Function<Recording, Optional<String>> each(
            Function<ComponentSum, Optional<String>> rule) {
        return recording -> {
            boolean named = recording.components().size() > 1;
            List<String> found = new ArrayList<>();
            for (ComponentSum component : recording.components()) {
                String name = named ? component.name() + ": " : "";
                rule.apply(component).ifPresent(evidence -> found.add(name + evidence));
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
        };
    }

    static Set<Caveat> judged() {
        return RULES.keySet();
    }

    /** All caveats that hold, in the order of {@link Caveat}. */
    static List<CaveatNote> judge(Recording recording) {
        List<CaveatNote> notes = new ArrayList<>();
        RULES.forEach(
                (caveat, rule) -> {
                    if (isJudged(caveat, recording.excerpt())) {
                        rule.apply(recording)
                                .ifPresent(evidence -> notes.add(new CaveatNote(caveat, evidence)));
                    }
                });
        return notes;
    }

    private static boolean isJudged(Caveat caveat, Optional<Excerpt> excerpt) {
        boolean isOfTime = excerpt.map(part -> part.asked().isOfTime()).orElse(false);
        return excerpt.isEmpty()
                || !(OF_WHOLE_RUN.contains(caveat) || (isOfTime && OF_WHOLE_TIME.contains(caveat)));
    }

    static Optional<String> when(boolean holds, String evidence) {
        return holds ? Optional.of(evidence) : Optional.empty();
    }

    private static Optional<String> interrupted(Recording recording) {
        return when(
                recording.outcome().status() == Outcome.Status.INTERRUPTED,
                recording.outcome().reason());
    }

    private static Optional<String> rateMissed(Recording recording) {
        String since =
                new IntervalPace(recording).behindSince().map(words -> "; " + words).orElse("");
        return each(PaceResult::rateMissed).apply(recording).map(evidence -> evidence + since);
    }

    private static Optional<String> errorsContinued(Recording recording) {
        long errors = recording.failed();
        boolean continued = recording.facts().workload().errors().onError() == OnError.CONTINUE;
        return when(continued && errors > 0, Figure.count(errors) + " of them, not in the counts");
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

    static String someOf(List<String> all) {
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
                        + recording.drain().wallNs()
                        + recording.verify().wallNs();
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

    /** What the devices gave beyond the direct reads was for the buffered ones. */
    private static Optional<String> readsFromPageCache(Recording recording) {
        long buffered = 0;
        long direct = 0;
        for (ComponentSum component : recording.components()) {
            if (component.facts().isBuffered()) {
                buffered += bytesRead(component);
            } else if (component.facts().engine().opensTargets()) {
                direct += bytesRead(component);
            }
        }
        List<DeviceTransfer> devices = recording.ending().devices();
        long moved = devices.stream().mapToLong(DeviceTransfer::readBytes).sum();
        long fromDevice = Math.max(0, moved - direct);
        boolean judged = recording.measured().ops().read() > 0 && !devices.isEmpty();
        return when(
                judged && fromDevice < DEVICE_READ_SHARE_MIN * buffered,
                String.format(
                        "%s read, %s of it from %s (%s)",
                        Figure.bytes(buffered),
                        Figure.bytes(fromDevice),
                        devices.stream()
                                .map(DeviceTransfer::device)
                                .collect(Collectors.joining(", ")),
                        Figure.percent(buffered == 0 ? 0 : (double) fromDevice / buffered)));
    }

    private static long bytesRead(ComponentSum component) {
        return component.warmup().bytes().read()
                + component.measured().bytes().read()
                + component.drain().bytes().read()
                + component.verify().bytes().read();
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
     * has no latency, and of what was in flight where a recording was cut none is known: then
     * nothing can be said.
     */
    private static Optional<String> littlesLawBroken(Recording recording) {
        PhaseSum measured = recording.measured();
        Optional<Latency> service = all(measured.latencies(), LatencyKind.SERVICE);
        boolean isCut = recording.ending().recordingCut().isPresent();
        boolean failed = measured.errors() > 0 || recording.drain().errors() > 0;
        if (service.isEmpty() || failed || isCut) {
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
