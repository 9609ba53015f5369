package io.iopulse.config;

import io.iopulse.units.Size;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.Component;
import io.iopulse.workload.EngineChoice;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.Limits;
import io.iopulse.workload.Load;
import io.iopulse.workload.NumaChoice;
import io.iopulse.workload.Pace;
import io.iopulse.workload.Placement;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A workload as a job file that says the same; values at their default are left out. */
public final class JobText {
    private final List<String> lines = new ArrayList<>();

    private JobText() {}

    /** Lines of YAML, read back by {@link JobFile} to equal workloads. */
    public static List<String> of(List<Workload> phases) {
        if (phases.size() == 1) {
            return List.copyOf(phase(phases.get(0)).lines);
        }
        JobText text = new JobText();
        text.list(JobFile.PHASES, phases.stream().map(JobText::phase).toList());
        return List.copyOf(text.lines);
    }

    private static JobText phase(Workload workload) {
        JobText text = new JobText();
        text.put(Option.NAME, workload.name());
        text.changed(Option.DESCRIPTION, workload.description());
        text.run(workload);
        if (workload.components().size() == 1) {
            text.component(workload.components().get(0));
        } else {
            text.list(
                    JobFile.COMPONENTS,
                    workload.components().stream().map(JobText::named).toList());
        }
        return text;
    }

    private static JobText named(Component component) {
        JobText text = new JobText();
        text.put(Option.NAME, component.name());
        text.component(component);
        return text;
    }

    private void list(String key, List<JobText> entries) {
        lines.add(key + ":");
        for (JobText entry : entries) {
            lines.add("  - " + entry.lines.get(0));
            entry.lines.stream().skip(1).map(line -> "    " + line).forEach(lines::add);
        }
    }

    private void component(Component component) {
        targets(component.targets());
        load(component);
        sharing(component.sharing());
        limits(component.limits());
        pace(component.load().pace());
        ContentText.print(component.load().content()).forEach(this::put);
        VerifyText.print(component.load().verification()).forEach(this::put);
        engine(component.load().engine());
        stable(component.load());
        placement(component.placement());
    }

    private void targets(List<Target> targets) {
        paths(Option.TARGETS, targets.stream().map(Target::path).toList());
        targets.get(0).size().ifPresent(size -> put(Option.FILE_SIZE, size));
        if (!targets.get(0).offset().equals(Size.ZERO)) {
            put(Option.OFFSET, targets.get(0).offset());
        }
    }

    private void load(Component component) {
        Load load = component.load();
        put(Option.THREADS, component.workers());
        sizes(load);
        if (load.pace().depth().isEmpty()) {
            put(Option.QUEUE_DEPTH, load.queueDepth());
        }
        AccessText.of(load.access()).forEach(this::put);
        put(Option.READ_PERCENT, load.mix().read());
        put(Option.WRITE_PERCENT, load.mix().write());
        put(Option.TRIM_PERCENT, load.mix().trim());
        changed(Option.VECTORS, Integer.toString(load.vectors()));
    }

    private void pace(Pace pace) {
        PaceText.print(pace).forEach(this::put);
    }

    private void sizes(Load load) {
        if (load.blocks().reads().equals(load.blocks().writes())) {
            put(Option.BLOCK_SIZE, load.blocks().reads());
        } else {
            put(Option.READ_BLOCK_SIZE, load.blocks().reads());
            put(Option.WRITE_BLOCK_SIZE, load.blocks().writes());
        }
    }

    private void sharing(Sharing sharing) {
        changed(Option.FILE_DISTRIBUTION, sharing.distribution().label());
        changed(Option.OFFSET_STRATEGY, sharing.strategy().label());
        changed(Option.LOCK_MODE, sharing.locks().label());
        flag(Option.ALLOW_WRITE_CONFLICTS, sharing.allowWriteConflicts());
    }

    private void limits(Limits limits) {
        limits.totalBytes().ifPresent(size -> put(Option.TOTAL_BYTES, size));
        limits.totalOps().ifPresent(count -> put(Option.TOTAL_OPS, count));
        flag(Option.RUN_UNTIL_COMPLETE, limits.untilComplete());
    }

