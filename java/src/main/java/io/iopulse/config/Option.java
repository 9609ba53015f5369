package io.iopulse.config;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options by name. The command line, job files, help, the reference in docs/guide and every
 * default are read from the table beside this enum, options.txt.
 */
public enum Option {
    TARGETS,
    DIRECTORY,
    FILE_SIZE,
    OFFSET,
    FILL,
    PREALLOCATE,
    ALLOW_DEVICE,
    DESTROY_DATA,
    THREADS,
    BLOCK_SIZE,
    READ_BLOCK_SIZE,
    WRITE_BLOCK_SIZE,
    QUEUE_DEPTH,
    RANDOM,
    FULL_COVERAGE,
    READ_PERCENT,
    WRITE_PERCENT,
    TRIM_PERCENT,
    RW,
    VECTORS,
    SEED,
    DISTRIBUTION,
    ZIPF_THETA,
    PARETO_H,
    SELFSIMILAR_H,
    GAUSSIAN_CENTER,
    GAUSSIAN_STDDEV,
    ZONES,
    SCATTER,
    HOT_SET,
    STRIDE,
    BACKWARD,
    RANDOM_PERCENT,
    RUN_LENGTH,
    RATE_IOPS,
    RATE_BYTES,
    RATE_PER_WORKER,
    ARRIVALS,
    BURST_SIZE,
    DEPTH_LOAD,
    THINK_TIME,
    THINK_EVERY,
    THINK_ADAPTIVE,
    WAIT_MODE,
    FILE_DISTRIBUTION,
    OFFSET_STRATEGY,
    LOCK_MODE,
    ALLOW_WRITE_CONFLICTS,
    WRITE_PATTERN,
    COMPRESS_PERCENT,
    DEDUPE_PERCENT,
    DURATION,
    WARMUP,
    TOTAL_BYTES,
    TOTAL_OPS,
    RUN_UNTIL_COMPLETE,
    STEADY_STATE,
    DRAIN_TIMEOUT,
    ENGINE,
    DIRECT,
    SIM,
    SQPOLL,
    IOPOLL,
    UNCACHED,
    NOWAIT,
    FORCE_ASYNC,
    BUSY_REAP,
    REGISTERED_FILES,
    FIXED_BUFFERS,
    REGISTERED_RING,
    SINGLE_ISSUER,
    DEFER_TASKRUN,
    COOP_TASKRUN,
    RING_REAP,
    SYNC,
    FSYNC_EVERY,
    FDATASYNC_EVERY,
    END_FSYNC,
    FADVISE,
    MADVISE,
    CPU_CORES,
    NUMA_NODES,
    HUGE_PAGES,
    VERIFY,
    VERIFY_EVERY,
    VERIFY_BLOCK,
    VERIFY_STATE,
    ON_ERROR,
    MAX_ERRORS,
    LIVE,
    JSON,
    CSV,
    HLOG,
    HGRM,
    HTML,
    RECORD,
    PROMETHEUS,
    NO_RECORD,
    PER_WORKER,
    INTERVAL,
    LAT_SUBMISSION,
    HEATMAP,
    HEATMAP_BUCKETS,
    NAME,
    DESCRIPTION,
    THRESHOLD,
    JUNIT,
    GITHUB,
    PROFILE,
    REPEAT,
    CONFIG,
    DRY_RUN,
    FROM,
    TO,
    TRIM,
    PHASE,
    COMPONENT,
    WORKER,
    SPEED,
    FOLLOW,
    A,
    B,
    TOLERANCE,
    METRICS,
    MARKDOWN,
    FAIL_ON_REGRESSION;

    private static final String NEGATION = "no-";
    private static final OptionTable TABLE = OptionTable.read();
    private static final Map<String, Option> BY_NAME = byName();
    private static final Set<Option> OF_JOB =
            EnumSet.of(
                    LIVE,
                    JSON,
                    CSV,
                    HLOG,
                    HGRM,
                    HTML,
                    RECORD,
                    PROMETHEUS,
                    NO_RECORD,
                    PER_WORKER,
                    THRESHOLD,
                    JUNIT,
                    GITHUB,
                    PROFILE,
                    REPEAT,
                    CONFIG,
                    DRY_RUN);
    private static final Set<Option> OF_RUN =
            EnumSet.of(
                    FILL,
                    PREALLOCATE,
                    ALLOW_DEVICE,
                    DESTROY_DATA,
                    SEED,
                    DURATION,
                    WARMUP,
                    STEADY_STATE,
                    DRAIN_TIMEOUT,
                    ON_ERROR,
                    MAX_ERRORS,
                    DESCRIPTION,
                    INTERVAL);

    /** An option under one of its names; negated when {@code no-} stood before it. */
    public record Named(Option option, boolean negated) {}

    /** The option of a name without its dashes. */
    public static Optional<Named> find(String name) {
        Option exact = BY_NAME.get(name);
        if (exact != null) {
            return Optional.of(new Named(exact, false));
        }
        Option positive =
                name.startsWith(NEGATION) ? BY_NAME.get(name.substring(NEGATION.length())) : null;
        return positive != null && positive.kind().mayBeNegated()
                ? Optional.of(new Named(positive, true))
                : Optional.empty();
    }

    /** What a user may have meant by an unknown long name, without dashes. */
    public static Optional<String> nearest(String name) {
        boolean negated = name.startsWith(NEGATION);
        String positive = negated ? name.substring(NEGATION.length()) : name;
        return Spelling.nearest(positive, BY_NAME.keySet())
                .filter(found -> !negated || find(NEGATION + found).isPresent())
                .map(found -> negated ? NEGATION + found : found);
    }

    /** Whether {@code iopulse run} and its job files know it. */
    public boolean isOfRunCommand() {
        return group() != OptionGroup.REPLAY && group() != OptionGroup.COMPARE;
    }

    /** Whether it is said once, for all phases. */
    boolean isOfJob() {
        return OF_JOB.contains(this);
    }

    /** Whether it is said once for all components that run together. */
    boolean isOfRun() {
        return OF_RUN.contains(this);
    }

    public OptionGroup group() {
        return entry().group();
    }

    public OptionKind kind() {
        return entry().kind();
    }

    /** Without dashes, as job files and sentences spell it. */
    public String longName() {
        return longNames().get(0).substring(2);
    }

    /** With its dash. */
    public Optional<String> shortName() {
        return allNames().stream().filter(name -> !name.startsWith("--")).findFirst();
    }

    /** With dashes, the usual one first. */
    public List<String> longNames() {
        return allNames().stream().filter(name -> name.startsWith("--")).toList();
    }

    /** With dashes. */
    public List<String> allNames() {
        return entry().names();
    }

    public String valueLabel() {
        return entry().valueLabel();
    }

    /** As a user would write it; empty: none. */
    public String defaultValue() {
        return entry().defaultValue();
    }

    public String help() {
        return entry().help();
    }

    private OptionTable.Entry entry() {
        return TABLE.of(this);
    }

    private static Map<String, Option> byName() {
        Map<String, Option> options = new HashMap<>();
        for (Option option : values()) {
            for (String name : option.longNames()) {
                options.put(name.substring(2), option);
            }
        }
        return options;
    }
}
