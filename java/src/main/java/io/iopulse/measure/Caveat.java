package io.iopulse.measure;

/**
 * The closed list of reasons to read a result with care. Each has a rule in the record room that
 * judges it; a fatal one makes the exit code non-zero.
 */
public enum Caveat {
    INTERRUPTED("the run was interrupted, the result covers what was done until then", false),
    COVERAGE_INCOMPLETE("not every block of the targets was touched", false),
    ERRORS_CONTINUED("operations failed and the run went on without them", false),
    DEPTH_NOT_REACHED("the asked queue depth was not kept", false),
    RATE_MISSED("the asked rate was not reached", false),
    GENERATOR_LATE("the tool, not the device, started operations late", false),
    STEADY_STATE_NOT_REACHED(
            "steady state was not reached, the result depends on when it was measured", false),
    DEVICE_THROTTLED(
            "the device was held to a flat rate, as where burst credits are used up", false),
    LEVEL_DROPPED("the rate fell to a lower level and stayed there", false),
    SHORT_RUN("the measured part is too short to be trusted", false),
    WORKER_CPU_SATURATED("workers had no CPU time left, the tool may be the limit", false),
    CORES_SHARED("several workers shared a CPU", false),
    STEAL_TIME("the hypervisor took CPU time away", false),
    GOVERNOR("CPUs were not held at full frequency", false),
    CLOCK_FALLBACK("no invariant TSC, times come from a slower clock", false),
    CLOCK_UNSTABLE("the clock drifted from the system's own, times are off by as much", false),
    READS_FROM_PAGE_CACHE("reads were served by the page cache, not by the device", false),
    WRITES_NOT_SYNCED("writes went to the page cache and were never synced", false),
    READS_OF_TRIMMED_BLOCKS("reads may have met blocks that the run had trimmed", false),
    UNALLOCATED_SPACE(
            "writes went into space that held no data, which file systems allocate first", false),
    OPTION_NOT_IN_FORCE("an engine option that was asked for was not in force", false),
    LATENCY_ABOVE_RANGE("latencies above 1 h are not in the histogram", false),
    COUNTS_DISAGREE("a histogram does not hold every sample, percentiles are wrong", true),
    INTERVALS_MERGED("the reader was late, some intervals are merged", false),
    INTERVALS_MISSING("intervals are missing, the counts are not complete", true),
    RECORDING_CUT("the recording does not hold the whole run", false),
    LITTLES_LAW_BROKEN("throughput × latency differs from the depth, the numbers are wrong", true);

    private final String statement;
    private final boolean fatal;

    Caveat(String statement, boolean fatal) {
        this.statement = statement;
        this.fatal = fatal;
    }

    /** The sentence without its evidence, no full stop. */
    public String statement() {
        return statement;
    }

    /** Whether a result with it must not be used. */
    public boolean isFatal() {
        return fatal;
    }
}
