/*
 * Operations under locks, over an engine that sees each of them between its start and its end: no
 * two may be under way at once of which one excludes the other, those that may be are, and the wait
 * for a lock of somebody else is a wait and no latency. The engine takes the place of the whole
 * engine list, which this program therefore does not link.
 */
#include "access/rng.h"
#include "test/check.h"
#include "test/job_runner.h"

#include "clock/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static const uint64_t MILLISECOND = 1000000;

enum { BLOCK_BYTES = 4096, BLOCKS = 24, WRITER = 1 << 16 };

/* What is under way, and what of it should not have been. */
static struct {
    bool whole;
    uint32_t under_way[BLOCKS]; /* readers, or WRITER */
    uint64_t violations;
    uint32_t readers_max; /* of one block */
    uint32_t requests;    /* of all workers */
    uint32_t requests_max;
    uint64_t done;
} watch;

struct watching_state {
    struct iop_rng rng;
    uint32_t count;
    struct iop_request requests[JOB_DEPTH_MAX];
};

static void note_max(uint32_t *max, uint32_t value)
{
    uint32_t seen = __atomic_load_n(max, __ATOMIC_RELAXED);

    while (seen < value && !__atomic_compare_exchange_n(max, &seen, value, false, __ATOMIC_RELAXED,
                                                        __ATOMIC_RELAXED))
        ;
}

static void enter_block(uint64_t block, bool writes)
{
    uint32_t step = writes ? WRITER : 1;
    uint32_t others = __atomic_fetch_add(&watch.under_way[block], step, __ATOMIC_SEQ_CST);

    if (others >= WRITER || (writes && others))
        __atomic_fetch_add(&watch.violations, 1, __ATOMIC_RELAXED);
    if (!writes)
        note_max(&watch.readers_max, (others + 1) % WRITER);
}

/* That are locked: blocks, or the target as one. */
static uint32_t parts(const struct iop_request *request)
{
    if (request->kind >= IOP_FSYNC)
        return 0;
    return watch.whole ? 1 : request->length / BLOCK_BYTES;
}

static void enter(const struct iop_request *request)
{
    uint32_t first = (uint32_t)(request->offset / BLOCK_BYTES);

    note_max(&watch.requests_max, __atomic_add_fetch(&watch.requests, 1, __ATOMIC_SEQ_CST));
    for (uint32_t i = 0; i < parts(request); i++)
        enter_block(watch.whole ? 0 : first + i, request->kind != IOP_READ);
}

static void leave(const struct iop_request *request)
{
    uint32_t first = (uint32_t)(request->offset / BLOCK_BYTES);

    __atomic_sub_fetch(&watch.requests, 1, __ATOMIC_SEQ_CST);
    for (uint32_t i = 0; i < parts(request); i++)
        __atomic_fetch_sub(&watch.under_way[watch.whole ? 0 : first + i],
                           request->kind == IOP_READ ? 1 : WRITER, __ATOMIC_SEQ_CST);
    __atomic_fetch_add(&watch.done, 1, __ATOMIC_RELAXED);
}

static int watching_open(void *memory, struct iop_engine_setup *setup)
{
    struct watching_state *state = memory;

    iop_rng_seed(&state->rng, setup->seed, 0);
    setup->options_in_force = setup->options;
    return 0;
}

static void watching_close(void *memory)
{
    (void)memory;
}

static int watching_submit(void *memory, const struct iop_request *requests, uint32_t n)
{
    struct watching_state *state = memory;

    for (uint32_t i = 0; i < n; i++) {
        enter(&requests[i]);
        state->requests[state->count++] = requests[i];
    }
    return (int)n;
}

/* Some of what is under way, in any order; now and then an answer that calls for another try. */
static int watching_reap(void *memory, struct iop_completion *completions, uint32_t min,
                         uint32_t max, uint64_t wait_ns)
{
    const struct timespec service = {0, 20 * 1000};
    struct watching_state *state = memory;
    uint32_t n = 0;

    (void)wait_ns;
    nanosleep(&service, NULL);
    while (state->count && n < max && (n < min || iop_rng_next(&state->rng) % 2)) {
        uint32_t i = (uint32_t)(iop_rng_next(&state->rng) % state->count);
        struct iop_request request = state->requests[i];
        bool again = iop_rng_next(&state->rng) % 16 == 0;

        leave(&request);
        state->requests[i] = state->requests[--state->count];
        completions[n++] =
            (struct iop_completion){request.slot, again ? -EAGAIN : (int32_t)request.length};
    }
    return (int)n;
}

