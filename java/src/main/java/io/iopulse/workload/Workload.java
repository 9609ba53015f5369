package io.iopulse.workload;

import io.iopulse.units.Size;
import io.iopulse.units.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Everything one run does.
 *
 * @param name for people and reports
 * @param workers threads that each carry the whole load
 * @param interval length of a reporting interval
 * @param seed from which every random choice derives
 */
public record Workload(
        String name,
        List<Target> targets,
        Load load,
        int workers,
        Completion completion,
        ErrorPolicy errors,
        Placement placement,
        Preparation preparation,
        Span interval,
        long seed) {

    public static final int NAME_MAX = 100;
    public static final int TARGETS_MAX = 4096;
    public static final int WORKERS_MAX = 1024;
    public static final Span INTERVAL_MIN = Span.ofMillis(100);

    /** Native counts are 32 bits wide: a longer interval could overflow one. */
    public static final Span INTERVAL_MAX = Span.ofSeconds(60);

    public Workload {
        targets = List.copyOf(targets);
        Require.that(isName(name), "name", name);
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
        Require.that(workers >= 1 && workers <= WORKERS_MAX, "workers", workers);
        Require.that(
                completion.totalBytes().isEmpty()
                        || completion.totalBytes().get().isMultipleOf(load.blockSize().bytes()),
                "a limit within a block",
                completion.totalBytes());
        Require.that(
                !completion.untilComplete() || load.access() != Access.UNIFORM,
                "independent draws never complete");
        Require.that(
                interval.compareTo(INTERVAL_MIN) >= 0 && interval.compareTo(INTERVAL_MAX) <= 0,
                "interval",
                interval);
    }

    /** The same workload on another engine. */
    public Workload withEngine(EngineChoice engine) {
        return new Workload(
                name,
                targets,
                load.withEngine(engine),
                workers,
                completion,
                errors,
                placement,
                preparation,
                interval,
                seed);
    }

    /** Whether the text can be shown in one line of a report. */
    public static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= NAME_MAX
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isReachable(Target target, Load load) {
        Optional<Size> size = target.size();
        boolean aligned = !load.direct() || target.offset().isMultipleOf(Load.SECTOR_BYTES);
        return aligned && (size.isEmpty() || size.get().compareTo(load.blockSize()) >= 0);
    }
}
