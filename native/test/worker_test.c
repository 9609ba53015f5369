/*
 * The loop against oracles: a sim device of known law, counted requests, blocks visited, and the
 * faults that an engine can answer with. Every run here is a function of its job.
 */
#include "test/check.h"
#include "test/job_runner.h"

#include <math.h>

static const uint64_t MILLISECOND = 1000000;
static const uint64_t SECOND = 1000000000;

static void sim_job(struct job_builder *job, uint32_t depth, uint64_t latency_ns)
{
    job_builder_init(job, JOB_ENGINE_SIM);
    job_builder_target(job, "sim", JOB_TARGET_NONE, (uint64_t)1 << 30);
    job->load.depth = depth;
    job->load.sim.latency_ns = latency_ns;
    job->load.sim.latency_high_ns = latency_ns;
}

/* Depth 4 at 100 µs each: 40,000 per second, exactly, every interval. */
static void constant_latency_gives_exact_rates(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 4, MILLISECOND / 10);
    job.header.duration_ns = 5 * SECOND;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.measured.ops[IOP_READ], 200000 - 4);
    CHECK_EQUAL(totals.drained.ops[IOP_READ], 4);
    CHECK_EQUAL(totals.measured.intervals, 5);
    CHECK_EQUAL(totals.measured.ns, 5 * SECOND);
    CHECK_EQUAL(totals.measured.latency.min_ns, MILLISECOND / 10);
    CHECK_EQUAL(totals.measured.latency.max_ns, MILLISECOND / 10);
    CHECK_EQUAL(totals.measured.depth_integral_ns, 4 * 5 * SECOND);
    CHECK_EQUAL(totals.measured.gap_max_ns, MILLISECOND / 10);
}

static double percentile_ns(const struct job_totals *totals, double percent)
{
    uint64_t wanted = (uint64_t)ceil(percent / 100 * (double)totals->measured.latency.count);
    uint64_t seen = 0;
    uint32_t i = 0;

    while (i < HISTOGRAM_COUNTS && (seen += totals->counts[i]) < wanted)
        i++;
    for (uint64_t low = 1, high = (uint64_t)1 << 42; low < high;) {
        uint64_t middle = (low + high) / 2;

        if (iop_hist_index(middle) >= i)
            high = middle;
        else
            low = middle + 1;
        if (low == high)
            return (double)low;
    }
    return 0;
}

/*
 * Exponential of mean 200 µs: quantiles are -mean × ln(1-q). The test allows the histogram's own
 * width (0.1 %) and four standard errors of an order statistic.
 */
static void exponential_latency_gives_its_quantiles(void)
{
    static const double percents[] = {50, 90, 95, 99, 99.9};
    struct job_builder job;
    struct job_totals totals;
    double mean = 200000, n;

    sim_job(&job, 32, 200000);
    job.load.sim.law = JOB_SIM_EXPONENTIAL;
    job.load.ops_max = 4000000;
    run_job(&job, &totals);
    n = (double)totals.measured.latency.count;
    CHECK_EQUAL(totals.measured.latency.count, 4000000);
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        double q = percents[i] / 100, truth = -mean * log(1 - q);
        double error = mean * sqrt(q / ((1 - q) * n));

        CHECK(fabs(percentile_ns(&totals, percents[i]) - truth) < truth * 0.001 + 4 * error);
    }
    CHECK(fabs((double)totals.measured.latency.sum_ns / n - mean) < 4 * mean / sqrt(n));
}

static void littles_law_holds(void)
{
    struct job_builder job;
    struct job_totals totals;
    double depth, product;

    sim_job(&job, 16, 300000);
    job.load.sim.law = JOB_SIM_EXPONENTIAL;
    job.header.duration_ns = 20 * SECOND;
    run_job(&job, &totals);
    depth = (double)totals.measured.depth_integral_ns / (double)totals.measured.ns;
    product = (double)totals.measured.latency.sum_ns / (double)totals.measured.ns;
    CHECK(fabs(depth - 16) < 0.001);
    CHECK(fabs(product / depth - 1) < 0.001);
}

/* Silent from 2.5 s to 6.25 s: intervals 3, 4 and 5 are empty, and the gap is the stall. */
static void stall_shows_as_empty_intervals_and_gap(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 2, MILLISECOND);
    job.load.sim.stall_at_ns = 2500 * MILLISECOND;
    job.load.sim.stall_ns = 3750 * MILLISECOND;
    job.header.duration_ns = 10 * SECOND;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.measured.intervals, 10);
    CHECK_EQUAL(totals.measured.empty_intervals, 3);
    CHECK_EQUAL(totals.measured.gap_max_ns, 3751 * MILLISECOND);
    CHECK_EQUAL(totals.measured.latency.max_ns, 3751 * MILLISECOND);
}

