package io.iopulse.cli;

import io.iopulse.config.JobText;
import io.iopulse.engine.JobTarget;
import io.iopulse.host.FileSystem;
import io.iopulse.host.TargetFacts;
import io.iopulse.measure.Latency;
import io.iopulse.run.Preparation;
import io.iopulse.units.Size;
import io.iopulse.workload.Load;
import io.iopulse.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a checked run would do and need: a job file, with engine, space and memory as comments. */
final class DryRun {
    /** Interval slots of a worker, at most, each with a histogram per kind of operation. */
    private static final int INTERVALS = 8;

    private static final int HISTOGRAM_BYTES = Latency.COUNTS * Integer.BYTES;

    private DryRun() {}

    /** The lines to print; {@code resolved} is what became of the workload on its machine. */
    static List<String> lines(Workload asked, Preparation resolved) {
        List<String> lines = new ArrayList<>(JobText.of(asked));
        resolved.engineReason()
                .ifPresent(
                        why ->
                                lines.add(
                                        "# engine: " + resolved.job().engine() + " (" + why + ")"));
        for (int i = 0; i < resolved.targets().size(); i++) {
            JobTarget target = resolved.job().targets().get(i);
            Size filled = new Size(resolved.filledBytes().get(i));
            lines.add(
                    "# space: "
                            + target.path()
                            + space(target, resolved.targets().get(i))
                            + (target.tailBytes() > 0
                                    ? ", " + new Size(target.tailBytes()) + " at the end not used"
                                    : "")
                            + (filled.bytes() > 0 ? ", " + filled + " filled first" : ""));
        }
        lines.add("# memory: " + memory(resolved.job().workload()));
        return lines;
    }

    private static String space(JobTarget target, TargetFacts facts) {
        if (target.kind() == JobTarget.Kind.NONE) {
            return " is not opened, %s in use".formatted(new Size(target.bytes()));
        }
        if (!facts.exists()) {
            Size end = new Size(target.offset() + target.bytes());
            return " would be created, " + end + free(facts.fileSystem(), end);
        }
        String what = target.kind() == JobTarget.Kind.FILE ? " is a file" : " is a device";
        String whole =
                facts.bytes().isPresent() ? " of " + new Size(facts.bytes().getAsLong()) : "";
        return "%s%s, %s in use from offset %s"
                .formatted(what, whole, new Size(target.bytes()), new Size(target.offset()));
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
