package io.iopulse.config;

import io.iopulse.workload.Workload;

/**
 * Everything one call of the tool was asked for.
 *
 * @param dryRun show the workload instead of running it
 */
public record Job(Workload workload, OutputOptions outputs, boolean dryRun) {}