static void warmup_is_not_measured(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 1, MILLISECOND);
    job.header.warmup_ns = 2 * SECOND;
    job.header.duration_ns = 3 * SECOND;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.warmed.ns, 2 * SECOND);
    CHECK_EQUAL(totals.measured.ns, 3 * SECOND);
    CHECK_EQUAL(totals.warmed.ops[IOP_READ] + totals.measured.ops[IOP_READ] +
                    totals.drained.ops[IOP_READ],
                5000);
    CHECK_EQUAL(totals.measured.ops[IOP_READ], 3000);
}

static void limits_are_exact_over_all_workers(void)
{
    for (uint32_t workers = 1; workers <= 7; workers++) {
        struct job_builder job;
        struct job_totals totals;

        sim_job(&job, 3, MILLISECOND);
        job.header.worker_count = workers;
        job.header.warmup_ns = 50 * MILLISECOND;
        job.load.ops_max = 1001;
        run_job(&job, &totals);
        CHECK_EQUAL(totals.measured.ops[IOP_READ], 1001);
        CHECK_EQUAL(totals.drained.ops[IOP_READ], 0);
    }
}

/* What is under way when the warm-up ends counts for the limit in bytes as well. */
static void byte_limits_of_mixed_sizes_are_exact_after_a_warmup(void)
{
    for (uint32_t workers = 1; workers <= 7; workers++) {
        struct job_builder job;
        struct job_totals totals;

        sim_job(&job, 5, MILLISECOND);
        job.header.worker_count = workers;
        job.header.warmup_ns = 50 * MILLISECOND + MILLISECOND / 2;
        job.load.read_size_count = job.load.write_size_count = 1;
        job.load.read_sizes[0] = (struct job_size){4096, 4096, 3, 0, JOB_SHARE_ALL};
        job.load.write_sizes[0] = job.load.read_sizes[0];
        job.load.bytes_max = 9000001;
        run_job(&job, &totals);
        CHECK_EQUAL(totals.measured.bytes, (9000001 + 4095) / 4096 * 4096);
        CHECK(totals.warmed.bytes > 0);
        CHECK_EQUAL(totals.drained.bytes, 0);
    }
}

/* Short transfers, EAGAIN and errors at known rates: every operation is counted exactly once. */
static void faults_are_counted_and_lose_nothing(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 8, MILLISECOND / 10);
    job.load.sim.short_per_million = 100000;
    job.load.sim.again_per_million = 50000;
    job.load.sim.error_per_million = 1000;
    job.load.sim.error_errno = 5;
    job.header.on_error = JOB_ON_ERROR_CONTINUE;
    job.load.ops_max = 100000;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.measured.ops[IOP_READ] + totals.errors, 100000);
    CHECK_EQUAL(totals.bytes, totals.measured.ops[IOP_READ] * 4096);
    CHECK(totals.errors > 80 && totals.errors < 160);
    CHECK(totals.retries > 5000 && totals.retries < 7000);
    CHECK(totals.short_transfers > 10000 && totals.short_transfers < 14000);
    CHECK_EQUAL(totals.first_error.error, 5);
    CHECK_EQUAL(totals.first_error.count, totals.errors);
}

static void first_error_stops_the_run(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 8, MILLISECOND);
    job.load.sim.error_per_million = 100000;
    job.load.sim.error_errno = 61;
    job.header.duration_ns = 100 * SECOND;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.stop, STOP_ERRORS);
    CHECK_EQUAL(totals.first_error.error, 61);
    CHECK(totals.measured.ns < SECOND);
}

static void endless_eagain_becomes_a_failure(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 1, MILLISECOND);
    job.load.sim.again_per_million = 1000000;
    job.header.duration_ns = 100 * SECOND;
    run_job(&job, &totals);
    CHECK_EQUAL(totals.stop, STOP_ERRORS);
    CHECK_EQUAL(totals.first_error.error, 11);
}

static void one_seed_gives_one_run(void)
{
    struct job_totals first, second, other;
    struct job_builder job;

    sim_job(&job, 8, 70000);
    job.load.sim.law = JOB_SIM_EXPONENTIAL;
    job.load.ops_max = 50000;
    job.load.read_limit = JOB_SHARE_ALL / 3;
    run_job(&job, &first);
    run_job(&job, &second);
    job.header.seed = 2;
    run_job(&job, &other);
    CHECK_EQUAL(first.measured.ns, second.measured.ns);
    CHECK_EQUAL(first.measured.ops[IOP_WRITE], second.measured.ops[IOP_WRITE]);
    CHECK(!memcmp(first.counts, second.counts, sizeof first.counts));
    CHECK(first.measured.ns != other.measured.ns);
}

