package io.iopulse.run;

import io.iopulse.engine.CheckedTarget;
import io.iopulse.engine.Job;
import io.iopulse.engine.JobTarget;
import io.iopulse.engine.SharedRegion;
import io.iopulse.host.HostFacts;
import io.iopulse.host.MemoryRoom;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.Topology;
import io.iopulse.record.ClockKind;
import io.iopulse.record.ResolvedTarget;
import io.iopulse.record.RunFacts;
import io.iopulse.record.WorkerPlace;
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
 * @param targets facts of the targets as they were found
 * @param checked what native found of each target; empty before its check
 */
public record Preparation(
        Job job,
        Optional<String> engineReason,
        List<TargetFacts> targets,
        Topology topology,
        List<CheckedTarget> checked) {

    /** Resolves engine, targets and places; opens and writes nothing. */
    public static Preparation of(Workload asked) throws RunException {
        EngineDecision engine = EngineDecision.of(asked.load());
        Workload workload = engine.applyTo(asked);
        TargetResolver resolver = new TargetResolver(workload);
        List<TargetFacts> facts = new ArrayList<>();
        List<JobTarget> targets = new ArrayList<>();
        for (Target target : workload.targets()) {
            TargetFacts found = TargetFacts.of(Path.of(target.path()));
            facts.add(found);
            targets.add(resolver.resolve(target, engine.kind(), found));
        }
        if (engine.kind().opensTargets()) {
            resolver.requireDistinct();
            resolver.requireNamed(facts);
        }
        EngineDecision.requirePollQueues(workload.load(), facts);
        requireMemory(workload);
        Topology topology = Topology.ofThisMachine();
        Job job =
                new Job(
                        workload,
                        engine.kind(),
                        targets,
                        new Placer(topology).place(workload, facts));
        return new Preparation(job, engine.reason(), facts, topology, List.of());
    }

    private static void requireMemory(Workload workload) throws RunException {
        Optional<String> refusal = MemoryNeed.of(workload).refusal(MemoryRoom.ofThisMachine());
        if (refusal.isPresent()) {
            throw new RunException(RunException.Cause.USAGE, refusal.get());
        }
    }

    Preparation with(List<CheckedTarget> found) {
        return new Preparation(job, engineReason, targets, topology, found);
    }

    /** Paths of the targets by their index in the job. */
    List<String> paths() {
        return job.targets().stream().map(JobTarget::path).toList();
    }

    RunFacts facts(String toolVersion, SharedRegion region) {
        List<ResolvedTarget> resolved = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            resolved.add(resolved(job.targets().get(i), checked.get(i)));
        }
        boolean opens = job.engine().opensTargets();
        return new RunFacts(
                toolVersion,
                Instant.now(),
                job.workload(),
                job.engine(),
                engineReason,
                resolved,
                HostFacts.ofThisMachine(opens ? targets : List.of()),
                clock(region),
                job.workers().stream().map(Preparation::place).toList(),
                topology.allowedCpus().size());
    }

    private ResolvedTarget resolved(JobTarget target, CheckedTarget found) {
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
