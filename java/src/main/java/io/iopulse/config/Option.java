package io.iopulse.config;

import static io.iopulse.config.OptionKind.FLAG;
import static io.iopulse.config.OptionKind.FLAG_OR_VALUE;
import static io.iopulse.config.OptionKind.LIST;
import static io.iopulse.config.OptionKind.PATHS;
import static io.iopulse.config.OptionKind.SWITCH;
import static io.iopulse.config.OptionKind.VALUE;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of options. The command line, job files, help, the reference in docs/guide and
 * every default are read from it.
 *
 * <p>Names: an optional short one, the long one, then other accepted ones, among them fio's. An
 * empty default means none.
 */
public enum Option {
    TARGETS(
            OptionGroup.TARGETS,
            PATHS,
            "--targets --target --filename",
            "PATH",
            "",
            "A file or device, in place of the argument TARGET"),
    FILE_SIZE(
            OptionGroup.TARGETS,
            VALUE,
            "-s --file-size --size",
            "SIZE",
            "",
            "Bytes in use of each target, from the offset; needed for a file to be created (null"
                    + " and sim: 1GiB)"),
    OFFSET(OptionGroup.TARGETS, VALUE, "--offset", "SIZE", "0", "First byte in use of each target"),
    FILL(
            OptionGroup.TARGETS,
            FLAG,
            "--fill",
            "Write random data to the unwritten parts of an existing file before the run"),
    PREALLOCATE(
            OptionGroup.TARGETS,
            FLAG,
            "--preallocate",
            "Reserve the space of files before the run"),
    ALLOW_DEVICE(
            OptionGroup.TARGETS,
            PATHS,
            "--allow-device",
            "PATH",
            "",
            "Permit writing this block device"),
    DESTROY_DATA(
            OptionGroup.TARGETS,
            PATHS,
            "--destroy-data",
            "PATH",
            "",
            "Permit it even where it looks in use (also a file: loop device, swap) or holds data"),

    THREADS(
            OptionGroup.LOAD,
            VALUE,
            "-t --threads --numjobs",
            "N",
            "1",
            "Workers, each with a queue of its own"),
    BLOCK_SIZE(
            OptionGroup.LOAD, VALUE, "-b --block-size --bs", "SIZE", "4k", "Size of an operation"),
    QUEUE_DEPTH(
            OptionGroup.LOAD,
            VALUE,
            "-q --queue-depth --iodepth",
            "N",
            "1",
            "Operations in flight per worker"),
    RANDOM(OptionGroup.LOAD, FLAG, "--random", "Random offsets, not sequential ones"),
    FULL_COVERAGE(
            OptionGroup.LOAD,
            FLAG,
            "--full-coverage",
            "With --random: every block once before any comes again"),
    READ_PERCENT(
            OptionGroup.LOAD,
            VALUE,
            "--read-percent --rwmixread",
            "P",
            "",
            "Share of reads; 100 when no share is given, else what the others leave"),
    WRITE_PERCENT(
            OptionGroup.LOAD,
            VALUE,
            "--write-percent --rwmixwrite",
            "P",
            "",
            "Share of writes; what the others leave"),
    TRIM_PERCENT(
            OptionGroup.LOAD,
            VALUE,
            "--trim-percent",
            "P",
            "",
            "Share of trims: discard on devices, punched holes in files"),
    RW(
            OptionGroup.LOAD,
            VALUE,
            "--rw --readwrite",
            "MODE",
            "",
            "As in fio: read, write, randread, randwrite, rw, readwrite, randrw, trim or randtrim"),
    VECTORS(
            OptionGroup.LOAD,
            VALUE,
            "--vectors",
            "N",
            "1",
            "Parts that every buffer is cut into (preadv, pwritev)"),
    SEED(
            OptionGroup.LOAD,
            VALUE,
            "--seed --randseed",
            "N",
            "",
            "Start of every random choice; drawn and printed when not given"),

    DURATION(
            OptionGroup.END,
            VALUE,
            "-d --duration --runtime",
            "TIME",
            "",
            "Measured time; 0 is --run-until-complete"),
    WARMUP(
            OptionGroup.END,
            VALUE,
            "--warmup --ramp_time",
            "TIME",
            "0",
            "Time before the measurement, not in the result"),
    TOTAL_BYTES(
            OptionGroup.END,
            VALUE,
            "--total-bytes",
            "SIZE",
            "",
            "Stop after so many bytes of all workers together, rounded up to whole blocks"),
    TOTAL_OPS(
            OptionGroup.END,
            VALUE,
            "--total-ops",
            "N",
            "",
            "Stop after so many operations of all workers together"),
    RUN_UNTIL_COMPLETE(
            OptionGroup.END,
            FLAG,
            "--run-until-complete",
            "Stop when every block was touched once, also in random order"),
    DRAIN_TIMEOUT(
            OptionGroup.END,
            VALUE,
            "--drain-timeout",
            "TIME",
            "2m",
            "Longest wait at the end for operations in flight; then the run fails without them"),

