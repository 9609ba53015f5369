package io.iopulse.config;

import static io.iopulse.config.Option.ALLOW_DEVICE;
import static io.iopulse.config.Option.BLOCK_SIZE;
import static io.iopulse.config.Option.CPU_CORES;
import static io.iopulse.config.Option.DEPTH_LOAD;
import static io.iopulse.config.Option.DESTROY_DATA;
import static io.iopulse.config.Option.DIRECT;
import static io.iopulse.config.Option.DURATION;
import static io.iopulse.config.Option.END_FSYNC;
import static io.iopulse.config.Option.FADVISE;
import static io.iopulse.config.Option.FDATASYNC_EVERY;
import static io.iopulse.config.Option.FILE_SIZE;
import static io.iopulse.config.Option.FILL;
import static io.iopulse.config.Option.FSYNC_EVERY;
import static io.iopulse.config.Option.FULL_COVERAGE;
import static io.iopulse.config.Option.HEATMAP;
import static io.iopulse.config.Option.HEATMAP_BUCKETS;
import static io.iopulse.config.Option.IOPOLL;
import static io.iopulse.config.Option.MADVISE;
import static io.iopulse.config.Option.MAX_ERRORS;
import static io.iopulse.config.Option.NUMA_NODES;
import static io.iopulse.config.Option.OFFSET;
import static io.iopulse.config.Option.PREALLOCATE;
import static io.iopulse.config.Option.QUEUE_DEPTH;
import static io.iopulse.config.Option.RUN_UNTIL_COMPLETE;
import static io.iopulse.config.Option.SIM;
import static io.iopulse.config.Option.SINGLE_ISSUER;
import static io.iopulse.config.Option.SQPOLL;
import static io.iopulse.config.Option.SYNC;
import static io.iopulse.config.Option.TARGETS;
import static io.iopulse.config.Option.TOTAL_BYTES;
import static io.iopulse.config.Option.TOTAL_OPS;
import static io.iopulse.config.Option.UNCACHED;
import static io.iopulse.config.Option.VECTORS;
import static io.iopulse.config.Option.WARMUP;
import static io.iopulse.config.Rule.when;

import io.iopulse.units.Size;
import io.iopulse.workload.Advice;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Load;
import io.iopulse.workload.Mix;
import io.iopulse.workload.OnError;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold between options: the list, in the order in which it is checked. */
final class Rules {
    private static final List<Rule> OWN =
            List.of(
                    new Rule("an engine that does I/O has a target", Rules::target),
                    new Rule("every target is named once", Rules::distinct),
                    new Rule("something ends the run", Rules::end),
                    new Rule("at most one limit stands beside the duration", Rules::oneLimit),
                    new Rule(
                            "fio's mode agrees with the other options",
                            r -> r.pattern().modeProblem()),
                    new Rule("shares are a hundred together", r -> r.pattern().shareProblem()),
                    new Rule("full coverage is of random offsets", Rules::coverage),
                    new Rule("coverage is counted from the first block", Rules::warmup),
                    new Rule("space is allocated for writes", Rules::preallocation),
                    new Rule("a deep queue has an engine that queues", Rules::depth),
                    new Rule("a feature belongs to the engine", Rules::features),
                    new Rule("the virtual device has its engine", Rules::sim),
                    new Rule("options for files have an engine that opens them", Rules::opens),
                    new Rule("mappings are neither direct nor synchronous", Rules::mappings),
                    new Rule("mapping advice is for mappings", Rules::madvise),
                    new Rule("advice about the page cache is for buffered I/O", Rules::fadvise),
                    new Rule("advice does not contradict itself", Rules::contradiction),
                    new Rule("vectors are for reads and writes", Rules::vectoredKinds),
                    new Rule("vectors have an engine that takes them", Rules::vectors),
                    new Rule("a block is large enough for its parts", Rules::parts),
                    new Rule("direct I/O is aligned", Rules::alignment),
                    new Rule("a target holds a block", Rules::room),
                    new Rule("the byte limit holds a block", Rules::byteLimit),
                    new Rule("polling is direct", Rules::polling),
                    new Rule("polling is for reads and writes", Rules::polledKinds),
                    new Rule("dropping from the cache is for buffered I/O", Rules::uncached),
                    new Rule("task run fits the ring", Rules::taskRun),
                    new Rule("syncs follow writes", Rules::syncs),
                    new Rule("an error limit is for runs that go on", Rules::errors),
                    new Rule("one option places workers", Rules::placement),
                    new Rule("buckets are those of a heatmap", Rules::buckets),
                    new Rule("the pace is possible", PaceRules::broken),
                    new Rule("the content of writes is possible", ContentRules::broken),
                    new Rule("what is to be verified can be", VerifyRules::broken));

