package io.iopulse.cli;

import io.iopulse.config.JobText;
import io.iopulse.config.UsageError;
import io.iopulse.host.FileSystem;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.TargetKind;
import io.iopulse.measure.Latency;
import io.iopulse.units.Size;
import io.iopulse.workload.Load;
import io.iopulse.workload.Target;
import io.iopulse.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a run would do and need: a job file, with space and memory as its comments. */
final class DryRun {
    /** Interval slots of a worker, at most, each with a histogram per kind of operation. */
    private static final int INTERVALS = 8;

    private static final int HISTOGRAM_BYTES = Latency.COUNTS * Integer.BYTES;

    private final Function<Path, TargetFacts> look;

    DryRun(Function<Path, TargetFacts> look) {
        this.look = look;
    }

    /**
     * The lines to print.
     *
     * @throws UsageError when a target cannot be what the workload takes it for
     */
    List<String> lines(Workload workload) {
        List<String> lines = new ArrayList<>(JobText.of(workload));
        for (Target target : workload.targets()) {
            lines.add("# space: " + space(target, workload.load()));
        }
        lines.add("# memory: " + memory(workload));
        return lines;
    }

    private String space(Target target, Load load) {
        if (!load.engine().kind().opensTargets()) {
            return target.path() + " is not opened by engine " + load.engine().kind().label();
        }
        TargetFacts facts = look.apply(Path.of(target.path()));
        if (!facts.exists()) {
            return created(target, facts);
        }
        return switch (facts.kind()) {
            case DIRECTORY ->
                    throw new UsageError(
                            "TARGET " + target.path() + " is a directory; name a file in it");
            case OTHER ->
                    throw new UsageError(
                            "TARGET " + target.path() + " is neither a file nor a device");
            case FILE, BLOCK, CHARACTER -> existing(target, facts);
        };
    }

    private static String created(Target target, TargetFacts facts) {
        Size size =
                target.size()
                        .orElseThrow(
                                () ->
                                        new UsageError(
                                                "TARGET "
                                                        + target.path()
                                                        + " does not exist; give --file-size to"
                                                        + " create it"));
        Size end = new Size(target.offset().bytes() + size.bytes());
        return target.path() + " would be created, " + end + free(facts.fileSystem(), end);
    }

    private static String free(Optional<FileSystem> fileSystem, Size wanted) {
        if (fileSystem.isEmpty() || fileSystem.get().freeBytes().isEmpty()) {
            return "";
        }
        Size free = new Size(fileSystem.get().freeBytes().getAsLong());
        return (free.compareTo(wanted) < 0 ? ", more than the " : ", of ")
                + free.approximate()
                + " free on "
                + fileSystem.get().mountPoint();
    }

    private static String existing(Target target, TargetFacts facts) {
        String what = facts.kind() == TargetKind.FILE ? " is a file" : " is a device";
        if (facts.bytes().isEmpty()) {
            return target.path() + what;
        }
        Size whole = new Size(facts.bytes().getAsLong());
        Size rest = new Size(Math.max(0, whole.bytes() - target.offset().bytes()));
        return "%s%s of %s, %s in use from offset %s"
                .formatted(target.path(), what, whole, target.size().orElse(rest), target.offset());
    }

    private static String memory(Workload workload) {
        Load load = workload.load();
        long requests = (long) workload.workers() * load.queueDepth();
        Size buffers = new Size(Math.multiplyExact(requests, load.blockSize().bytes()));
        return "%s of I/O buffers (workers %d × depth %d × block %s), about %s of histograms"
                .formatted(
                        buffers,
                        workload.workers(),
                        load.queueDepth(),
                        load.blockSize(),
                        Size.ofMiB(histogramBytes(workload) >> 20));
    }

    private static long histogramBytes(Workload workload) {
        Load load = workload.load();
        int kinds = 0;
        kinds += load.mix().reads() ? 1 : 0;
        kinds += load.mix().writes() ? 1 : 0;
        kinds += load.mix().trims() ? 1 : 0;
        kinds += load.sync().fsyncEvery() > 0 || load.sync().endFsync() ? 1 : 0;
        kinds += load.sync().fdatasyncEvery() > 0 ? 1 : 0;
        int latencies = load.submissionLatency() ? 2 : 1;
        return (long) workload.workers() * kinds * latencies * INTERVALS * HISTOGRAM_BYTES;
    }
}
