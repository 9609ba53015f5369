/*
 * Paced workers against oracles on the sim device and its virtual clock: achieved rates, response
 * and lateness of a device that stalls, think time that adds exactly, depths that follow a curve.
 */
#include "test/check.h"
#include "test/job_runner.h"

#include <math.h>

static const uint64_t MILLISECOND = 1000000;
static const uint64_t SECOND = 1000000000;

/* Sums of the measured intervals of all workers. */
struct paced {
    struct job_totals totals;
    struct shared_statistics latency[SHARED_LATENCIES];
    uint64_t backlog, arrivals_late, thinking_integral_ns, delay_max_ns;
    uint64_t ops[64]; /* by interval */
};

static void sim_job(struct job_builder *job, uint32_t depth, uint64_t latency_ns)
{
    job_builder_init(job, JOB_ENGINE_SIM);
    job_builder_target(job, "sim", JOB_TARGET_NONE, (uint64_t)1 << 30);
    job->load.depth = depth;
    job->load.sim.latency_ns = latency_ns;
    job->load.sim.latency_high_ns = latency_ns;
    job->load.pace.think_every = 1;
}

static void add_interval(struct paced *paced, const struct shared_interval *interval)
{
    if (interval->phase != PHASE_MEASURE)
        return;
    for (int kind = 0; kind < SHARED_KINDS; kind++) {
        for (int i = 0; i < SHARED_LATENCIES; i++)
            if (interval->statistics[i][kind].count)
                job_add_statistics(&paced->latency[i], &interval->statistics[i][kind]);
        paced->ops[interval->number % 64] += interval->ops[kind];
    }
    paced->backlog = interval->backlog; /* the last one stands */
    paced->arrivals_late += interval->arrivals_late;
    paced->thinking_integral_ns += interval->thinking_integral_ns;
    if (interval->arrival_late_max_ns > paced->delay_max_ns)
        paced->delay_max_ns = interval->arrival_late_max_ns;
}

static void see_interval(const struct shared_interval *interval, void *paced)
{
    add_interval(paced, interval);
}

static void run_paced(struct job_builder *job, struct paced *paced)
{
    memset(paced, 0, sizeof *paced);
    run_job_seeing(job, &paced->totals, see_interval, paced);
}

/* A device that is fast enough: the k-th arrival is at k/rate, so there are rate × time of them. */
static void open_loop_keeps_its_rate(void)
{
    static const uint64_t rates[] = {1, 1000, 100000, 1000000, 5000000};

    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        uint64_t seconds = rates[i] < 100000 ? 50 : 1;
        struct job_builder job;
        struct paced paced;

        sim_job(&job, 128, 10000);
        job.header.duration_ns = seconds * SECOND;
        job_builder_rate(&job, rates[i]);
        run_paced(&job, &paced);
        CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.drained.ops[IOP_READ],
                    seconds * rates[i]);
        CHECK_EQUAL(paced.latency[LATENCY_LATENESS].max_ns, 0);
        CHECK_EQUAL(paced.latency[LATENCY_RESPONSE].max_ns, 10000);
        CHECK_EQUAL(paced.latency[LATENCY_RESPONSE].count, paced.totals.measured.ops[IOP_READ]);
        CHECK_EQUAL(paced.backlog, 0);
        job.load.pace.arrivals = JOB_ARRIVALS_POISSON;
        run_paced(&job, &paced);
        CHECK(rates[i] == 1 ||
              fabs((double)paced.totals.measured.ops[IOP_READ] / (double)(seconds * rates[i]) - 1) <
                  4 / sqrt((double)(seconds * rates[i])));
        CHECK_EQUAL(paced.latency[LATENCY_LATENESS].max_ns, 0);
    }
}

/* Evenly dealt out to seven workers: the total is what was asked. */
static void workers_share_a_rate(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 4, 10000);
    job.header.worker_count = 7;
    job.header.duration_ns = 10 * SECOND;
    job_builder_rate(&job, 1000);
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.drained.ops[IOP_READ], 10000);
    job.load.pace.per_worker = 1;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.drained.ops[IOP_READ], 70000);
}

/*
 * 1000 a second on a device of 1 ms that is dead from 5 s to 7 s, depth 8. By 5.006 s the slots are
 * taken; the rest waits in the backlog until 7 s, then 8 are done each ms and 1 arrives: what is
 * due at t is issued at 7 s + (t - 5 s) / 8, so response falls from 2 s to nothing in 2.286 s.
 * Service shows 8 requests of 20,000 that took long.
 */