    static final List<Rule> ALL =
            Stream.of(OWN, SteadyText.ALL, AccessRules.ALL, SharingRules.ALL, OutputRules.ALL)
                    .flatMap(List::stream)
                    .toList();

    private static final Set<Option> FOR_OPENED_TARGETS =
            Set.of(DIRECT, SYNC, FADVISE, OFFSET, PREALLOCATE, FILL, ALLOW_DEVICE, DESTROY_DATA);

    private Rules() {}

    /** Throws the sentence of the first rule that is broken. */
    static void check(Request request) {
        Rule.firstBroken(ALL, request)
                .ifPresent(
                        sentence -> {
                            throw new UsageError(sentence);
                        });
    }

    private static Optional<String> target(Request r) {
        return when(
                r.engine().opensTargets() && !r.choices().given(TARGETS),
                "TARGET is missing; name a file or device, as in: iopulse run data.bin"
                        + " --file-size 1G --duration 10s");
    }

    private static Optional<String> distinct(Request r) {
        Set<String> seen = new HashSet<>();
        return r.choices().texts(TARGETS).stream()
                .filter(path -> !seen.add(path))
                .findFirst()
                .map(path -> "TARGET " + Choices.quoted(path) + " is given twice; name it once");
    }

    private static Optional<String> end(Request r) {
        return when(
                limits(r).isEmpty() && !r.choices().given(DURATION),
                "nothing ends the run; give --duration, --total-bytes, --total-ops or"
                        + " --run-until-complete");
    }

    private static Optional<String> oneLimit(Request r) {
        List<Option> limits = limits(r);
        return limits.size() < 2
                ? Optional.empty()
                : Optional.of(
                        ("%s and %s both limit the run; give one of them, beside"
                                        + " --duration if wanted")
                                .formatted(
                                        r.choices().told(limits.get(0)),
                                        r.choices().plain(limits.get(1))));
    }

    private static List<Option> limits(Request r) {
        List<Option> limits =
                new ArrayList<>(
                        Stream.of(TOTAL_BYTES, TOTAL_OPS).filter(r.choices()::given).toList());
        if (r.untilComplete()) {
            limits.add(r.choices().on(RUN_UNTIL_COMPLETE) ? RUN_UNTIL_COMPLETE : DURATION);
        }
        return limits;
    }

    private static Optional<String> coverage(Request r) {
        return when(
                r.choices().on(FULL_COVERAGE) && !r.pattern().random(),
                r.choices().told(FULL_COVERAGE)
                        + " is for random offsets; add --random, or leave it out: sequential"
                        + " access covers everything");
    }

    private static Optional<String> warmup(Request r) {
        return when(
                r.untilComplete() && r.choices().given(WARMUP),
                r.choices().told(WARMUP)
                        + " would touch blocks before a run until complete counts them; leave it"
                        + " out");
    }

    private static Optional<String> preallocation(Request r) {
        return when(
                r.choices().on(PREALLOCATE) && r.engine().opensTargets() && !r.mix().writes(),
                r.choices().told(PREALLOCATE)
                        + " is for runs that write; a file made for reading is written whole");
    }

    private static Optional<String> depth(Request r) {
        return when(
                r.queueDepth() > 1 && !r.engine().queues(),
                r.choices().told(r.choices().given(DEPTH_LOAD) ? DEPTH_LOAD : QUEUE_DEPTH)
                        + " needs an engine that keeps several operations in flight, and --engine "
                        + r.engine().label()
                        + " does one at a time; use --engine io_uring or libaio, or more"
                        + " --threads");
    }

    private static Optional<String> features(Request r) {
        return Engines.FEATURES.entrySet().stream()
                .filter(entry -> r.choices().turned(entry.getKey()))
                .filter(entry -> !entry.getValue().belongsTo(r.engine()))
                .findFirst()
                .map(entry -> featureSentence(r, entry));
    }

