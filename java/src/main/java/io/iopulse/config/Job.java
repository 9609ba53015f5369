package io.iopulse.config;

import io.iopulse.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Everything one call of the tool was asked for.
 *
 * @param phases run one after another
 * @param repeat how often all phases are done
 * @param file the job file that was read
 * @param dryRun show the workloads instead of running them
 */
public record Job(
        List<Workload> phases,
        OutputOptions outputs,
        GateOptions gates,
        int repeat,
        Optional<String> file,
        boolean dryRun) {
    public Job {
        phases = List.copyOf(phases);
    }

    /** The same job, done so often. */
    public Job repeated(int times) {
        return new Job(phases, outputs, gates, times, file, dryRun);
    }
}
