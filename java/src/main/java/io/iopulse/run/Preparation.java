package io.iopulse.run;

import io.iopulse.engine.CheckedTarget;
import io.iopulse.engine.Job;
import io.iopulse.engine.JobLoad;
import io.iopulse.engine.JobTarget;
import io.iopulse.engine.SharedRegion;
import io.iopulse.host.HostFacts;
import io.iopulse.host.MemoryRoom;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.Topology;
import io.iopulse.record.ClockKind;
import io.iopulse.record.ComponentFacts;
import io.iopulse.record.ResolvedTarget;
import io.iopulse.record.RunFacts;
import io.iopulse.record.WorkerPlace;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Load;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A workload resolved against this machine, before anything of it has happened.
 *
 * @param parts one per component, in their order
 * @param checked what native found of each target; empty before its check
 */
public record Preparation(
        Job job, List<Part> parts, Topology topology, List<CheckedTarget> checked) {

    /**
     * What was found for one component.
     *
     * @param engineReason why the engine was chosen; empty when it was asked for
     * @param targets facts of its targets as they were found
     */
    public record Part(Optional<String> engineReason, List<TargetFacts> targets) {}

    /** Resolves engines, targets and places; opens and writes nothing. */
    public static Preparation of(Workload asked) throws RunException {
        Topology topology = Topology.ofThisMachine();
        List<Part> parts = new ArrayList<>();
        List<JobLoad> loads = new ArrayList<>();
        for (Component component : asked.components()) {
            EngineDecision engine = EngineDecision.of(component.load());
            Component decided = component.with(engine.applyTo(component.load()));
            SharedTargets.requireFiles(decided);
            List<TargetFacts> facts = facts(decided);
            parts.add(new Part(engine.reason(), facts));
            loads.add(load(decided, asked, facts, topology));
        }
        Workload workload = asked.with(loads.stream().map(JobLoad::component).toList());
        for (JobLoad load : loads) {
            SharedTargets.requireBlocks(load);
            requireFit(load);
        }
        WriteConflicts.refuse(loads);
        requirePermitted(workload, parts);
        VerifyState.requireTold(workload.components());
        requireMemory(workload);
        return new Preparation(new Job(workload, loads), parts, topology, List.of());
    }

    private static List<TargetFacts> facts(Component component) {
        return component.usedTargets().stream()
                .map(target -> TargetFacts.of(Path.of(target.path())))
                .toList();
    }

    private static JobLoad load(
            Component component, Workload asked, List<TargetFacts> facts, Topology topology)
            throws RunException {
        EngineKind engine = component.load().engine().kind();
        TargetResolver resolver = new TargetResolver(component.load(), asked.preparation());
        List<Target> used = component.usedTargets();
        List<JobTarget> targets = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            targets.add(resolver.resolve(used.get(i), engine, facts.get(i)));
        }
        if (engine.opensTargets()) {
            TargetResolver.requireDistinct(used);
        }
        EngineDecision.requirePollQueues(component.load(), facts);
        return new JobLoad(
                component, engine, targets, new Placer(topology).place(component, facts));
    }

    /** A stride or zones may not fit what the targets, or a worker's part, turned out to have. */
    private static void requireFit(JobLoad resolved) throws RunException {
        Load load = resolved.component().load();
        for (Job.WorkerPlace worker : resolved.workers()) {
            long blocks = resolved.blocks(worker);
            String whose =
                    blocks == resolved.blocks() ? "the targets have" : "the part of a worker has";
            Optional<String> misfit = load.access().misfit(blocks, load.blockSize(), whose);
            if (misfit.isPresent()) {
                throw new RunException(RunException.Cause.USAGE, misfit.get());
            }
        }
    }

    /** Permissions are the run's; they name targets that are opened. */
    private static void requirePermitted(Workload workload, List<Part> parts) throws RunException {
        List<TargetFacts> opened = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (workload.components().get(i).load().engine().kind().opensTargets()) {
                opened.addAll(parts.get(i).targets());
            }
        }
        TargetResolver.requireNamed(workload.preparation(), opened);
    }

    private static void requireMemory(Workload workload) throws RunException {
        Optional<String> refusal = MemoryNeed.of(workload).refusal(MemoryRoom.ofThisMachine());
        if (refusal.isPresent()) {
            throw new RunException(RunException.Cause.USAGE, refusal.get());
        }
    }

    Preparation with(List<CheckedTarget> found) {
        return new Preparation(job, parts, topology, found);
    }

    /** Facts of the targets of all components, by their index in the job. */
    public List<TargetFacts> targets() {
        return parts.stream().flatMap(part -> part.targets().stream()).toList();
    }

    /** Of those, the ones that are opened: neither a virtual device nor none has files. */
    List<TargetFacts> openedTargets() {
        List<TargetFacts> opened = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean opens = job.loads().get(i).engine().opensTargets();
            opened.addAll(opens ? parts.get(i).targets() : List.of());
        }
        return opened;
    }

    /** Paths of the targets by their index in the job. */
    List<String> paths() {
        return job.targets().stream().map(JobTarget::path).toList();
    }

    RunFacts facts(String toolVersion, SharedRegion region) {
        List<ComponentFacts> components = new ArrayList<>();
        int target = 0;
        for (int i = 0; i < parts.size(); i++) {
            JobLoad load = job.loads().get(i);
            int end = target + load.targets().size();
            components.add(facts(load, parts.get(i), checked.subList(target, end)));
            target = end;
        }
        return new RunFacts(
                toolVersion,
                Instant.now(),
                job.workload(),
                components,
                HostFacts.ofThisMachine(openedTargets()),
                clock(region),
                topology.allowedCpus().size());
    }

    private static ComponentFacts facts(JobLoad load, Part part, List<CheckedTarget> checked) {
        List<ResolvedTarget> targets = new ArrayList<>();
        for (int i = 0; i < checked.size(); i++) {
            targets.add(resolved(load.targets().get(i), checked.get(i)));
        }
        return new ComponentFacts(
                load.component(),
                load.engine(),
                part.engineReason(),
                targets,
                load.workers().stream().map(Preparation::place).toList());
    }

    private static ResolvedTarget resolved(JobTarget target, CheckedTarget found) {
        return new ResolvedTarget(
                target.path(),
                kind(target),
                target.offset(),
                target.bytes(),
                target.tailBytes(),
                found.filledBytes(),
                found.unwrittenBytes());
    }

    private static String kind(JobTarget target) {
        return switch (target.kind()) {
            case FILE -> "file";
            case BLOCK -> "block device";
            case CHARACTER -> "character device";
            case NONE -> target.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    private static ClockKind clock(SharedRegion region) {
        return switch (region.clock()) {
            case "tsc" -> ClockKind.TSC;
            case "virtual" -> ClockKind.VIRTUAL;
            default -> ClockKind.MONOTONIC;
        };
    }

    private static WorkerPlace place(Job.WorkerPlace place) {
        return new WorkerPlace(number(place.cpu()), number(place.numaNode()));
    }

    private static OptionalInt number(int number) {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