    private static String featureSentence(Request r, Map.Entry<Option, EngineOption> entry) {
        String engines =
                Stream.of(EngineKind.values())
                        .filter(entry.getValue()::belongsTo)
                        .map(EngineKind::label)
                        .collect(Collectors.joining(" or "));
        return "%s works only with --engine %s, not with %s"
                .formatted(r.choices().told(entry.getKey()), engines, r.engine().label());
    }

    private static Optional<String> sim(Request r) {
        return when(
                r.choices().given(SIM) && r.engine() != EngineKind.SIM,
                r.choices().told(SIM)
                        + " describes a virtual device; add --engine sim, or leave it out");
    }

    private static Optional<String> opens(Request r) {
        Predicate<Option> used =
                option ->
                        r.choices().given(option)
                                && (!option.kind().mayBeNegated() || r.choices().turned(option));
        return r.engine().opensTargets()
                ? Optional.empty()
                : FOR_OPENED_TARGETS.stream()
                        .sorted()
                        .filter(used)
                        .findFirst()
                        .map(
                                option ->
                                        r.choices().told(option)
                                                + " has no effect with --engine "
                                                + r.engine().label()
                                                + ", which opens no target; leave it out");
    }

    private static Optional<String> mappings(Request r) {
        boolean isMapping = r.engine() == EngineKind.MMAP;
        Optional<String> direct =
                when(
                        isMapping && r.direct(),
                        r.choices().told(DIRECT)
                                + " bypasses the page cache, and --engine mmap is the page cache;"
                                + " use another engine");
        return direct.or(
                () ->
                        when(
                                isMapping && r.syncMode() != SyncMode.NONE,
                                r.choices().told(SYNC)
                                        + " has no effect on mappings; use --fsync-every"));
    }

    private static Optional<String> madvise(Request r) {
        return when(
                r.choices().given(MADVISE) && r.engine() != EngineKind.MMAP,
                r.choices().told(MADVISE)
                        + " is for --engine mmap, not for "
                        + r.engine().label()
                        + "; use --fadvise");
    }

    private static Optional<String> fadvise(Request r) {
        return r.advice().fadvise().stream()
                .filter(flag -> r.direct() && Advice.FOR_BUFFERED.contains(flag))
                .findFirst()
                .map(
                        flag ->
                                r.choices().told(FADVISE)
                                        + ": "
                                        + flag.label()
                                        + " has no effect with --direct, which bypasses the page"
                                        + " cache; leave one of them out");
    }

    private static Optional<String> contradiction(Request r) {
        return contradiction(r, FADVISE, r.advice().fadvise())
                .or(() -> contradiction(r, MADVISE, r.advice().madvise()));
    }

    private static Optional<String> contradiction(
            Request r, Option option, Set<AdviceFlag> advice) {
        return Advice.OPPOSITES.stream()
                .filter(advice::containsAll)
                .findFirst()
                .map(
                        pair ->
                                "%s: %s contradict each other; leave one of them out"
                                        .formatted(
                                                r.choices().told(option),
                                                pair.stream()
                                                        .sorted()
                                                        .map(AdviceFlag::label)
                                                        .collect(Collectors.joining(" and "))));
    }

    private static Optional<String> vectoredKinds(Request r) {
        return when(
                r.vectors() > 1 && !r.mix().reads() && !r.mix().writes(),
                r.choices().told(VECTORS)
                        + " cuts the buffers of reads and writes, and this run has none; leave it"
                        + " out");
    }

    private static Optional<String> vectors(Request r) {
        return when(
                r.vectors() > 1 && !r.engine().takesVectors(),
                r.choices().told(VECTORS)
                        + " does not work with --engine "
                        + r.engine().label()
                        + "; use io_uring, libaio or sync");
    }

    private static Optional<String> parts(Request r) {
        Size min = Load.blockMin(r.vectors());
        return when(
                r.blocks().smallest().compareTo(min) < 0,
                r.choices().told(VECTORS)
                        + " cuts "
                        + r.choices().plain(BLOCK_SIZE)
                        + " into parts below 512 bytes; give a block size of at least "
                        + min);
    }

