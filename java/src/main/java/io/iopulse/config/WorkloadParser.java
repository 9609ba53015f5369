package io.iopulse.config;

import io.iopulse.units.Size;
import io.iopulse.workload.Completion;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.ErrorPolicy;
import io.iopulse.workload.Load;
import io.iopulse.workload.Placement;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.SyncPolicy;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Turns settings into a job, or says in one sentence why it cannot. */
public final class WorkloadParser {
    /** What null and sim pretend to have when no size is given. */
    private static final Size PRETENDED = Size.ofGiB(1);

    /** What the JVM puts in the place of bytes that it cannot decode. */
    private static final char UNREADABLE = '\ufffd';

    private final LongSupplier seeds;

    /** {@code seeds} is asked when the settings have no seed; it gives no negative ones. */
    public WorkloadParser(LongSupplier seeds) {
        this.seeds = seeds;
    }

    /**
     * The job that the settings describe.
     *
     * @throws UsageError for every mistake in the settings
     */
    public Job parse(Settings settings) {
        Request request = Request.of(settings);
        Choices choices = request.choices();
        Rules.check(request);
        Workload workload =
                new Workload(
                        name(choices),
                        targets(request),
                        load(request),
                        request.threads(),
                        completion(request),
                        new ErrorPolicy(request.onError(), request.maxErrors()),
                        new Placement(request.cpuCores(), request.numa()),
                        preparation(choices),
                        request.interval(),
                        request.seed().orElseGet(seeds));
        return new Job(
                workload,
                outputs(request),
                choices.written(Option.CONFIG),
                choices.on(Option.DRY_RUN));
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

    private static List<Target> targets(Request request) {
        List<String> paths = paths(request.choices(), Option.TARGETS);
        Optional<Size> size = request.fileSize();
        if (!request.engine().opensTargets()) {
            size = Optional.of(size.orElse(PRETENDED));
            paths = paths.isEmpty() ? List.of(request.engine().label()) : paths;
        }
        Optional<Size> asked = size;
        return paths.stream().map(path -> new Target(path, request.offset(), asked)).toList();
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
                request.blockSize(),
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
                choices.on(Option.LAT_SUBMISSION));
    }

    private static Completion completion(Request request) {
        return new Completion(
                request.duration().filter(span -> !span.isZero()),
                request.warmup(),
                request.totalBytes().map(size -> size.roundedUpTo(request.blockSize())),
                request.totalOps(),
                request.untilComplete(),
                request.drainLimit());
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
                request.live(), choices.written(Option.JSON), choices.on(Option.PER_WORKER));
    }
}
