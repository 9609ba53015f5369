package io.iopulse.cli;

import io.iopulse.config.Job;
import java.util.List;

/** Does a job: runs its workload to the end and reports it, or checks it for a dry run. */
interface WorkloadRunner {
    /** Returns the exit code of the process. */
    int run(Job job);

    /** Does two jobs in turn, as often as they say, and compares them; returns the exit code. */
    default int alternate(List<Job> jobs, ComparisonOutput output) {
        throw new UnsupportedOperationException("one job at a time");
    }
}