    ENGINE(
            OptionGroup.ENGINE,
            VALUE,
            "--engine --ioengine",
            "NAME",
            "io_uring",
            "io_uring, libaio, sync, mmap, null (no I/O), sim (a virtual device), or auto"),
    DIRECT(OptionGroup.ENGINE, FLAG, "--direct", "Bypass the page cache (O_DIRECT)"),
    SIM(
            OptionGroup.ENGINE,
            VALUE,
            "--sim",
            "LAW",
            "latency=100us",
            "The virtual device: latency=TIME, law=constant|uniform|exponential, high=TIME,"
                    + " channels=N, stall-at=TIME, stall=TIME, short=P, error=P, errno=N, again=P"),

    SQPOLL(
            OptionGroup.FEATURES,
            FLAG_OR_VALUE,
            "--sqpoll",
            "CPU",
            "false",
            "A kernel thread submits, on that CPU if one is given"),
    IOPOLL(
            OptionGroup.FEATURES,
            FLAG,
            "--iopoll",
            "Poll the device for completions; with --direct, on devices with poll queues"),
    UNCACHED(
            OptionGroup.FEATURES,
            FLAG,
            "--uncached",
            "Buffered, but dropped from the page cache afterwards"),
    NOWAIT(
            OptionGroup.FEATURES,
            FLAG,
            "--nowait",
            "Ask the kernel not to block; retry what would have"),
    FORCE_ASYNC(
            OptionGroup.FEATURES, FLAG, "--force-async", "Hand every operation to a kernel worker"),
    BUSY_REAP(
            OptionGroup.FEATURES, FLAG, "--busy-reap", "Spin for completions instead of sleeping"),
    REGISTERED_FILES(
            OptionGroup.FEATURES,
            SWITCH,
            "--registered-files",
            "targets registered with the ring (io_uring)"),
    FIXED_BUFFERS(
            OptionGroup.FEATURES,
            SWITCH,
            "--fixed-buffers",
            "buffers registered with the ring (io_uring)"),
    REGISTERED_RING(
            OptionGroup.FEATURES,
            SWITCH,
            "--registered-ring",
            "the ring's own registered descriptor (io_uring)"),
    SINGLE_ISSUER(
            OptionGroup.FEATURES,
            SWITCH,
            "--single-issuer",
            "the promise of one submitting thread, and deferred task run with it (io_uring)"),
    DEFER_TASKRUN(
            OptionGroup.FEATURES,
            SWITCH,
            "--defer-taskrun",
            "deferred task run: completions handled when asked for (io_uring without --sqpoll)"),
    COOP_TASKRUN(
            OptionGroup.FEATURES,
            SWITCH,
            "--coop-taskrun",
            "cooperative task run: no interrupt for a completion (io_uring without --sqpoll)"),
    RING_REAP(
            OptionGroup.FEATURES,
            SWITCH,
            "--ring-reap",
            "completions read from the mapped ring, without a system call (libaio)"),

    SYNC(
            OptionGroup.STABLE,
            VALUE,
            "--sync",
            "MODE",
            "none",
            "Writes wait for stable storage: none, sync (O_SYNC) or dsync (O_DSYNC)"),
    FSYNC_EVERY(
            OptionGroup.STABLE,
            VALUE,
            "--fsync-every --fsync",
            "N",
            "0",
            "An fsync after every N writes of a worker; 0: never"),
    FDATASYNC_EVERY(
            OptionGroup.STABLE,
            VALUE,
            "--fdatasync-every --fdatasync",
            "N",
            "0",
            "An fdatasync after every N writes of a worker; 0: never"),
    END_FSYNC(
            OptionGroup.STABLE,
            FLAG,
            "--end-fsync --end_fsync",
            "An fsync of every written target at the end, measured apart"),
    FADVISE(
            OptionGroup.STABLE,
            LIST,
            "--fadvise",
            "WORDS",
            "",
            "Hints for files: seq, rand, willneed, dontneed, noreuse"),
    MADVISE(
            OptionGroup.STABLE,
            LIST,
            "--madvise",
            "WORDS",
            "",
            "Hints for mappings: seq, rand, willneed, hugepage, nohugepage"),