static void stall_shows_in_response_and_not_in_service(void)
{
    struct job_builder job;
    struct paced paced;
    double response_s, expected_s;

    sim_job(&job, 8, MILLISECOND);
    job.header.duration_ns = 20 * SECOND;
    job.load.sim.stall_at_ns = 5000 * MILLISECOND;
    job.load.sim.stall_ns = 2000 * MILLISECOND;
    job_builder_rate(&job, 1000);
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.drained.ops[IOP_READ], 20000);
    CHECK(paced.latency[LATENCY_RESPONSE].max_ns >= 1999 * MILLISECOND);
    CHECK(paced.latency[LATENCY_RESPONSE].max_ns <= 2002 * MILLISECOND);
    response_s = (double)paced.latency[LATENCY_RESPONSE].sum_ns / 1e9 / 20000;
    expected_s = 0.001 + 2.0 * 2286 / 2 / 20000;
    CHECK(fabs(response_s / expected_s - 1) < 0.01);
    CHECK_EQUAL(paced.latency[LATENCY_RESPONSE].sum_ns,
                paced.latency[LATENCY_SERVICE].sum_ns + paced.latency[LATENCY_LATENESS].sum_ns);
    CHECK(paced.latency[LATENCY_SERVICE].sum_ns < 20000 * MILLISECOND + 9 * 2 * SECOND);
    CHECK_EQUAL(paced.arrivals_late, 0);
}

/* Asked for twice of what the device can do: half is never issued, and said to be so. */
static void backlog_at_the_end_is_counted(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 2, MILLISECOND);
    job.header.duration_ns = 10 * SECOND;
    job_builder_rate(&job, 4000);
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.drained.ops[IOP_READ] +
                    paced.backlog,
                40000);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 20000 - 2);
    CHECK(paced.latency[LATENCY_RESPONSE].max_ns > 4990 * MILLISECOND);
    CHECK_EQUAL(paced.arrivals_late, 0);
}

static void limits_end_an_open_loop(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 8, MILLISECOND);
    job.load.ops_max = 5000;
    job_builder_rate(&job, 1000);
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 5000);
    CHECK_EQUAL(paced.totals.measured.ns, 4999 * MILLISECOND + MILLISECOND);
    CHECK_EQUAL(paced.backlog, 0);
}

/* Syncs are no arrivals: each follows its write at once and starts when that was to start. */
static void syncs_are_no_arrivals(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 4, MILLISECOND / 10);
    job.load.read_limit = 0;
    job.load.fdatasync_every = 10;
    job.load.ops_max = 10000;
    job_builder_rate(&job, 1000);
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_WRITE], 10000);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_FDATASYNC], 1000);
    CHECK_EQUAL(paced.latency[LATENCY_LATENESS].max_ns, 0);
    CHECK_EQUAL(paced.latency[LATENCY_RESPONSE].count, 11000);
}

/* 200 a second for 1 s, none for 2 s, and again: intervals show it, and nothing spins or hangs. */
static void rate_of_zero_rests(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 4, 1000);
    job.header.warmup_ns = SECOND / 2;
    job.header.duration_ns = 12 * SECOND;
    job_builder_rate(&job, 200);
    job.segments[0].end_ns = SECOND;
    job_builder_segment(&job, &job.load.pace.rate, 3 * SECOND, 0);
    job.load.pace.rate.repeats = 1;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.warmed.ops[IOP_READ], 100);
    for (uint64_t i = 0; i < 12; i++)
        CHECK_EQUAL(paced.ops[i + 1], i % 3 ? 0 : 200);
}

/* Depth 1, 1 ms of service and 3 ms of thinking: one operation every 4 ms, exactly. */
static void think_time_adds_exactly(void)
{
    struct job_builder job;
    struct paced paced;

    for (uint32_t depth = 1; depth <= 16; depth *= 4) {
        sim_job(&job, depth, MILLISECOND);
        job.load.pace.think_ns[IOP_READ] = 3 * MILLISECOND;
        job.header.duration_ns = 8 * SECOND;
        run_paced(&job, &paced);
        CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 2000 * depth);
        CHECK_EQUAL(paced.totals.measured.depth_integral_ns, depth * 2 * SECOND);
        CHECK_EQUAL(paced.thinking_integral_ns, depth * 6 * SECOND);
        CHECK_EQUAL(paced.latency[LATENCY_SERVICE].max_ns, MILLISECOND);
        CHECK_EQUAL(paced.latency[LATENCY_LATENESS].max_ns, 0);
    }
}

/* Three operations of 1 ms, then 7 ms of thinking: three in 10 ms. */
static void think_time_comes_every_nth_operation(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 4, MILLISECOND);
    job.load.pace.think_ns[IOP_READ] = 7 * MILLISECOND;
    job.load.pace.think_every = 3;
    job.header.duration_ns = 10 * SECOND;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 12000);
}