    private static Optional<String> alignment(Request r) {
        String reason =
                " is not a multiple of %d, which --direct needs".formatted(Load.SECTOR_BYTES);
        boolean block = r.blocks().unit().isMultipleOf(Load.SECTOR_BYTES);
        boolean offset = r.offset().isMultipleOf(Load.SECTOR_BYTES);
        return when(r.direct() && !block, r.choices().told(BLOCK_SIZE) + reason)
                .or(() -> when(r.direct() && !offset, r.choices().told(OFFSET) + reason));
    }

    private static Optional<String> room(Request r) {
        Size size = r.fileSize().orElse(r.blocks().largest());
        Optional<String> small =
                when(
                        size.compareTo(r.blocks().largest()) < 0,
                        r.choices().told(FILE_SIZE)
                                + " holds no block of "
                                + r.blocks().largest()
                                + "; give at least one block");
        return small.or(
                () ->
                        when(
                                size.bytes() > Target.BYTES_MAX.bytes() - r.offset().bytes(),
                                r.choices().told(OFFSET)
                                        + " plus a size of "
                                        + size
                                        + " is beyond "
                                        + Target.BYTES_MAX));
    }

    private static Optional<String> byteLimit(Request r) {
        return when(
                r.totalBytes()
                        .filter(total -> total.compareTo(r.blocks().largest()) < 0)
                        .isPresent(),
                r.choices().told(TOTAL_BYTES)
                        + " is less than one block of "
                        + r.blocks().largest()
                        + "; give at least one block");
    }

    private static Optional<String> polling(Request r) {
        return when(
                r.choices().on(IOPOLL) && !r.direct(),
                r.choices().told(IOPOLL) + " polls the device itself; add --direct");
    }

    private static Optional<String> polledKinds(Request r) {
        boolean syncs = r.fsyncEvery() > 0 || r.fdatasyncEvery() > 0 || r.choices().on(END_FSYNC);
        return when(
                r.choices().on(IOPOLL) && (r.mix().trims() || syncs),
                r.choices().told(IOPOLL)
                        + " can only read and write; leave out trims and fsyncs, or use"
                        + " --sync dsync");
    }

    private static Optional<String> uncached(Request r) {
        return when(
                r.choices().on(UNCACHED) && r.direct(),
                r.choices().told(UNCACHED)
                        + " is for buffered I/O, and --direct is not; leave one of them out");
    }

    private static Optional<String> taskRun(Request r) {
        for (Option option : List.of(Option.DEFER_TASKRUN, Option.COOP_TASKRUN)) {
            boolean asked = r.choices().given(option) && r.choices().on(option);
            boolean issuer = option == Option.COOP_TASKRUN || r.choices().on(SINGLE_ISSUER);
            if (asked && (r.choices().on(SQPOLL) || !issuer)) {
                Option against = issuer ? SQPOLL : SINGLE_ISSUER;
                return Optional.of(
                        r.choices().told(option)
                                + " cannot be had with "
                                + r.choices().plain(against)
                                + "; leave one of them out");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> syncs(Request r) {
        Mix mix = r.mix();
        Map<Option, Boolean> asked =
                Map.of(
                        SYNC,
                        r.syncMode() != SyncMode.NONE,
                        FSYNC_EVERY,
                        r.fsyncEvery() > 0,
                        FDATASYNC_EVERY,
                        r.fdatasyncEvery() > 0,
                        END_FSYNC,
                        r.choices().on(END_FSYNC));
        return asked.entrySet().stream()
                .filter(entry -> !mix.writes() && entry.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(
                        option ->
                                r.choices().told(option)
                                        + " is about writes, and this run has none; add"
                                        + " --write-percent, or leave it out");
    }

    private static Optional<String> errors(Request r) {
        return when(
                r.maxErrors() > 0 && r.onError() == OnError.STOP,
                r.choices().told(MAX_ERRORS)
                        + " has no effect when the first error stops the run; add --on-error"
                        + " continue");
    }

    private static Optional<String> buckets(Request r) {
        return when(
                r.choices().given(HEATMAP_BUCKETS) && !r.choices().on(HEATMAP),
                r.choices().told(HEATMAP_BUCKETS) + " is of a heatmap; add --heatmap");
    }

    private static Optional<String> placement(Request r) {
        return when(
                r.choices().given(CPU_CORES) && r.choices().given(NUMA_NODES),
                r.choices().told(CPU_CORES)
                        + " and "
                        + r.choices().plain(NUMA_NODES)
                        + " both place the workers; give one of them");
    }
}