    CPU_CORES(
            OptionGroup.PLACEMENT,
            LIST,
            "--cpu-cores",
            "LIST",
            "",
            "Pin workers, one core each in turn: 0,2-4"),
    NUMA_NODES(
            OptionGroup.PLACEMENT,
            LIST,
            "--numa-nodes",
            "LIST",
            "",
            "Deal workers and their buffers over NUMA nodes: 0,1 or auto, the target's node"),
    HUGE_PAGES(OptionGroup.PLACEMENT, FLAG, "--huge-pages", "I/O buffers on huge pages"),

    ON_ERROR(
            OptionGroup.ERRORS,
            VALUE,
            "--on-error",
            "WORD",
            "stop",
            "What a failed operation does: stop or continue"),
    MAX_ERRORS(
            OptionGroup.ERRORS,
            VALUE,
            "--max-errors",
            "N",
            "0",
            "With --on-error continue: stop after N errors; 0: no limit"),

    LIVE(
            OptionGroup.OUTPUT,
            VALUE,
            "--live",
            "MODE",
            "auto",
            "Progress on standard error: auto (line on a terminal, else off), line (lines where"
                    + " there is no terminal), lines or off"),
    JSON(
            OptionGroup.OUTPUT,
            VALUE,
            "--json",
            "FILE",
            "",
            "Write the result as JSON; - is standard output, in place of the text"),
    PER_WORKER(OptionGroup.OUTPUT, FLAG, "--per-worker", "Results of each worker as well"),
    INTERVAL(
            OptionGroup.OUTPUT,
            VALUE,
            "--interval",
            "TIME",
            "1s",
            "Length of a reporting interval"),
    LAT_SUBMISSION(
            OptionGroup.OUTPUT, FLAG, "--lat-submission", "Measure the time inside submit as well"),
    NAME(OptionGroup.OUTPUT, VALUE, "--name", "TEXT", "run", "Name of the run in its results"),

    CONFIG(
            OptionGroup.JOB,
            VALUE,
            "-c --config",
            "FILE",
            "",
            "Read options from a YAML file; the command line wins"),
    DRY_RUN(
            OptionGroup.JOB,
            FLAG,
            "--dry-run",
            "Check it all, show the workload, its space and memory, and write nothing");

    private static final String NEGATION = "no-";
    private static final Map<String, Option> BY_NAME = byName();
    private static final Set<Option> OF_JOB = EnumSet.of(LIVE, JSON, PER_WORKER, CONFIG, DRY_RUN);
    private static final Set<Option> OF_RUN =
            EnumSet.of(
                    FILL,
                    PREALLOCATE,
                    ALLOW_DEVICE,
                    DESTROY_DATA,
                    SEED,
                    DURATION,
                    WARMUP,
                    DRAIN_TIMEOUT,
                    ON_ERROR,
                    MAX_ERRORS,
                    INTERVAL);

    private final OptionGroup group;
    private final OptionKind kind;
    private final String names;
    private final String valueLabel;
    private final String defaultValue;
    private final String help;

    /** A flag: its kind says whether it is on by default. */
    Option(OptionGroup group, OptionKind kind, String names, String help) {
        this(group, kind, names, "", Boolean.toString(kind == SWITCH), help);
    }

    Option(
            OptionGroup group,
            OptionKind kind,
            String names,
            String valueLabel,
            String defaultValue,
            String help) {
        this.group = group;
        this.kind = kind;
        this.names = names;
        this.valueLabel = valueLabel;
        this.defaultValue = defaultValue;
        this.help = help;
    }

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
        return positive != null && positive.kind.mayBeNegated()
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

    /** Whether it is said once, for all phases. */
    boolean isOfJob() {
        return OF_JOB.contains(this);
    }

    /** Whether it is said once for all components that run together. */
    boolean isOfRun() {
        return OF_RUN.contains(this);
    }

    public OptionGroup group() {
        return group;
    }

    public OptionKind kind() {
        return kind;
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
        return Arrays.asList(names.split(" ", -1));
    }

    public String valueLabel() {
        return valueLabel;
    }

    /** As a user would write it; empty: none. */
    public String defaultValue() {
        return defaultValue;
    }

    public String help() {
        return help;
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