static void mix_keeps_its_shares(void)
{
    struct job_builder job;
    struct job_totals totals;

    sim_job(&job, 32, 1000);
    job.load.read_limit = (uint64_t)(0.703 * (double)JOB_SHARE_ALL);
    job.load.write_limit = (uint64_t)(0.953 * (double)JOB_SHARE_ALL);
    job.load.ops_max = 1000000;
    run_job(&job, &totals);
    CHECK(fabs((double)totals.measured.ops[IOP_READ] / 1e6 - 0.703) < 0.002);
    CHECK(fabs((double)totals.measured.ops[IOP_WRITE] / 1e6 - 0.25) < 0.002);
    CHECK(fabs((double)totals.measured.ops[IOP_TRIM] / 1e6 - 0.047) < 0.001);
}

static void syncs_follow_every_nth_write(void)
{
    struct job_builder job;
    struct job_totals totals;

    for (uint32_t depth = 1; depth <= 8; depth *= 8) {
        sim_job(&job, depth, 1000);
        job.load.read_limit = 0;
        job.load.fsync_every = 10;
        job.load.fdatasync_every = 4;
        job.load.end_fsync = 1;
        job.load.ops_max = 1000;
        run_job(&job, &totals);
        CHECK_EQUAL(totals.measured.ops[IOP_WRITE], 1000);
        CHECK_EQUAL(totals.measured.ops[IOP_FSYNC], 100);
        CHECK_EQUAL(totals.drained.ops[IOP_FSYNC], 1);
        CHECK_EQUAL(totals.measured.ops[IOP_FDATASYNC], 250);
    }
}

/* Whatever is under way when the warm-up ends, a write or its sync, the limit counts writes alone.
 */
static void syncs_of_the_warmup_do_not_use_up_the_limit(void)
{
    for (uint32_t depth = 1; depth <= 4; depth *= 4)
        for (uint64_t extra = 0; extra < 12; extra++) {
            struct job_builder job;
            struct job_totals totals;

            sim_job(&job, depth, MILLISECOND);
            job.header.warmup_ns = 30 * MILLISECOND + extra * MILLISECOND + MILLISECOND / 2;
            job.load.read_limit = 0;
            job.load.fsync_every = 10;
            job.load.ops_max = 100;
            run_job(&job, &totals);
            CHECK_EQUAL(totals.measured.ops[IOP_WRITE], 100);
            CHECK(totals.warmed.ops[IOP_FSYNC] >= 2);
            CHECK_EQUAL((totals.warmed.ops[IOP_WRITE] + 100) / 10,
                        totals.warmed.ops[IOP_FSYNC] + totals.measured.ops[IOP_FSYNC]);
            CHECK_EQUAL(totals.drained.ops[IOP_WRITE] + totals.drained.ops[IOP_FSYNC], 0);
        }
}

/* Ten million null I/Os: Java late for the whole run merges intervals and drops nothing. */
static void late_reader_loses_nothing(void)
{
    struct job_builder job;
    struct job_totals totals;

    job_builder_init(&job, JOB_ENGINE_NULL);
    job_builder_target(&job, "none", JOB_TARGET_NONE, (uint64_t)1 << 30);
    job.load.depth = 32;
    job.load.ops_max = 10000000;
    job.header.interval_ns = 10 * MILLISECOND;
    run_job_reading_late(&job, &totals);
    CHECK_EQUAL(totals.measured.ops[IOP_READ], 10000000);
    CHECK_EQUAL(totals.measured.latency.count, 10000000);
}

/* Runs of microseconds: CPU time is taken in a window that holds it, whatever the phase's length.
 */
static void cpu_time_is_never_longer_than_its_window(void)
{
    struct job_builder job;
    struct job_totals totals;

    for (int i = 0; i < 20; i++) {
        job_builder_init(&job, JOB_ENGINE_NULL);
        job_builder_target(&job, "null", JOB_TARGET_NONE, (uint64_t)1 << 30);
        job.load.ops_max = 10;
        run_job(&job, &totals);
        CHECK(totals.cpu_measured_ns > 0);
        CHECK(totals.cpu_measured_ns <= totals.cpu_window_ns);
        CHECK(totals.cpu_window_ns < SECOND);
        CHECK(totals.clock_drift_ns > -(int64_t)MILLISECOND &&
              totals.clock_drift_ns < (int64_t)MILLISECOND);
    }
}

int main(void)
{
    constant_latency_gives_exact_rates();
    exponential_latency_gives_its_quantiles();
    littles_law_holds();
    stall_shows_as_empty_intervals_and_gap();
    warmup_is_not_measured();
    limits_are_exact_over_all_workers();
    byte_limits_of_mixed_sizes_are_exact_after_a_warmup();
    faults_are_counted_and_lose_nothing();
    first_error_stops_the_run();
    endless_eagain_becomes_a_failure();
    one_seed_gives_one_run();
    mix_keeps_its_shares();
    syncs_follow_every_nth_write();
    syncs_of_the_warmup_do_not_use_up_the_limit();
    late_reader_loses_nothing();
    cpu_time_is_never_longer_than_its_window();
    return check_result();
}
