package io.iopulse.run;

import io.iopulse.engine.JobLoad;
import io.iopulse.engine.JobTarget;
import io.iopulse.host.FileIdentity;
import io.iopulse.workload.Access;
import io.iopulse.workload.Component;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.OffsetStrategy;
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
            "; give --allow-write-conflicts where that does not matter, as in a test of raw speed,"
                    + " or --file-distribution partitioned or per-worker to give each worker a part"
                    + " or a file of its own";

    private static final String WAYS_OF_COMPONENTS =
            "; give --allow-write-conflicts to both where that does not matter, as in a test of raw"
                    + " speed, or files of their own, or parts of it by --offset and --file-size";

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
                        .filter(other -> !bothAllow(other.component(), written.component()))
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

    private static boolean bothAllow(Component one, Component other) {
        return one.sharing().allowWriteConflicts() && other.sharing().allowWriteConflicts();
    }

    /** Whether the workers of one component may meet. */
    private static boolean isWithin(Component component) {
        boolean shared = component.sharing().distribution() == FileDistribution.SHARED;
        return component.workers() > 1 && shared && !isOrdered(component);
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