    /** What belongs to all components together. */
    private void run(Workload workload) {
        put(Option.SEED, workload.seed());
        workload.completion().duration().ifPresent(span -> put(Option.DURATION, span));
        if (!workload.completion().warmup().isZero()) {
            put(Option.WARMUP, workload.completion().warmup());
        }
        workload.completion()
                .steadyState()
                .ifPresent(asked -> put(Option.STEADY_STATE, SteadyText.print(asked)));
        changed(Option.DRAIN_TIMEOUT, workload.completion().drainLimit().toString());
        flag(Option.FILL, workload.preparation().fill());
        flag(Option.PREALLOCATE, workload.preparation().preallocate());
        paths(Option.ALLOW_DEVICE, workload.preparation().allowDevices());
        paths(Option.DESTROY_DATA, workload.preparation().destroyData());
        changed(Option.ON_ERROR, workload.errors().onError().label());
        changed(Option.MAX_ERRORS, Long.toString(workload.errors().maxErrors()));
        put(Option.INTERVAL, workload.interval());
    }

    private void engine(EngineChoice engine) {
        put(Option.ENGINE, engine.kind().label());
        engine.sim().ifPresent(device -> put(Option.SIM, SimText.print(device)));
        Engines.FEATURES.forEach(
                (option, feature) -> {
                    if (option == Option.SQPOLL && engine.sqpollCpu().isPresent()) {
                        put(option, engine.sqpollCpu().getAsInt());
                    } else if (feature.belongsTo(engine.kind()) && isSaid(engine, feature)) {
                        changed(option, Boolean.toString(engine.options().contains(feature)));
                    }
                });
    }

    /** What a submission thread or the lack of a single issuer excludes goes without saying. */
    private static boolean isSaid(EngineChoice engine, EngineOption feature) {
        boolean sqpoll = engine.options().contains(EngineOption.SQPOLL);
        boolean single = engine.options().contains(EngineOption.SINGLE_ISSUER);
        return switch (feature) {
            case DEFER_TASKRUN -> !sqpoll && single;
            case COOP_TASKRUN -> !sqpoll;
            default -> true;
        };
    }

    private void stable(Load load) {
        flag(Option.DIRECT, load.direct());
        changed(Option.SYNC, load.sync().mode().label());
        changed(Option.FSYNC_EVERY, Integer.toString(load.sync().fsyncEvery()));
        changed(Option.FDATASYNC_EVERY, Integer.toString(load.sync().fdatasyncEvery()));
        flag(Option.END_FSYNC, load.sync().endFsync());
        words(Option.FADVISE, load.advice().fadvise());
        words(Option.MADVISE, load.advice().madvise());
        flag(Option.HUGE_PAGES, load.hugePages());
        flag(Option.LAT_SUBMISSION, load.submissionLatency());
        flag(Option.HEATMAP, load.heatmapBuckets() > 0);
        if (load.heatmapBuckets() > 0) {
            changed(Option.HEATMAP_BUCKETS, Integer.toString(load.heatmapBuckets()));
        }
    }

    private void placement(Placement placement) {
        list(Option.CPU_CORES, placement.cpuCores());
        if (placement.numa().kind() == NumaChoice.Kind.AUTO) {
            put(Option.NUMA_NODES, "auto");
        }
        list(Option.NUMA_NODES, placement.numa().nodes());
    }

    private void put(Option option, Object value) {
        lines.add(option.longName() + ": " + scalar(value.toString()));
    }

    private void flag(Option option, boolean value) {
        changed(option, Boolean.toString(value));
    }

    private void changed(Option option, String value) {
        if (!value.equals(option.defaultValue())) {
            put(option, value);
        }
    }

    private void words(Option option, Set<AdviceFlag> words) {
        list(option, words.stream().map(AdviceFlag::label).toList());
    }

    private void list(Option option, Collection<?> values) {
        if (!values.isEmpty()) {
            String items = values.stream().map(Object::toString).collect(Collectors.joining(", "));
            lines.add(option.longName() + ": [" + items + "]");
        }
    }

    private void paths(Option option, List<String> paths) {
        if (!paths.isEmpty()) {
            lines.add(option.longName() + ":");
            paths.forEach(path -> lines.add("  - " + scalar(path)));
        }
    }

    /** Plain where YAML reads it back unchanged for sure, else double-quoted. */
    private static String scalar(String text) {
        boolean plain =
                text.chars()
                        .allMatch(
                                c ->
                                        c < 128
                                                && (Character.isLetterOrDigit(c)
                                                        || "/._-%=,".indexOf(c) >= 0));
        boolean firstIsSafe = !text.isEmpty() && "-,%=".indexOf(text.charAt(0)) < 0;
        return plain && firstIsSafe ? text : doubleQuoted(text);
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 127) {
                quoted.append("\\x%02x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
