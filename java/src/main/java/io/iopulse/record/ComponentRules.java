package io.iopulse.record;

import static io.iopulse.record.CaveatRules.someOf;
import static io.iopulse.record.CaveatRules.when;
import static io.iopulse.workload.EngineOption.BUSY_REAP;
import static io.iopulse.workload.EngineOption.IOPOLL;

import io.iopulse.measure.Figure;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Load;
import io.iopulse.workload.Pace;
import io.iopulse.workload.SyncMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** The rules of the caveats that hold of one component: what it was asked for and what it did. */
final class ComponentRules {
    static final double DEPTH_SHARE_MIN = 0.95;

    /**
     * Where each worker keeps a single request, which is done and not yet followed part of the
     * time.
     */
    static final double DEPTH_SHARE_MIN_OF_ONES = 0.5;

    static final double CPU_SHARE_MAX = 0.95;

    private ComponentRules() {}

    private static Load load(ComponentSum component) {
        return component.facts().component().load();
    }

    /** Whole blocks of what targets are counted in; operations of several sizes count by bytes. */
    private static long blocksDone(ComponentSum component) {
        return load(component).blocks().areMixed()
                ? component.measured().bytes().total() / load(component).blockSize().bytes()
                : component.done();
    }

    static Optional<String> coverageIncomplete(ComponentSum component) {
        long done = blocksDone(component);
        boolean wanted = component.facts().component().limits().untilComplete();
        return when(
                wanted && done < component.regionBlocks(),
                Figure.count(done) + " of " + Figure.count(component.regionBlocks()) + " blocks");
    }

    /**
     * Judges the sum of its workers. A queue of one is empty between two requests whatever the tool
     * does: a worker alone is then as deep as it can be and is not judged, and of several only that
     * many are missing without doubt whose share is beyond what a fast device leaves empty. Engines
     * that do one request after another keep no queue.
     */
    static Optional<String> depthNotReached(ComponentSum component) {
        OptionalDouble achieved = component.measured().depth();
        Pace pace = load(component).pace();
        if (pace.arrivals().isPresent() || pace.depth().isPresent()) {
            return Optional.empty(); // asked for no depth, or for one that is never kept long
        }
        PhaseSum measured = component.measured();
        long asked =
                Math.round(
                        component.depthAsked() - measured.thinking() - measured.waitingForLocks());
        EngineKind engine = component.facts().engine();
        boolean judged = engine.queues() && engine != EngineKind.NULL && asked > 1;
        if (!judged || achieved.isEmpty()) {
            return Optional.empty();
        }
        double shareMin =
                load(component).queueDepth() > 1 ? DEPTH_SHARE_MIN : DEPTH_SHARE_MIN_OF_ONES;
        double share = achieved.getAsDouble() / asked;
        return when(
                share < shareMin,
                String.format(
                        "%s of %s (%s)",
                        Figure.significant(achieved.getAsDouble()),
                        Figure.count(asked),
                        Figure.percent(share)));
    }

    /** Where the worker blocks in its calls or spins by request, its CPU time says nothing. */
    static Optional<String> workerCpuSaturated(ComponentSum component) {
        EngineKind engine = component.facts().engine();
        if (engine != EngineKind.IO_URING && engine != EngineKind.LIBAIO) {
            return Optional.empty();
        }
        List<String> saturated =
                component.workers().stream()
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

    static Optional<String> writesNotSynced(ComponentSum component) {
        Load load = load(component);
        boolean synced =
                load.sync().mode() != SyncMode.NONE
                        || load.sync().endFsync()
                        || component.measured().ops().syncs() > 0;
        long written = component.measured().bytes().write();
        return when(
                component.facts().isBuffered() && !synced && written > 0,
                Figure.bytes(written) + " written");
    }

    static Optional<String> readsOfTrimmedBlocks(ComponentSum component) {
        long trims = component.warmup().ops().trim() + component.measured().ops().trim();
        long reads = component.measured().ops().read();
        return when(
                component.facts().engine().opensTargets() && trims > 0 && reads > 0,
                Figure.count(trims) + " trims beside " + Figure.count(reads) + " reads");
    }

    static Optional<String> unallocatedSpace(ComponentSum component) {
        boolean wrote =
                component.facts().engine().opensTargets() && component.measured().ops().write() > 0;
        if (!wrote) {
            return Optional.empty();
        }
        List<String> targets =
                component.facts().targets().stream()
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

    static Optional<String> optionNotInForce(ComponentSum component) {
        Map<String, Set<Integer>> absent = new LinkedHashMap<>();
        for (EngineOption option : load(component).engine().options()) {
            for (WorkerSum worker : component.workers()) {
                if (option.belongsTo(component.facts().engine())
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
                                                + component.workers().size()
                                                + " workers")
                        .toList();
        return when(!evidence.isEmpty(), String.join(", ", evidence));
    }
}
