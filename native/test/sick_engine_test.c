/*
 * Runs over an engine that counts its visits, and hangs or breaks on command: every wait of a run
 * ends, what was measured is there, and what a thread left behind may still touch stays. The engine
 * takes the place of the whole engine list, which this program therefore does not link.
 */
#include "test/check.h"
#include "test/job_runner.h"

#include "clock/clock.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static const uint64_t MILLISECOND = 1000000;

enum { BLOCK_BYTES = 4096, BLOCKS = 1000 };

enum sickness { HEALTHY, HANGS_IN_OPEN, HANGS_IN_SUBMIT, BREAKS_IN_SUBMIT, BREAKS_IN_REAP };

/* What is wrong with the first state that is opened, and when. */
static struct {
    enum sickness sickness;
    uint64_t after; /* operations */
    uint32_t opened;
    uint64_t answered; /* operations handed back by all states */
    uint32_t visits[BLOCKS];
    sem_t cure;
} clinic;

struct sick_state {
    enum sickness sickness;
    uint64_t submitted;
    uint32_t count;
    uint32_t slots[JOB_DEPTH_MAX];
};

static void be_ill(enum sickness sickness, uint64_t after)
{
    clinic.sickness = sickness;
    clinic.after = after;
    clinic.opened = 0;
    clinic.answered = 0;
    memset(clinic.visits, 0, sizeof clinic.visits);
    sem_init(&clinic.cure, 0, 0);
}

static int sick_open(void *memory, struct iop_engine_setup *setup)
{
    struct sick_state *state = memory;
    uint32_t order = __atomic_fetch_add(&clinic.opened, 1, __ATOMIC_RELAXED);

    state->sickness = order ? HEALTHY : clinic.sickness;
    setup->options_in_force = setup->options;
    if (state->sickness == HANGS_IN_OPEN)
        sem_wait(&clinic.cure);
    return 0;
}

static void sick_close(void *memory)
{
    (void)memory;
}

static int sick_submit(void *memory, const struct iop_request *requests, uint32_t n)
{
    struct sick_state *state = memory;

    state->submitted += n;
    if (state->submitted > clinic.after && state->sickness == BREAKS_IN_SUBMIT)
        return -EBADF;
    if (state->submitted > clinic.after && state->sickness == HANGS_IN_SUBMIT) {
        sem_wait(&clinic.cure);
        state->sickness = HEALTHY;
    }
    for (uint32_t i = 0; i < n; i++) {
        state->slots[state->count++] = requests[i].slot;
        __atomic_fetch_add(&clinic.visits[requests[i].offset / BLOCK_BYTES], 1, __ATOMIC_RELAXED);
    }
    return (int)n;
}

static int sick_reap(void *memory, struct iop_completion *completions, uint32_t min, uint32_t max,
                     uint64_t wait_ns)
{
    const struct timespec service = {0, 100 * 1000};
    struct sick_state *state = memory;
    uint32_t n = state->count < max ? state->count : max;

    (void)min, (void)wait_ns;
    if (state->submitted > clinic.after && state->sickness == BREAKS_IN_REAP)
        return -EBADF;
    nanosleep(&service, NULL);
    for (uint32_t i = 0; i < n; i++)
        completions[i] = (struct iop_completion){state->slots[--state->count], BLOCK_BYTES};
    __atomic_fetch_add(&clinic.answered, n, __ATOMIC_RELAXED);
    return (int)n;
}

static const struct iop_engine sick_engine = {
    .name = "sick",
    .capabilities = IOP_CAN_QUEUE | IOP_NEEDS_NO_TARGET,
    .state_bytes = sizeof(struct sick_state),
    .open = sick_open,
    .close = sick_close,
    .submit = sick_submit,
    .reap = sick_reap,
};

const struct iop_engine *iop_engine_by_id(uint32_t id)
{
    return id < JOB_ENGINE_COUNT ? &sick_engine : NULL;
}

/* Keeps what destroy leaves behind reachable: it is no leak. */
static struct iop_run *runs[32];
static uint32_t run_count;

/* Two workers of depth 4; the run ends after 200 ms and its drain after 300 ms more. */
static void sick_job(struct job_builder *job)
{
    job_builder_init(job, JOB_ENGINE_SYNC);
    job_builder_target(job, "none", JOB_TARGET_NONE, (uint64_t)BLOCKS * BLOCK_BYTES);
    job->header.worker_count = 2;
    job->header.duration_ns = 200 * MILLISECOND;
    job->header.drain_ns = 300 * MILLISECOND;
    job->header.interval_ns = 20 * MILLISECOND;
    job->load.depth = 4;
}

