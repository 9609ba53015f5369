package io.iopulse.config;

import io.iopulse.workload.Workload;
import java.util.Optional;

/**
 * Everything one call of the tool was asked for.
 *
 * @param file the job file that was read
 * @param dryRun show the workload instead of running it
 */
public record Job(
        Workload workload, OutputOptions outputs, Optional<String> file, boolean dryRun) {}
