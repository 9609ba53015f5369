package io.iopulse.workload;

import io.iopulse.units.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One of the things that a run does at the same time, such as the page reads of a database or its
 * log: workers that share targets and all carry the same load.
 *
 * @param name unlike that of any other component of its workload
 * @param workers threads that each carry the whole load
 */
public record Component(
        String name,
        List<Target> targets,
        Load load,
        int workers,
        Placement placement,
        Limits limits,
        Sharing sharing) {

    public static final int TARGETS_MAX = 4096;

    public Component {
        targets = List.copyOf(targets);
        Require.that(Workload.isName(name), "name", name);
        Require.that(
                !targets.isEmpty() && targets.size() <= TARGETS_MAX,
                "count of targets",
                targets.size());
        HashSet<String> paths = new HashSet<>();
        for (Target target : targets) {
            Require.that(paths.add(target.path()), "a target twice", target.path());
            Require.that(
                    isReachable(target, load), "target and block size", target, load.blockSize());
        }
        Require.that(workers >= 1 && workers <= Workload.WORKERS_MAX, "workers", workers);
        Require.that(
                limits.totalBytes().isEmpty()
                        || limits.totalBytes().get().isMultipleOf(load.blockSize().bytes()),
                "a limit within a block",
                limits.totalBytes());
        Require.that(
                !limits.untilComplete() || load.access().completes(),
                "independent draws never complete");
        Require.that(
                load.access().order() == Access.Order.SEQUENTIAL
                        || sharing.strategy() == OffsetStrategy.DIFFERENT,
                "strategy of random offsets",
                sharing.strategy());
        Require.that(
                !load.access().ownHotSet() || sharing.distribution() == FileDistribution.SHARED,
                "hot sets of their own in parts",
                sharing.distribution());
        Require.that(
                !load.blocks().areMixed()
                        || (sharing.strategy() != OffsetStrategy.INTERLEAVED
                                && load.access().order() != Access.Order.PERMUTATION
                                && !load.access().isStrided()),
                "an order of blocks of several sizes",
                load.blocks());
    }

    /** The same component with another load. */
    public Component with(Load other) {
        return new Component(name, targets, other, workers, placement, limits, sharing);
    }

    /** The targets that are really used: those named, or each worker's own. */
    public List<Target> usedTargets() {
        return sharing.targets(targets, workers);
    }

    private static boolean isReachable(Target target, Load load) {
        Optional<Size> size = target.size();
        boolean aligned = !load.direct() || target.offset().isMultipleOf(Load.SECTOR_BYTES);
        return aligned && (size.isEmpty() || size.get().compareTo(load.blocks().largest()) >= 0);
    }
}