static struct iop_run *create(struct job_builder *job)
{
    struct iop_run *run = job_create(job);

    runs[run_count++] = run;
    return run;
}

static struct iop_run *started(struct job_builder *job)
{
    struct iop_run *run = create(job);

    if (iop_prepare(run) || iop_arm(run) || iop_start(run, MILLISECOND))
        job_fail("start");
    return run;
}

/* Joins as Java does; the last answer of join. */
static int joined(struct iop_run *run, struct job_totals *totals)
{
    int done = 0;

    memset(totals, 0, sizeof *totals);
    while (!done) {
        done = iop_join(run, 5 * MILLISECOND);
        job_read_intervals(iop_region(run), totals);
    }
    return done;
}

static struct shared_live *live_of(struct shared_header *header, uint32_t worker)
{
    uint8_t *block = (uint8_t *)header + header->worker_offset;

    return (struct shared_live *)(block + worker * header->worker_stride);
}

static uint64_t total_ops(const struct job_totals *totals)
{
    return totals->warmed.ops[IOP_READ] + totals->measured.ops[IOP_READ] +
           totals->drained.ops[IOP_READ];
}

static uint32_t workers_in_state(struct shared_header *header, uint32_t state)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < header->worker_count; i++)
        found += __atomic_load_n(&live_of(header, i)->state, __ATOMIC_ACQUIRE) == state;
    return found;
}

/* The thread left behind comes back after destroy: all that it touches must still be there. */
static void cure_and_await(struct shared_header *header)
{
    sem_post(&clinic.cure);
    for (int i = 0; i < 2000 && workers_in_state(header, WORKER_DONE) < 2; i++) {
        const struct timespec look = {0, 1000 * 1000};

        nanosleep(&look, NULL);
    }
    CHECK_EQUAL(workers_in_state(header, WORKER_DONE), 2);
}

static void destroys_at_once(struct iop_run *run)
{
    uint64_t before_ns = iop_clock_monotonic_ns();

    iop_destroy(run);
    CHECK(iop_clock_monotonic_ns() - before_ns < 250 * MILLISECOND);
}

static void a_worker_that_hangs_is_given_up_and_the_rest_is_measured(void)
{
    uint64_t before_ns = iop_clock_monotonic_ns(), took_ns;
    struct job_totals totals;
    struct job_builder job;
    struct shared_header *header;
    struct iop_run *run;

    be_ill(HANGS_IN_SUBMIT, 100);
    sick_job(&job);
    run = started(&job);
    header = iop_region(run);
    CHECK_EQUAL(joined(run, &totals), -ETIMEDOUT);
    took_ns = iop_clock_monotonic_ns() - before_ns;
    CHECK(took_ns >= 500 * MILLISECOND);
    CHECK(took_ns < 3000 * MILLISECOND);
    CHECK(strstr(iop_error_text(), "1 of 2 workers did not come back within 0.3 s"));
    CHECK(strstr(iop_error_text(), "silent for "));
    CHECK_EQUAL(workers_in_state(header, WORKER_DONE), 1);
    CHECK(total_ops(&totals) > 500);
    CHECK_EQUAL(iop_join(run, 0), -ETIMEDOUT);
    destroys_at_once(run);
    cure_and_await(header);
}

static void a_stop_does_not_wait_for_a_worker_that_hangs(void)
{
    struct job_totals totals;
    struct job_builder job;
    struct shared_header *header;
    struct iop_run *run;

    be_ill(HANGS_IN_SUBMIT, 100);
    sick_job(&job);
    job.header.duration_ns = 0;
    job.load.ops_max = (uint64_t)1 << 40;
    run = started(&job);
    header = iop_region(run);
    CHECK_EQUAL(iop_join(run, 900 * MILLISECOND), 0); /* nothing has ended the run yet */
    iop_stop(run);
    CHECK_EQUAL(joined(run, &totals), -ETIMEDOUT);
    destroys_at_once(run);
    cure_and_await(header);
}

static void destroy_alone_ends_too(void)
{
    struct job_builder job;
    struct shared_header *header;
    struct iop_run *run;
    uint64_t before_ns;

    be_ill(HANGS_IN_SUBMIT, 0);
    sick_job(&job);
    run = started(&job);
    header = iop_region(run);
    CHECK_EQUAL(iop_join(run, 100 * MILLISECOND), 0);
    before_ns = iop_clock_monotonic_ns();
    iop_destroy(run);
    CHECK(iop_clock_monotonic_ns() - before_ns < 2000 * MILLISECOND);
    cure_and_await(header);
}

