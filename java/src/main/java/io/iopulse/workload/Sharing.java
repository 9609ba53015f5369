package io.iopulse.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * What the workers of a component have in common.
 *
 * @param strategy of sequential orders over shared targets
 * @param locks around each operation on shared targets
 * @param allowWriteConflicts several workers may write one block at the same time
 */
public record Sharing(
        FileDistribution distribution,
        OffsetStrategy strategy,
        LockMode locks,
        boolean allowWriteConflicts) {

    public static final Sharing SHARED =
            new Sharing(FileDistribution.SHARED, OffsetStrategy.DIFFERENT, LockMode.NONE, false);

    public Sharing {
        Require.that(
                distribution == FileDistribution.SHARED || strategy == OffsetStrategy.DIFFERENT,
                "strategy and distribution",
                strategy,
                distribution);
    }

    /** Whether no two operations of which one excludes the other are under way at once. */
    public boolean isLocked() {
        return locks != LockMode.NONE;
    }

    /** The targets that are really used, with each worker's own ones side by side. */
    public List<Target> targets(List<Target> named, int workers) {
        if (distribution != FileDistribution.PER_WORKER) {
            return named;
        }
        List<Target> own = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            for (Target target : named) {
                String path = target.path() + ".worker" + worker;
                own.add(new Target(path, target.offset(), target.size()));
            }
        }
        return List.copyOf(own);
    }
}
