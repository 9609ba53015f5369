package io.iopulse.report;

import io.iopulse.measure.Figure;
import io.iopulse.record.ComponentFacts;
import io.iopulse.record.ComponentSum;
import io.iopulse.record.ResolvedTarget;
import io.iopulse.record.WorkerPlace;
import io.iopulse.units.Percent;
import io.iopulse.workload.Blocks;
import io.iopulse.workload.Component;
import io.iopulse.workload.Load;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.SyncPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ran and on what, in a few lines. */
final class WorkloadText {
    private static final int TARGETS_SHOWN_MAX = 4;

    private WorkloadText() {}

    /** {@code random, 70% reads, 30% writes, 4KiB blocks, direct}. */
    static String workload(Component component) {
        Load load = component.load();
        List<String> parts = new ArrayList<>();
        AccessWords.addText(parts, load.access());
        addShare(parts, load.mix().read(), "reads");
        addShare(parts, load.mix().write(), "writes");
        addShare(parts, load.mix().trim(), "trims");
        parts.add(blocks(load.blocks()));
        addSharing(parts, component);
        if (load.vectors() > 1) {
            parts.add(load.vectors() + " vectors");
        }
        if (load.engine().kind().opensTargets()) {
            parts.add(load.direct() ? "direct" : "buffered");
        }
        addSyncs(parts, load.sync());
        parts.addAll(ContentWords.of(load));
        parts.addAll(PaceLines.asked(load.pace()));
        parts.addAll(VerifyLines.asked(load.verification()));
        return String.join(", ", parts);
    }

    private static String blocks(Blocks blocks) {
        boolean areSame = blocks.reads().equals(blocks.writes());
        return areSame ? blocks + " blocks" : "blocks of " + blocks;
    }

    private static void addSharing(List<String> parts, Component component) {
        switch (component.sharing().distribution()) {
            case PARTITIONED -> parts.add("each worker in a part of its own");
            case PER_WORKER -> parts.add("each worker in files of its own");
            case SHARED -> {
                switch (component.sharing().strategy()) {
                    case SAME -> parts.add("all workers from the first block on");
                    case INTERLEAVED -> parts.add("workers interleaved");
                    case DIFFERENT -> {}
                }
            }
        }
        switch (component.sharing().locks()) {
            case RANGE -> parts.add("each operation under a lock of its bytes");
            case FULL -> parts.add("each operation under a lock of its target");
            case NONE -> {}
        }
        if (component.sharing().allowWriteConflicts()) {
            parts.add("write conflicts allowed");
        }
    }

    private static void addShare(List<String> parts, Percent share, String what) {
        if (!share.isZero()) {
            parts.add(share + " " + what);
        }
    }

    private static void addSyncs(List<String> parts, SyncPolicy sync) {
        if (sync.mode() != SyncMode.NONE) {
            parts.add(sync.mode() == SyncMode.SYNC ? "O_SYNC" : "O_DSYNC");
        }
        if (sync.fsyncEvery() > 0) {
            parts.add("fsync every " + counted(sync.fsyncEvery(), "write"));
        }
        if (sync.fdatasyncEvery() > 0) {
            parts.add("fdatasync every " + counted(sync.fdatasyncEvery(), "write"));
        }
        if (sync.endFsync()) {
            parts.add("fsync at the end");
        }
    }

    /** {@code 2 with depth 32 each, on CPUs 4, 5}. */
    static String workers(ComponentFacts facts) {
        Component component = facts.component();
        return Figure.count(component.workers())
                + " with depth "
                + Figure.count(component.load().queueDepth())
                + (component.workers() > 1 ? " each" : "")
                + places(facts, "CPU", WorkerPlace::cpu)
                + places(facts, "NUMA node", WorkerPlace::numaNode);
    }

    private static String places(
            ComponentFacts facts, String noun, Function<WorkerPlace, OptionalInt> part) {
        List<String> places =
                facts.places().stream()
                        .map(part)
                        .flatMapToInt(OptionalInt::stream)
                        .sorted()
                        .distinct()
                        .mapToObj(Integer::toString)
                        .toList();
        String plural = places.size() == 1 ? " " : "s ";
        return places.isEmpty() ? "" : ", on " + noun + plural + String.join(", ", places);
    }

    static String counted(long count, String noun) {
        return Figure.count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** The engine, what all workers had in force, and why it was chosen. */
    static String engine(ComponentSum component) {
        Set<String> options = optionsInForce(component);
        return component.facts().engine().label()
                + (options.isEmpty() ? "" : " with " + String.join(", ", options))
                + component
                        .facts()
                        .engineReason()
                        .map(reason -> " (auto: " + reason + ")")
                        .orElse("");
    }

    /** Engine options in force on every worker, sorted. */
    static Set<String> optionsInForce(ComponentSum component) {
        Optional<Set<String>> common =
                component.workers().stream()
                        .map(worker -> worker.facts().engineOptionsInForce())
                        .reduce(
                                (left, right) ->
                                        left.stream()
                                                .filter(right::contains)
                                                .collect(Collectors.toSet()));
        return new TreeSet<>(common.orElse(Set.of()));
    }

    /** One line per target; {@code firstOpened} is how many the components before it opened. */
    static List<String> targets(ComponentFacts facts, int firstOpened, Map<String, String> host) {
        List<ResolvedTarget> targets = facts.targets();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < targets.size() && i < TARGETS_SHOWN_MAX; i++) {
            lines.add(target(targets.get(i), "target_" + (firstOpened + i) + "_", host));
        }
        if (targets.size() > TARGETS_SHOWN_MAX) {
            lines.add("and " + (targets.size() - TARGETS_SHOWN_MAX) + " more");
        }
        return lines;
    }

    private static String target(ResolvedTarget target, String prefix, Map<String, String> host) {
        String place = target.kind() + ", " + Figure.bytes(target.bytes());
        String offset = target.offset() > 0 ? " at " + Figure.bytes(target.offset()) : "";
        String tail =
                target.tailBytes() > 0
                        ? ", " + Figure.count(target.tailBytes()) + " B at the end are not used"
                        : "";
        String filled =
                target.filledBytes() > 0
                        ? ", " + Figure.bytes(target.filledBytes()) + " filled"
                        : "";
        String under =
                Stream.of("file_system", "device", "device_model")
                        .flatMap(name -> Optional.ofNullable(host.get(prefix + name)).stream())
                        .map(fact -> ", " + fact)
                        .collect(Collectors.joining());
        return target.path() + ": " + place + offset + tail + filled + under;
    }

    /** Kernel, processor and hypervisor; empty when none is known. */
    static String host(Map<String, String> host) {
        return Stream.of("kernel", "cpu_model", "virtualization")
                .flatMap(name -> Optional.ofNullable(host.get(name)).stream())
                .collect(Collectors.joining(", "));
    }
}