static void a_worker_that_comes_back_in_time_is_not_given_up(void)
{
    struct job_totals totals;
    struct job_builder job;
    struct iop_run *run;

    be_ill(HANGS_IN_SUBMIT, 100);
    sick_job(&job);
    job.header.drain_ns = 60000 * MILLISECOND;
    run = started(&job);
    CHECK_EQUAL(iop_join(run, 400 * MILLISECOND), 0);
    sem_post(&clinic.cure);
    CHECK_EQUAL(joined(run, &totals), 1);
    CHECK_EQUAL(total_ops(&totals), clinic.answered);
    iop_destroy(run);
}

static void *stop_soon(void *run)
{
    const struct timespec soon = {0, 100 * 1000 * 1000};

    nanosleep(&soon, NULL);
    iop_stop(run);
    return NULL;
}

static void a_stop_does_not_wait_for_an_open_that_hangs(void)
{
    struct job_builder job;
    struct shared_header *header;
    struct iop_run *run;
    pthread_t stopper;

    be_ill(HANGS_IN_OPEN, 0);
    sick_job(&job);
    run = create(&job);
    header = iop_region(run);
    pthread_create(&stopper, NULL, stop_soon, run);
    CHECK_EQUAL(iop_arm(run), -ECANCELED);
    pthread_join(stopper, NULL);
    iop_destroy(run);
    cure_and_await(header);
}

/* The worker whose engine broke says so, the other one stops, and every answer is counted. */
static void an_engine_that_breaks_ends_the_run(enum sickness sickness)
{
    struct job_totals totals;
    struct job_builder job;
    struct shared_header *header;
    struct iop_run *run;

    be_ill(sickness, 200);
    sick_job(&job);
    job.header.duration_ns = 60000 * MILLISECOND;
    run = started(&job);
    header = iop_region(run);
    CHECK_EQUAL(joined(run, &totals), -EBADF);
    CHECK(strstr(iop_error_text(), "engine sick broke: EBADF"));
    CHECK_EQUAL(live_of(header, 0)->stop, STOP_ENGINE);
    CHECK_EQUAL(live_of(header, 1)->stop, STOP_ENGINE);
    CHECK_EQUAL(workers_in_state(header, WORKER_FAILED), 1);
    CHECK_EQUAL(workers_in_state(header, WORKER_DONE), 1);
    CHECK_EQUAL(total_ops(&totals), clinic.answered);
    CHECK(totals.measured.ops[IOP_READ] >= 200);
    iop_destroy(run);
}

/* A random order without repetition stays one under a limit: blocks come again pass by pass. */
static void a_limited_permutation_visits_distinct_blocks(uint32_t workers, uint64_t ops)
{
    uint32_t visits_min = (uint32_t)(ops / BLOCKS), once_more = 0;
    struct job_totals totals;
    struct job_builder job;
    struct iop_run *run;

    be_ill(HEALTHY, 0);
    sick_job(&job);
    job.header.worker_count = workers;
    job.header.duration_ns = 0;
    job.load.access = JOB_ACCESS_PERMUTATION;
    job.load.ops_max = ops;
    run = started(&job);
    CHECK_EQUAL(joined(run, &totals), 1);
    CHECK_EQUAL(total_ops(&totals), ops);
    for (int i = 0; i < BLOCKS; i++) {
        CHECK(clinic.visits[i] == visits_min || clinic.visits[i] == visits_min + 1);
        once_more += clinic.visits[i] - visits_min;
    }
    CHECK_EQUAL(once_more, ops % BLOCKS);
    iop_destroy(run);
}

int main(void)
{
    for (uint32_t workers = 1; workers <= 3; workers += 2)
        for (uint64_t ops = 1; ops <= 2 * BLOCKS; ops += 333)
            a_limited_permutation_visits_distinct_blocks(workers, ops);
    a_worker_that_hangs_is_given_up_and_the_rest_is_measured();
    a_stop_does_not_wait_for_a_worker_that_hangs();
    destroy_alone_ends_too();
    a_worker_that_comes_back_in_time_is_not_given_up();
    a_stop_does_not_wait_for_an_open_that_hangs();
    an_engine_that_breaks_ends_the_run(BREAKS_IN_SUBMIT);
    an_engine_that_breaks_ends_the_run(BREAKS_IN_REAP);
    return check_result();
}