static const struct iop_engine watching_engine = {
    .name = "watching",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_TRIM,
    .state_bytes = sizeof(struct watching_state),
    .open = watching_open,
    .close = watching_close,
    .submit = watching_submit,
    .reap = watching_reap,
};

const struct iop_engine *iop_engine_by_id(uint32_t id)
{
    return id < JOB_ENGINE_COUNT ? &watching_engine : NULL;
}

static char path[] = "/tmp/iop-locks-XXXXXX";

static void locked_job(struct job_builder *job, uint32_t lock_mode)
{
    struct job_target *target;

    memset(&watch, 0, sizeof watch);
    watch.whole = lock_mode == JOB_LOCK_FULL;
    job_builder_init(job, JOB_ENGINE_SYNC);
    target = job_builder_target(job, path, JOB_TARGET_FILE, BLOCKS * BLOCK_BYTES);
    target->flags = JOB_TARGET_READ | JOB_TARGET_WRITE;
    job->load.lock_mode = lock_mode;
    job->load.read_limit = JOB_SHARE_ALL / 2;
    job->header.interval_ns = 20 * MILLISECOND;
}

/* Of one latency and kind, over all phases and workers. */
struct waits {
    uint64_t count;
    uint64_t max_ns;
    uint64_t measured;
    uint64_t service_max_ns;
};

static void add_waits(const struct shared_interval *interval, void *state)
{
    struct waits *waits = state;

    for (int kind = 0; kind < SHARED_KINDS; kind++) {
        const struct shared_statistics *wait = &interval->statistics[LATENCY_LOCK_WAIT][kind];
        const struct shared_statistics *service = &interval->statistics[LATENCY_SERVICE][kind];

        waits->count += wait->count;
        waits->measured += interval->phase == PHASE_MEASURE ? wait->count : 0;
        if (wait->count && wait->max_ns > waits->max_ns)
            waits->max_ns = wait->max_ns;
        if (service->count && service->max_ns > waits->service_max_ns)
            waits->service_max_ns = service->max_ns;
    }
}

static uint64_t transfers(const struct job_totals *totals)
{
    const uint64_t *ops = totals->measured.ops;

    return ops[IOP_READ] + ops[IOP_WRITE] + ops[IOP_TRIM];
}

static void mix_sizes(struct job_load *load)
{
    load->read_size_count = load->write_size_count = 1;
    load->read_sizes[0] = load->write_sizes[0] = (struct job_size){
        .first_bytes = BLOCK_BYTES, .step_bytes = BLOCK_BYTES, .count = 4, .share = JOB_SHARE_ALL};
}

static void nothing_meets(uint32_t lock_mode, uint32_t depth, bool mixed)
{
    struct job_totals totals;
    struct job_builder job;
    struct waits waits = {0};

    locked_job(&job, lock_mode);
    job.header.worker_count = 3;
    job.load.depth = depth;
    job.load.ops_max = 3000;
    job.load.write_limit = JOB_SHARE_ALL / 8 * 7; /* the rest are trims */
    job.load.fsync_every = 5;
    if (mixed)
        mix_sizes(&job.load);
    CHECK_EQUAL(run_job_seeing(&job, &totals, add_waits, &waits), 0);
    CHECK_EQUAL(watch.violations, 0);
    CHECK_EQUAL(transfers(&totals), 3000);
    CHECK_EQUAL(waits.count, 3000);
    CHECK(totals.retries > 50);
    CHECK(watch.readers_max > 1);
    if (lock_mode == JOB_LOCK_RANGE && depth > 1)
        CHECK(watch.requests_max > 3);
}

static void without_locks_they_would_meet(void)
{
    struct job_totals totals;
    struct job_builder job;

    locked_job(&job, JOB_LOCK_NONE);
    job.header.worker_count = 3;
    job.load.depth = 8;
    job.load.ops_max = 3000;
    CHECK_EQUAL(run_job(&job, &totals), 0);
    CHECK(watch.violations > 100);
}

