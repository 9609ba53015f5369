package io.iopulse.run;

import io.iopulse.engine.JobLoad;
import io.iopulse.engine.JobTarget;
import io.iopulse.host.FileIdentity;
import io.iopulse.workload.Access;
import io.iopulse.workload.Component;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.OffsetStrategy;
import io.iopulse.workload.Sharing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds workers that may write the same bytes of a file or block device at the same time, which
 * leaves the content to chance. Character devices keep nothing.
 */
final class WriteConflicts {
    private static final String WAYS =
            "; give --lock-mode range or full so that each write locks what it changes,"
                + " --file-distribution partitioned or per-worker so that each worker has a part or"
                + " a file of its own, or --allow-write-conflicts where that does not matter, as in"
                + " a test of raw speed";

    private static final String WAYS_OF_COMPONENTS =
            "; give both --lock-mode range or full, files of their own or parts of it by --offset"
                    + " and --file-size, or --allow-write-conflicts where that does not matter, as"
                    + " in a test of raw speed";

    private final List<Written> seen = new ArrayList<>();

    /** A region that the workers of a component write. */
    private record Written(FileIdentity file, JobTarget target, Component component) {
        boolean meets(Written other) {
            return file.equals(other.file)
                    && target.offset() < other.target.offset() + other.target.bytes()
                    && other.target.offset() < target.offset() + target.bytes();
        }
    }

    /** Refuses the first conflict. */
    static void refuse(List<JobLoad> loads) throws RunException {
        WriteConflicts conflicts = new WriteConflicts();
        for (JobLoad load : loads) {
            Component component = load.component();
            if (!load.engine().opensTargets() || !component.load().mix().changesData()) {
                continue;
            }
            for (JobTarget target : load.targets()) {
                Optional<String> sentence = conflicts.of(component, target);
                if (sentence.isPresent()) {
                    throw new RunException(RunException.Cause.USAGE, sentence.get());
                }
            }
        }
    }

    private Optional<String> of(Component component, JobTarget target) {
        if (target.kind() == JobTarget.Kind.CHARACTER) {
            return Optional.empty();
        }
        if (!component.sharing().allowWriteConflicts() && isWithin(component)) {
            return Optional.of(
                    "%d workers write %s to %s, so two may write one block at the same time"
                                    .formatted(component.workers(), order(component), target.path())
                            + WAYS);
        }
        Optional<FileIdentity> file = FileIdentity.of(Path.of(target.path()));
        return file.flatMap(found -> withOthers(new Written(found, target, component)));
    }

    private Optional<String> withOthers(Written written) {
        Optional<String> found =
                seen.stream()
                        .filter(written::meets)
                        .filter(other -> !other.component().equals(written.component()))
                        .filter(other -> !areResolved(other.component(), written.component()))
                        .findFirst()
                        .map(
                                other ->
                                        ("components %s and %s both write %s, so two workers may"
                                             + " write one block at the same time")
                                                        .formatted(
                                                                other.component().name(),
                                                                written.component().name(),
                                                                written.target().path())
                                                + WAYS_OF_COMPONENTS);
        seen.add(written);
        return found;
    }

    /** A lock keeps out those only that lock as well. */
    private static boolean areResolved(Component one, Component other) {
        Sharing first = one.sharing();
        Sharing second = other.sharing();
        boolean bothAllow = first.allowWriteConflicts() && second.allowWriteConflicts();
        return bothAllow || (first.isLocked() && second.isLocked());
    }

    /** Whether the workers of one component may meet. */
    private static boolean isWithin(Component component) {
        boolean shared = component.sharing().distribution() == FileDistribution.SHARED;
        boolean locked = component.sharing().isLocked();
        return component.workers() > 1 && shared && !locked && !isOrdered(component);
    }

    /** Workers that go through different blocks in order do not meet as long as they keep pace. */
    private static boolean isOrdered(Component component) {
        return switch (component.load().access().order()) {
            case SEQUENTIAL -> component.sharing().strategy() != OffsetStrategy.SAME;
            case PERMUTATION -> component.limits().untilComplete();
            default -> false;
        };
    }

    private static String order(Component component) {
        return component.load().access().order() == Access.Order.SEQUENTIAL
                ? "in the same order"
                : "in random order";
    }
}
