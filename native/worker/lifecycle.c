/*
 * A worker before and after its loop: pinning, buffers, targets, engine, start barrier, closing.
 * Everything is ready before the barrier; no I/O happens before the start.
 */
#include "worker/worker.h"

#include "measure/counters.h"
#include "worker/locks.h"
#include "worker/pace.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    CACHE_LINE_BYTES = 64,
    BATCH_START = 4,
    GRACE_NS = 500 * 1000 * 1000,
    SPIN_NS = 200 * 1000, /* the last part of the wait for the start is spun, for a sharp start */
};

enum { STREAM_MIX = 2, STREAM_BUFFERS = 3, STREAM_ENGINE = 4, STREAM_CONTENT = 5, STREAM_PACE = 6 };

/* One seed per worker and purpose, all from the seed of the run. */
static uint64_t stream_seed(const struct iop_worker *worker, uint64_t purpose)
{
    uint64_t state = worker->seed ^ ((uint64_t)worker->place->ordinal << 32 | purpose);

    return iop_splitmix(&state);
}

static uint64_t lower(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void *aligned(size_t count, size_t bytes)
{
    size_t total = (count * bytes + CACHE_LINE_BYTES - 1) / CACHE_LINE_BYTES * CACHE_LINE_BYTES;
    void *memory = aligned_alloc(CACHE_LINE_BYTES, total ? total : CACHE_LINE_BYTES);

    if (memory)
        memset(memory, 0, total);
    return memory;
}

static bool is_allocated(const struct iop_worker *worker)
{
    return worker->engine_state && worker->slots && worker->free_slots && worker->requests &&
           worker->completions && worker->blocks && worker->drawn && worker->regions &&
           worker->opened;
}

/* By the worker's own thread, so that the memory lies on the node where it runs. */
static int allocate(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;

    worker->depth = load->depth;
    worker->region_count = iop_worker_target_count(worker);
    worker->engine_state = aligned(1, worker->engine->state_bytes);
    worker->slots = aligned(load->depth, sizeof *worker->slots);
    worker->free_slots = aligned(load->depth, sizeof *worker->free_slots);
    worker->requests = aligned(load->depth, sizeof *worker->requests);
    worker->completions = aligned(load->depth, sizeof *worker->completions);
    worker->blocks = aligned(load->depth, sizeof *worker->blocks);
    worker->drawn = aligned(load->depth, sizeof *worker->drawn);
    worker->regions = aligned(worker->region_count, sizeof *worker->regions);
    worker->opened = aligned(worker->region_count, sizeof *worker->opened);
    if (!is_allocated(worker))
        return iop_fail(ENOMEM, "not enough memory for a worker of queue depth %u", load->depth);
    for (uint32_t i = 0; i < worker->region_count; i++)
        worker->opened[i].fd = -1;
    return 0;
}

void iop_worker_free(struct iop_worker *worker)
{
    if (worker->lost_requests)
        return;
    iop_pace_free(worker);
    iop_locks_free(worker);
    free(worker->engine_state);
    free(worker->slots);
    free(worker->free_slots);
    free(worker->requests);
    free(worker->completions);
    free(worker->blocks);
    free(worker->drawn);
    free(worker->regions);
    free(worker->opened);
}

static int pin(const struct iop_worker *worker)
{
    char words[128];
    cpu_set_t *cpus;
    size_t bytes;
    int cpu = worker->place->cpu, error = 0;

    if (cpu < 0)
        return worker->place->numa_node < 0 ? 0 : iop_numa_run_on(worker->place->numa_node);
    cpus = CPU_ALLOC((size_t)cpu + 1);
    bytes = CPU_ALLOC_SIZE((size_t)cpu + 1);
    if (!cpus)
        return iop_fail(ENOMEM, "not enough memory to pin a worker");
    CPU_ZERO_S(bytes, cpus);
    CPU_SET_S((size_t)cpu, bytes, cpus);
    if (sched_setaffinity(0, bytes, cpus))
        error = iop_fail(errno, "cannot pin a worker to CPU %d: %s", cpu,
                         iop_errno_words(errno, words, sizeof words));
    CPU_FREE(cpus);
    return error;
}

static int open_targets(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    struct iop_target_mode mode = {load->sync_mode, load->fadvise};

    for (uint32_t i = 0; i < worker->region_count; i++) {
        const struct iop_target_spec *target = &worker->targets[i];
        int fd = -1;

        if (!(worker->engine->capabilities & IOP_NEEDS_NO_TARGET)) {
            fd = iop_target_open(target, &mode);
            if (fd < 0)
                return fd;
        }
        worker->opened[i] = (struct iop_engine_target){
            .fd = fd,
            .is_block_device = target->kind == JOB_TARGET_BLOCK,
            .offset = target->offset,
            .bytes = target->bytes,
            .path = target->path,
        };
    }
    return 0;
}

static void open_access(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;

    worker->mix =
        (struct iop_mix){.read_limit = load->read_limit, .write_limit = load->write_limit};
    iop_rng_seed(&worker->mix.rng, stream_seed(worker, STREAM_MIX), 0);
    worker->has_syncs = load->fsync_every || load->fdatasync_every;
    worker->measures_submission = load->latency_submission;
    for (uint32_t i = 0; i < load->depth; i++)
        worker->free_slots[i] = load->depth - 1 - i;
    worker->free_count = load->depth;
    worker->wait_ns_max = WORKER_WAIT_NS_MAX;
    worker->batch = load->depth < BATCH_START ? load->depth : BATCH_START;
}

static uint32_t kinds_of(const struct job_load *load)
{
    const struct job_verify *verify = &load->verify;
    bool reads_back = verify->every || verify->flags & JOB_VERIFY_READ_BACK;
    uint32_t kinds = 0;

    kinds |= load->read_limit || reads_back ? 1u << IOP_READ : 0;
    kinds |= load->write_limit > load->read_limit ? 1u << IOP_WRITE : 0;
    kinds |= load->write_limit < JOB_SHARE_ALL ? 1u << IOP_TRIM : 0;
    kinds |= load->fsync_every || load->end_fsync ? 1u << IOP_FSYNC : 0;
    kinds |= load->fdatasync_every ? 1u << IOP_FDATASYNC : 0;
    return kinds;
}

static int open_engine(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    int error;

    worker->setup = (struct iop_engine_setup){
        .targets = worker->opened,
        .target_count = worker->region_count,
        .depth = load->depth,
        .buffers = worker->buffers.base,
        .buffer_stride = worker->buffers.stride,
        .block_bytes = iop_worker_longest(load),
        .kinds = kinds_of(load),
        .vectors = load->vectors,
        .options = load->engine_options,
        .sqpoll_cpu = load->sqpoll_cpu,
        .madvise = load->madvise,
        .sim = &load->sim,
        .clock = worker->clock,
        .seed = stream_seed(worker, STREAM_ENGINE),
    };
    error = worker->engine->open(worker->engine_state, &worker->setup);
    worker->live->options_in_force = worker->setup.options_in_force;
    return error;
}

static int open_worker(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    struct iop_buffers_request buffers = {
        .count = load->depth,
        .block_bytes = iop_worker_longest(load),
        .flags = load->buffer_flags,
        .numa_node = worker->place->numa_node,
        .seed = stream_seed(worker, STREAM_BUFFERS),
    };
    int error = pin(worker);

    if (!error)
        error = allocate(worker);
    if (!error)
        error = iop_buffers_open(&worker->buffers, &buffers);
    if (!error)
        error = open_targets(worker);
    if (!error)
        error = iop_worker_open_space(worker);
    if (error)
        return error;
    open_access(worker);
    iop_worker_open_heat(worker);
    error = iop_locks_open(worker);
    error = error ? error : iop_worker_open_verify(worker);
    if (error)
        return error;
    error = iop_worker_open_content(worker, stream_seed(worker, STREAM_CONTENT));
    error = error ? error : iop_pace_open(worker, stream_seed(worker, STREAM_PACE));
    return error ? error : open_engine(worker);
}

static void close_worker(struct iop_worker *worker)
{
    if (worker->lost_requests || !is_allocated(worker))
        return;
    worker->engine->close(worker->engine_state);
    for (uint32_t i = 0; i < worker->region_count; i++)
        if (worker->opened[i].fd >= 0)
            close(worker->opened[i].fd);
    iop_buffers_close(&worker->buffers);
    iop_worker_close_verify(worker);
    iop_content_close(&worker->content);
}

/* A failure always has a sentence, and one of its own. */
static void keep_error(struct iop_worker *worker, int error)
{
    char words[128];

    worker->error = error;
    if (iop_error_text()[0])
        snprintf(worker->error_text, sizeof worker->error_text, "%s", iop_error_text());
    else
        snprintf(worker->error_text, sizeof worker->error_text, "engine %s broke: %s",
                 worker->engine->name, iop_errno_words(-error, words, sizeof words));
}

/* Reports ready or failed; returns whether the run really starts. */
static bool wait_at_barrier(struct iop_worker *worker, int error)
{
    struct iop_control *control = worker->control;
    bool runs;

    iop_store_release_32(&worker->live->state, error ? WORKER_FAILED : WORKER_READY);
    pthread_mutex_lock(&control->lock);
    control->ready_count += !error;
    control->failed_count += error != 0;
    pthread_cond_broadcast(&control->changed);
    while (!error && !control->released)
        pthread_cond_wait(&control->changed, &control->lock);
    runs = !error && control->start_ns;
    pthread_mutex_unlock(&control->lock);
    return runs;
}

static void wait_for_start(struct iop_worker *worker)
{
    uint64_t start_ns = worker->control->start_ns;
    uint64_t now_ns = iop_clock_monotonic_ns();

    if (worker->clock->kind == CLOCK_VIRTUAL) {
        worker->clock->virtual_ns = start_ns;
        return;
    }
    while (now_ns + SPIN_NS < start_ns && !iop_load_relaxed_32(&worker->control->stop)) {
        struct timespec rest = {0, 0};
        uint64_t left_ns = start_ns - now_ns - SPIN_NS;

        rest.tv_nsec = (long)lower(left_ns, 50 * 1000 * 1000);
        nanosleep(&rest, NULL);
        now_ns = iop_clock_monotonic_ns();
    }
    while (iop_clock_read(worker->clock) < start_ns && !iop_load_relaxed_32(&worker->control->stop))
        ;
}

static void run_loop(struct iop_worker *worker)
{
    int64_t drift_ns = iop_clock_drift_ns(worker->clock);
    int error;

    wait_for_start(worker);
    iop_error_adopt("");
    error = iop_worker_loop(worker);
    worker->live->clock_drift_ns = iop_clock_drift_ns(worker->clock) - drift_ns;
    if (error) {
        keep_error(worker, error);
        worker->live->stop = STOP_ENGINE;
        iop_set_once_32(&worker->control->stop, STOP_ENGINE);
    }
}

/* Wakes who waits for it; the thread is joined before the lock goes away. */
static void announce_end(struct iop_worker *worker)
{
    struct iop_control *control = worker->control;

    pthread_mutex_lock(&control->lock);
    iop_store_release_32(&worker->ended, 1);
    pthread_cond_broadcast(&control->changed);
    pthread_mutex_unlock(&control->lock);
}

void *iop_worker_main(void *argument)
{
    struct iop_worker *worker = argument;
    int error;
    bool ran;

    iop_error_adopt("");
    error = open_worker(worker);
    if (error)
        keep_error(worker, error);
    ran = wait_at_barrier(worker, error);
    if (ran)
        run_loop(worker);
    iop_worker_has_written(worker);
    close_worker(worker);
    if (!error)
        iop_store_release_32(&worker->live->state, worker->error ? WORKER_FAILED : WORKER_DONE);
    announce_end(worker);
    return NULL;
}

bool iop_worker_has_ended(const struct iop_worker *worker)
{
    return !worker->thread_started || iop_load_acquire_32(&worker->ended);
}

/* A worker that reads back takes as long as it takes, as long as something comes back. */
static bool is_stuck_verifying(struct iop_worker *worker, uint64_t now_ns)
{
    return iop_worker_silence_ns(worker, now_ns) > worker->control->drain_ns + GRACE_NS;
}

/* By its own clock a virtual worker drains when it says so. */
static bool has_to_drain(const struct iop_worker *worker, uint64_t now_ns)
{
    const struct iop_control *control = worker->control;
    bool is_timed = control->duration_ns && worker->clock->kind != CLOCK_VIRTUAL;

    return iop_load_relaxed_32(&control->stop) ||
           iop_load_acquire_32(&worker->live->state) == WORKER_DRAINING ||
           (is_timed && control->start_ns &&
            now_ns >= control->start_ns + control->warmup_ns + control->duration_ns);
}

/* A worker that is not held up gives its requests up by itself, and is left the time for that. */
bool iop_worker_is_overdue(struct iop_worker *worker, uint64_t now_ns)
{
    if (iop_worker_has_ended(worker))
        return false;
    if (iop_load_acquire_32(&worker->live->state) == WORKER_VERIFYING)
        return is_stuck_verifying(worker, now_ns);
    if (!worker->drain_from_ns && has_to_drain(worker, now_ns))
        worker->drain_from_ns = now_ns;
    return worker->drain_from_ns &&
           now_ns - worker->drain_from_ns > worker->control->drain_ns + GRACE_NS;
}

uint64_t iop_worker_silence_ns(const struct iop_worker *worker, uint64_t now_ns)
{
    uint64_t last_ns = iop_load_acquire(&worker->live->completion_last_ns);

    last_ns = last_ns ? last_ns : worker->control->start_ns;
    return now_ns > last_ns ? now_ns - last_ns : 0;
}