static void think_time_may_follow_the_service_time(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 1, MILLISECOND);
    job.load.pace.think_service = 150000;
    job.header.duration_ns = 10 * SECOND;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 4000);
}

/* Only writes think: r reads and w writes take r + 3 w ms. */
static void think_time_differs_by_kind(void)
{
    struct job_builder job;
    struct paced paced;
    uint64_t reads, writes;

    sim_job(&job, 1, MILLISECOND);
    job.load.read_limit = JOB_SHARE_ALL / 2;
    job.load.pace.think_ns[IOP_WRITE] = 2 * MILLISECOND;
    job.load.ops_max = 10000;
    run_paced(&job, &paced);
    reads = paced.totals.measured.ops[IOP_READ];
    writes = paced.totals.measured.ops[IOP_WRITE];
    CHECK_EQUAL(reads + writes, 10000);
    CHECK(paced.totals.measured.ns <= (reads + 3 * writes) * MILLISECOND);
    CHECK(paced.totals.measured.ns >= (reads + 3 * writes - 2) * MILLISECOND);
}

/* The user of a log thinks after the sync of its write: 1 + 1 + 2 ms each, not before it. */
static void users_think_after_the_sync(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 1, MILLISECOND);
    job.load.read_limit = 0;
    job.load.fdatasync_every = 1;
    job.load.pace.think_ns[IOP_WRITE] = 2 * MILLISECOND;
    job.header.duration_ns = 4 * SECOND;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_WRITE], 1000);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_FDATASYNC], 1000);
}

/* The end frees the slots of users that think: every target is still synced. */
static void final_syncs_find_slots_of_users_that_think(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 2, MILLISECOND);
    job.load.read_limit = 0;
    job.load.end_fsync = 1;
    job.load.pace.think_ns[IOP_WRITE] = 60 * SECOND;
    job.header.warmup_ns = SECOND;
    job.header.duration_ns = SECOND;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.warmed.ops[IOP_WRITE], 2);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_WRITE], 0);
    CHECK_EQUAL(paced.totals.drained.ops[IOP_FSYNC], 1);
}

/* What users did before the measurement does not use up its limit while they think. */
static void limits_leave_out_users_that_think(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 4, MILLISECOND);
    job.load.pace.think_ns[IOP_READ] = 500 * MILLISECOND;
    job.header.warmup_ns = 250 * MILLISECOND;
    job.load.ops_max = 40;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ], 40);
}

/* A failed operation has a user too: it thinks, and none is ever lost. */
static void failures_lose_no_user(void)
{
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 8, MILLISECOND);
    job.load.pace.think_ns[IOP_READ] = MILLISECOND;
    job.load.sim.error_per_million = 200000;
    job.load.sim.short_per_million = 100000;
    job.load.sim.error_errno = 5;
    job.header.on_error = JOB_ON_ERROR_CONTINUE;
    job.load.ops_max = 20000;
    run_paced(&job, &paced);
    CHECK_EQUAL(paced.totals.measured.ops[IOP_READ] + paced.totals.errors, 20000);
    CHECK(paced.totals.measured.ns < 5500 * MILLISECOND);
    CHECK(paced.totals.measured.ns > 5000 * MILLISECOND);
}

/* 2, then 8, then 0, then 4 in flight, 1 ms each; a request begun ends at its own depth. */
static void depth_follows_its_curve(void)
{
    static const uint64_t depths[] = {2, 8, 0, 4};
    struct job_builder job;
    struct paced paced;

    sim_job(&job, 8, MILLISECOND);
    job.header.duration_ns = 8 * SECOND;
    for (uint64_t i = 0; i < 4; i++)
        job_builder_segment(&job, &job.load.pace.depth, (i + 1) * SECOND, depths[i]);
    job.load.pace.depth.repeats = 1;
    run_paced(&job, &paced);
    for (uint64_t i = 0; i < 8; i++)
        CHECK(llabs((long long)paced.ops[i] - (long long)depths[i % 4] * 1000) <= 8);
    CHECK_EQUAL(paced.totals.measured.depth_integral_ns, 28 * SECOND);
}

int main(void)
{
    open_loop_keeps_its_rate();
    workers_share_a_rate();
    stall_shows_in_response_and_not_in_service();
    backlog_at_the_end_is_counted();
    limits_end_an_open_loop();
    syncs_are_no_arrivals();
    rate_of_zero_rests();
    think_time_adds_exactly();
    think_time_comes_every_nth_operation();
    think_time_may_follow_the_service_time();
    think_time_differs_by_kind();
    users_think_after_the_sync();
    final_syncs_find_slots_of_users_that_think();
    limits_leave_out_users_that_think();
    failures_lose_no_user();
    depth_follows_its_curve();
    return check_result();
}
