/*
 * A run: the checked job, the shared region, the workers. Owns everything, knows no I/O.
 */
#include "api/iop.h"

#include "api/job.h"
#include "clock/clock.h"
#include "error/error.h"
#include "layout/layout_id.h"
#include "measure/counters.h"
#include "worker/worker.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096, WORKER_MEMORY_BYTES = 1536 * 1024 };

struct iop_run {
    struct iop_job job;
    struct iop_control control;
    struct iop_clock clock;
    struct iop_worker *workers;
    struct iop_target_needs *needs; /* [target_count] */
    uint32_t checked;               /* targets */
    struct shared_header *header;
    uint64_t region_bytes;
};

static uint64_t round_to_page(uint64_t bytes)
{
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

static void keep_service(bool kept[SHARED_LATENCIES][SHARED_KINDS], int kind,
                         const struct job_load *load)
{
    kept[LATENCY_SERVICE][kind] = true;
    if (load->latency_submission)
        kept[LATENCY_SUBMISSION][kind] = true;
}

/* Histograms exist for the kinds that some load can produce, and for no others. */
static void choose_histograms(const struct iop_job *job, bool kept[SHARED_LATENCIES][SHARED_KINDS])
{
    for (uint32_t i = 0; i < job->header->load_count; i++) {
        const struct job_load *load = &job->loads[i];

        if (load->read_limit)
            keep_service(kept, IOP_READ, load);
        if (load->write_limit > load->read_limit)
            keep_service(kept, IOP_WRITE, load);
        if (load->write_limit < JOB_SHARE_ALL)
            keep_service(kept, IOP_TRIM, load);
        if (load->fsync_every || load->end_fsync)
            keep_service(kept, IOP_FSYNC, load);
        if (load->fdatasync_every)
            keep_service(kept, IOP_FDATASYNC, load);
    }
}

static void lay_out(const struct iop_job *job, struct shared_header *header)
{
    bool kept[SHARED_LATENCIES][SHARED_KINDS] = {{false}};
    uint64_t slots;

    choose_histograms(job, kept);
    header->magic = SHARED_MAGIC;
    header->layout_id = IOP_LAYOUT_ID;
    header->worker_count = job->header->worker_count;
    header->slot_stride = iop_interval_slot_bytes(kept, header->histogram_offset);
    slots = WORKER_MEMORY_BYTES / header->slot_stride;
    slots = slots < INTERVAL_SLOTS_MIN ? (uint64_t)INTERVAL_SLOTS_MIN : slots;
    header->slot_count = (uint32_t)(slots > INTERVAL_SLOTS_MAX ? INTERVAL_SLOTS_MAX : slots);
    header->worker_offset = round_to_page(sizeof *header);
    header->ring_offset =
        sizeof(struct shared_live) + SHARED_ERRORS_MAX * sizeof(struct shared_error);
    header->slots_offset = round_to_page(header->ring_offset + sizeof(struct shared_ring));
    header->worker_stride = header->slots_offset + header->slot_count * header->slot_stride;
    header->region_bytes = header->worker_offset + header->worker_count * header->worker_stride;
}

static int map_region(struct iop_run *run)
{
    struct shared_header layout = {0};
    char words[128];
    int fd = memfd_create("iopulse", MFD_CLOEXEC);

    lay_out(&run->job, &layout);
    run->region_bytes = layout.region_bytes;
    if (fd < 0 || ftruncate(fd, (off_t)layout.region_bytes)) {
        int error = errno;

        if (fd >= 0)
            close(fd);
        return iop_fail(error, "cannot create the shared region of %llu bytes: %s",
                        (unsigned long long)layout.region_bytes,
                        iop_errno_words(error, words, sizeof words));
    }
    run->header = mmap(NULL, layout.region_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (run->header == MAP_FAILED) {
        run->header = NULL;
        return iop_fail(ENOMEM, "cannot map the shared region of %llu bytes",
                        (unsigned long long)layout.region_bytes);
    }
    *run->header = layout;
    return 0;
}

static int set_up_worker(struct iop_run *run, uint32_t index)
{
    struct iop_worker *worker = &run->workers[index];
    struct shared_header *header = run->header;
    uint8_t *block = (uint8_t *)header + header->worker_offset + index * header->worker_stride;

    worker->place = &run->job.workers[index];
    worker->load = &run->job.loads[worker->place->load];
    worker->engine = iop_engine_by_id(worker->load->engine);
    worker->targets = &run->job.specs[worker->load->target_first];
    worker->control = &run->control;
    worker->seed = run->job.header->seed;
    worker->live = (struct shared_live *)block;
    worker->errors = (struct shared_error *)(block + sizeof(struct shared_live));
    worker->own_clock.kind = CLOCK_VIRTUAL;
    worker->clock =
        worker->engine->capabilities & IOP_VIRTUAL_CLOCK ? &worker->own_clock : &run->clock;
    worker->intervals = (struct iop_intervals){
        .ring = (struct shared_ring *)(block + header->ring_offset),
        .slots = block + header->slots_offset,
        .header = header,
        .abandoned = &run->control.abandoned,
        .waits_for_reader = worker->clock == &worker->own_clock,
    };
    return iop_worker_allocate(worker);
}

static int set_up(struct iop_run *run)
{
    const struct job_header *job = run->job.header;
    int error = map_region(run);

    if (error)
        return error;
    run->control.warmup_ns = job->warmup_ns;
    run->control.duration_ns = job->duration_ns;
    run->control.interval_ns = job->interval_ns;
    run->control.failures_max = job->errors_max;
    run->control.on_error = job->on_error;
    run->workers = calloc(job->worker_count, sizeof *run->workers);
    if (!run->workers)
        return iop_fail(ENOMEM, "not enough memory for %u workers", job->worker_count);
    run->needs = calloc(job->target_count, sizeof *run->needs);
    if (!run->needs)
        return iop_fail(ENOMEM, "not enough memory for %u targets", job->target_count);
    for (uint32_t i = 0; i < job->worker_count && !error; i++)
        error = set_up_worker(run, i);
    return error;
}

void iop_load(void)
{
    iop_clock_begin();
}

uint64_t iop_layout_id(void)
{
    return IOP_LAYOUT_ID;
}

int iop_create(const void *job, size_t bytes, struct iop_run **out)
{
    struct iop_run *run = calloc(1, sizeof *run);
    int error;

    *out = NULL;
    if (!run)
        return iop_fail(ENOMEM, "not enough memory for a run");
    pthread_mutex_init(&run->control.lock, NULL);
    pthread_cond_init(&run->control.changed, NULL);
    error = iop_job_open(&run->job, job, bytes);
    error = error ? error : set_up(run);
    if (error) {
        iop_destroy(run);
        return error;
    }
    iop_store_release(&run->header->ready, 1);
    *out = run;
    return 0;
}

void *iop_region(struct iop_run *run)
{
    return run->header;
}

int64_t iop_check_target(struct iop_run *run, uint32_t target)
{
    const struct iop_target_spec *spec = &run->job.specs[target];
    int error;

    assert(target == run->checked && target < run->job.header->target_count);
    error = spec->kind == JOB_TARGET_NONE ? 0 : iop_target_check(spec, &run->needs[target]);
    if (!error)
        error = iop_target_check_space(spec, run->needs, target + 1);
    if (error)
        return error;
    run->checked++;
    iop_store_release(&run->header->prepare_bytes_total,
                      run->header->prepare_bytes_total + run->needs[target].fill_bytes);
    return (int64_t)run->needs[target].fill_bytes;
}

static int check_rest(struct iop_run *run)
{
    while (run->checked < run->job.header->target_count) {
        int64_t result = iop_check_target(run, run->checked);

        if (result < 0)
            return (int)result;
    }
    return 0;
}

int iop_prepare(struct iop_run *run)
{
    struct iop_prepare_progress progress = {
        (_Atomic uint64_t *)&run->header->prepare_bytes,
        (const _Atomic uint32_t *)&run->control.stop,
    };
    int error = check_rest(run);

    return error ? error
                 : iop_targets_make(run->job.specs, run->needs, run->job.header->target_count,
                                    &progress);
}

static int start_threads(struct iop_run *run)
{
    for (uint32_t i = 0; i < run->job.header->worker_count; i++) {
        struct iop_worker *worker = &run->workers[i];
        int error = pthread_create(&worker->thread, NULL, iop_worker_main, worker);

        if (error)
            return iop_fail(error, "cannot start worker thread %u of %u", i + 1,
                            run->job.header->worker_count);
        worker->thread_started = true;
    }
    return 0;
}

static void release(struct iop_run *run, uint64_t start_ns)
{
    pthread_mutex_lock(&run->control.lock);
    run->control.start_ns = start_ns;
    run->control.released = true;
    pthread_cond_broadcast(&run->control.changed);
    pthread_mutex_unlock(&run->control.lock);
}

static int adopt_worker_error(struct iop_run *run)
{
    for (uint32_t i = 0; i < run->job.header->worker_count; i++)
        if (run->workers[i].error) {
            iop_error_adopt(run->workers[i].error_text);
            return run->workers[i].error;
        }
    return 0;
}

int iop_arm(struct iop_run *run)
{
    struct iop_control *control = &run->control;
    uint32_t count = run->job.header->worker_count, failed;
    int error = start_threads(run);

    if (error)
        return error;
    iop_clock_calibrate(&run->clock);
    run->header->clock = run->workers[0].clock->kind;
    pthread_mutex_lock(&control->lock);
    while (control->ready_count + control->failed_count < count)
        pthread_cond_wait(&control->changed, &control->lock);
    failed = control->failed_count;
    pthread_mutex_unlock(&control->lock);
    return failed ? adopt_worker_error(run) : 0;
}

int iop_start(struct iop_run *run, uint64_t delay_ns)
{
    uint64_t start_ns = iop_clock_monotonic_ns() + delay_ns;

    if (run->control.released)
        return iop_fail(EALREADY, "the run was started before");
    iop_store_release(&run->header->start_ns, start_ns);
    release(run, start_ns);
    return 0;
}

void iop_stop(struct iop_run *run)
{
    iop_set_once_32(&run->control.stop, STOP_ASKED);
}

int iop_join(struct iop_run *run, uint64_t timeout_ns)
{
    enum { POLL_NS = 1000 * 1000 };
    uint64_t deadline_ns = iop_clock_monotonic_ns() + timeout_ns;
    int failed;

    while (iop_load_acquire_32(&run->control.done_count) < run->job.header->worker_count) {
        struct timespec rest = {0, POLL_NS};

        if (iop_clock_monotonic_ns() >= deadline_ns)
            return 0;
        nanosleep(&rest, NULL);
    }
    failed = adopt_worker_error(run);
    return failed ? failed : 1;
}

/* A worker whose requests are lost never touches freed memory: its thread has ended by then. */
void iop_destroy(struct iop_run *run)
{
    bool lost = false;

    if (!run)
        return;
    iop_set_once_32(&run->control.stop, STOP_ASKED);
    iop_store_release_32(&run->control.abandoned, 1);
    if (run->workers) {
        release(run, run->control.start_ns);
        for (uint32_t i = 0; i < run->job.header->worker_count; i++) {
            struct iop_worker *worker = &run->workers[i];

            if (worker->thread_started)
                pthread_join(worker->thread, NULL);
            lost |= worker->lost_requests;
            iop_worker_free(worker);
        }
    }
    if (run->header)
        munmap(run->header, run->region_bytes);
    if (!lost)
        free(run->workers);
    free(run->needs);
    iop_job_close(&run->job);
    pthread_cond_destroy(&run->control.changed);
    pthread_mutex_destroy(&run->control.lock);
    free(run);
}

static int probe_uring_or_libaio(const struct iop_engine *engine)
{
    struct iop_engine_setup setup = {
        .depth = 1, .block_bytes = 512, .vectors = 1, .sqpoll_cpu = -1, .kinds = 1u << IOP_READ};
    void *state = aligned_alloc(64, (engine->state_bytes + 63) / 64 * 64);
    int error;

    if (!state)
        return iop_fail(ENOMEM, "not enough memory to try engine %s", engine->name);
    memset(state, 0, engine->state_bytes);
    error = engine->open(state, &setup);
    engine->close(state);
    free(state);
    return error;
}

int iop_engine_probe(uint32_t engine_id)
{
    const struct iop_engine *engine = iop_engine_by_id(engine_id);
    int error;

    if (!engine)
        return iop_fail(EINVAL, "the engine is unknown");
    error = engine->capabilities & IOP_NEEDS_NO_TARGET ? 0 : probe_uring_or_libaio(engine);
    return error ? error : (int)engine->capabilities;
}
