package io.iopulse.run;

import io.iopulse.engine.JobLoad;
import io.iopulse.engine.JobTarget;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.TargetKind;
import io.iopulse.units.Size;
import io.iopulse.workload.Component;
import io.iopulse.workload.FileDistribution;
import io.iopulse.workload.OffsetStrategy;
import io.iopulse.workload.Sharing;
import io.iopulse.workload.Target;
import java.nio.file.Path;

/** Whether the targets of a component can be dealt to its workers as asked. */
final class SharedTargets {
    private SharedTargets() {}

    /** A worker can have a file of its own, and no device. */
    static void requireFiles(Component component) throws RunException {
        if (component.sharing().distribution() != FileDistribution.PER_WORKER) {
            return;
        }
        for (Target target : component.targets()) {
            TargetKind kind = TargetFacts.of(Path.of(target.path())).kind();
            if (kind == TargetKind.BLOCK || kind == TargetKind.CHARACTER) {
                throw usage(
                        "--file-distribution per-worker gives each worker a file of its own, and "
                                + target.path()
                                + " is a device; use partitioned");
            }
        }
        int files = component.workers() * component.targets().size();
        if (files > Component.TARGETS_MAX) {
            throw usage(
                    "--file-distribution per-worker makes %d files of %d targets, more than %d"
                            .formatted(files, component.targets().size(), Component.TARGETS_MAX));
        }
    }

    /** Every worker must have something to do. */
    static void requireBlocks(JobLoad load) throws RunException {
        Component component = load.component();
        Sharing sharing = component.sharing();
        long bytes = load.targets().stream().mapToLong(JobTarget::bytes).sum();
        long unit = component.load().blockSize().bytes();
        long blocks = bytes / unit / component.workers();
        boolean dealt =
                sharing.distribution() == FileDistribution.PARTITIONED
                        || sharing.strategy() == OffsetStrategy.INTERLEAVED;
        if (dealt && blocks * unit < component.load().blocks().largest().bytes()) {
            throw usage(
                    ("%s cannot be dealt to %d workers: that leaves a worker less than one block of"
                                    + " %s; give fewer --threads or a larger --file-size")
                            .formatted(
                                    new Size(bytes),
                                    component.workers(),
                                    component.load().blocks().largest()));
        }
    }

    private static RunException usage(String message) {
        return new RunException(RunException.Cause.USAGE, message);
    }
}
