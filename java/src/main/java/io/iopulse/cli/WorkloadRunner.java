package io.iopulse.cli;

import io.iopulse.config.Job;

/** Does a job: runs its workload to the end and reports it, or checks it for a dry run. */
interface WorkloadRunner {
    /** Returns the exit code of the process. */
    int run(Job job);
}
