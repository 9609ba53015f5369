package io.iopulse.config;

import io.iopulse.units.Size;
import io.iopulse.workload.Completion;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.ErrorPolicy;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Load;
import io.iopulse.workload.Placement;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns what was written into a job, or says in one sentence why it cannot. */
public final class WorkloadParser {
    /** What null and sim pretend to have when no size is given. */
    private static final Size PRETENDED = Size.ofGiB(1);

    private static final int REPEAT_MAX = 1000;

    /** What the JVM puts in the place of bytes that it cannot decode. */
    private static final char UNREADABLE = '\ufffd';

    private final LongSupplier seeds;

    /** {@code seeds} is asked when the settings have no seed; it gives no negative ones. */
    public WorkloadParser(LongSupplier seeds) {
        this.seeds = seeds;
    }

    /**
     * The job that a command line and a job file describe; the command line wins.
     *
     * @throws UsageError for every mistake in them
     */
    public Job parse(Settings commandLine, JobTree file) {
        Request whole = Request.of(commandLine.over(file.settings()));
        long seed = whole.seed().orElseGet(seeds);
        List<Workload> workloads = new ArrayList<>();
        if (file.phases().isEmpty()) {
            workloads.add(workload(commandLine, file, name(whole.choices()), seed));
        }
        for (int i = 0; i < file.phases().size(); i++) {
            JobTree phase = file.phases().get(i);
            JobTree below =
                    new JobTree(
                            phase.settings().over(file.settings()),
                            phase.components().isEmpty() ? file.components() : phase.components(),
                            List.of());
            String unnamed = "%s %d".formatted(name(whole.choices()), i + 1);
            workloads.add(
                    workload(commandLine, below, ownName(phase.settings()).orElse(unnamed), seed));
        }
        return new Job(
                workloads,
                outputs(whole),
                GateOptions.of(whole.choices()),
                whole.choices().count(Option.REPEAT, 1, REPEAT_MAX),
                whole.choices().written(Option.CONFIG),
                whole.choices().on(Option.DRY_RUN));
    }

    private static Workload workload(Settings commandLine, JobTree tree, String name, long seed) {
        Request run = Request.of(commandLine.over(tree.settings()));
        List<Component> components = new ArrayList<>();
        if (tree.components().isEmpty()) {
            components.add(component(run, name));
        }
        for (JobTree part : tree.components()) {
            Settings merged = commandLine.over(part.settings().over(tree.settings()));
            components.add(component(Request.of(merged), componentName(part, tree)));
        }
        CompositeRules.check(components);
        return new Workload(
                name,
                description(run.choices()),
                components,
                new Completion(
                        run.duration().filter(span -> !span.isZero()),
                        run.warmup(),
                        run.drainLimit(),
                        run.steadyState()),
                new ErrorPolicy(run.onError(), run.maxErrors()),
                preparation(run.choices()),
                run.interval(),
                run.seed().orElse(seed));
    }

    private static Component component(Request request, String name) {
        Rules.check(request);
        return new Component(
                name,
                targets(request),
                load(request),
                request.threads(),
                new Placement(request.cpuCores(), request.numa()),
                limits(request),
                sharing(request));
    }

    private static String componentName(JobTree component, JobTree run) {
        return ownName(component.settings())
                .orElseThrow(
                        () ->
                                new UsageError(
                                        "component %d has no name; begin it with '- name: …'"
                                                .formatted(
                                                        run.components().indexOf(component) + 1)));
    }

    private static Optional<String> ownName(Settings settings) {
        return settings.has(Option.NAME)
                ? Optional.of(name(new Choices(settings)))
                : Optional.empty();
    }

    private static String name(Choices choices) {
        String name = choices.text(Option.NAME);
        if (!Workload.isName(name)) {
            throw new UsageError(
                    choices.told(Option.NAME)
                            + " is not a name: one line of up to "
                            + Workload.NAME_MAX
                            + " characters");
        }
        return name;
    }

    private static String description(Choices choices) {
        String description = choices.text(Option.DESCRIPTION);
        if (!Workload.isDescription(description)) {
            throw new UsageError(
                    choices.told(Option.DESCRIPTION)
                            + " is not a description: one line of up to "
                            + Workload.DESCRIPTION_MAX
                            + " characters");
        }
        return description;
    }

    private static List<Target> targets(Request request) {
        List<String> paths = paths(request.choices(), Option.TARGETS);
        Optional<Size> size = request.fileSize();
        if (!request.engine().opensTargets()) {
            size = Optional.of(size.orElse(PRETENDED));
            paths = paths.isEmpty() ? List.of(request.engine().label()) : paths;
        } else {
            paths = placed(request.choices(), paths);
        }
        Optional<Size> asked = size;
        return paths.stream().map(path -> new Target(path, request.offset(), asked)).toList();
    }

    private static List<String> placed(Choices choices, List<String> paths) {
        List<String> directory = paths(choices, Option.DIRECTORY);
        return directory.isEmpty()
                ? paths
                : paths.stream().map(path -> inside(directory.get(0), path)).toList();
    }

    private static String inside(String directory, String path) {
        boolean ends = directory.endsWith("/");
        return path.startsWith("/") ? path : directory + (ends ? "" : "/") + path;
    }

    private static List<String> paths(Choices choices, Option option) {
        List<String> paths = choices.texts(option);
        for (String path : paths) {
            if (path.indexOf(UNREADABLE) >= 0) {
                throw new UsageError(
                        choices.told(option)
                                + " has characters that this locale cannot read; set"
                                + " LC_ALL=C.UTF-8");
            }
            if (!Target.isPath(path)) {
                throw new UsageError(
                        choices.told(option)
                                + " is not a path: at most "
                                + Target.PATH_BYTES_MAX
                                + " bytes and no NUL");
            }
        }
        return paths;
    }

    private static Load load(Request request) {
        Choices choices = request.choices();
        EngineChoice engine = request.engines().choice();
        return new Load(
                engine,
                request.queueDepth(),
                request.blocks(),
                request.pattern().access(request.untilComplete()),
                request.mix(),
                new SyncPolicy(
                        request.syncMode(),
                        request.fsyncEvery(),
                        request.fdatasyncEvery(),
                        choices.on(Option.END_FSYNC)),
                request.advice(),
                request.vectors(),
                request.direct(),
                choices.on(Option.HUGE_PAGES),
                choices.on(Option.LAT_SUBMISSION),
                request.heatmapBuckets(),
                request.pace(),
                request.content(),
                request.verification());
    }

    private static Limits limits(Request request) {
        return new Limits(
                request.totalBytes().map(size -> size.roundedUpTo(request.blocks().unit())),
                request.totalOps(),
                request.untilComplete());
    }

    private static Sharing sharing(Request request) {
        return new Sharing(
                request.fileDistribution(),
                request.offsetStrategy(),
                request.lockMode(),
                request.choices().on(Option.ALLOW_WRITE_CONFLICTS));
    }

    private static Preparation preparation(Choices choices) {
        return new Preparation(
                choices.on(Option.FILL),
                choices.on(Option.PREALLOCATE),
                paths(choices, Option.ALLOW_DEVICE),
                paths(choices, Option.DESTROY_DATA));
    }

    private static OutputOptions outputs(Request request) {
        Choices choices = request.choices();
        return new OutputOptions(
                request.live(),
                OutputFile.of(choices::written),
                choices.written(Option.RECORD),
                !choices.on(Option.NO_RECORD),
                ListenAddress.of(choices),
                choices.on(Option.PER_WORKER));
    }
}
