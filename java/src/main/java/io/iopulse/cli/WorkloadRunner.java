package io.iopulse.cli;

import io.iopulse.config.OutputOptions;
import io.iopulse.workload.Workload;

/** Runs a workload to its end and reports it. */
interface WorkloadRunner {
    /** Returns the exit code of the process. */
    int run(Workload workload, OutputOptions outputs);
}