static void whole_locks_admit_one_writer(void)
{
    struct job_totals totals;
    struct job_builder job;

    locked_job(&job, JOB_LOCK_FULL);
    job.header.worker_count = 3;
    job.load.depth = 8;
    job.load.read_limit = 0;
    job.load.ops_max = 600;
    CHECK_EQUAL(run_job(&job, &totals), 0);
    CHECK_EQUAL(transfers(&totals), 600);
    CHECK_EQUAL(watch.requests_max, 1);
}

static int hold(short type, uint64_t first, uint64_t bytes)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    int fd = open(path, O_RDWR);

    lock.l_start = (off_t)first;
    lock.l_len = (off_t)bytes;
    if (fd < 0 || fcntl(fd, F_OFD_SETLK, &lock)) {
        perror("hold");
        check_failures++;
    }
    return fd;
}

static void *let_go_later(void *fd)
{
    const struct timespec later = {0, 200 * 1000 * 1000};

    nanosleep(&later, NULL);
    close(*(int *)fd);
    return NULL;
}

/* The other's lock is on one block; each block is written in turn, so one operation waits. */
static void the_wait_for_another_is_no_latency(void)
{
    int fd = hold(F_RDLCK, 5 * BLOCK_BYTES, 10);
    struct job_totals totals;
    struct job_builder job;
    struct waits waits = {0};
    pthread_t other;

    locked_job(&job, JOB_LOCK_RANGE);
    job.load.access = JOB_ACCESS_SEQUENTIAL;
    job.load.read_limit = 0;
    job.load.depth = 2;
    job.load.ops_max = BLOCKS;
    pthread_create(&other, NULL, let_go_later, &fd);
    CHECK_EQUAL(run_job_seeing(&job, &totals, add_waits, &waits), 0);
    pthread_join(other, NULL);
    CHECK_EQUAL(waits.count, BLOCKS);
    CHECK(waits.max_ns > 100 * MILLISECOND);
    CHECK(waits.service_max_ns < waits.max_ns);
    CHECK_EQUAL(transfers(&totals), BLOCKS);
}

static void readers_share_with_another_that_reads(void)
{
    int fd = hold(F_RDLCK, 0, 0);
    struct job_totals totals;
    struct job_builder job;

    locked_job(&job, JOB_LOCK_FULL);
    job.load.read_limit = JOB_SHARE_ALL;
    job.load.ops_max = 100;
    CHECK_EQUAL(run_job(&job, &totals), 0);
    CHECK_EQUAL(transfers(&totals), 100);
    close(fd);
}

/* A lock that never comes free does not keep the run from ending, and its wait is told. */
static void a_lock_never_given_is_waited_for_until_the_end(bool paced)
{
    int fd = hold(F_WRLCK, 0, 0);
    uint64_t before_ns = iop_clock_monotonic_ns();
    struct job_totals totals;
    struct job_builder job;
    struct waits waits = {0};

    locked_job(&job, JOB_LOCK_RANGE);
    job.load.depth = 4;
    job.header.duration_ns = 200 * MILLISECOND;
    if (paced)
        job_builder_rate(&job, 1000);
    CHECK_EQUAL(run_job_seeing(&job, &totals, add_waits, &waits), 0);
    CHECK_EQUAL(transfers(&totals), 0);
    CHECK_EQUAL(waits.measured, 4);
    CHECK(waits.max_ns > 150 * MILLISECOND);
    CHECK_EQUAL(watch.done, 0);
    CHECK(iop_clock_monotonic_ns() - before_ns < 10000 * MILLISECOND);
    close(fd);
}

int main(void)
{
    int fd = mkstemp(path);

    if (fd < 0 || ftruncate(fd, BLOCKS * BLOCK_BYTES))
        return 1;
    without_locks_they_would_meet();
    for (uint32_t depth = 1; depth <= 16; depth *= 4)
        for (int mixed = 0; mixed < 2; mixed++) {
            nothing_meets(JOB_LOCK_RANGE, depth, mixed);
            nothing_meets(JOB_LOCK_FULL, depth, mixed);
        }
    whole_locks_admit_one_writer();
    the_wait_for_another_is_no_latency();
    readers_share_with_another_that_reads();
    a_lock_never_given_is_waited_for_until_the_end(false);
    a_lock_never_given_is_waited_for_until_the_end(true);
    close(fd);
    unlink(path);
    return check_result();
}
