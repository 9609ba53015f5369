/*
 * A run: the checked job, the shared region, the workers. Owns everything, knows no I/O.
 */
#include "api/iop.h"

#include "api/job.h"
#include "api/ledgers.h"
#include "clock/clock.h"
#include "error/error.h"
#include "layout/layout_id.h"
#include "measure/counters.h"
#include "measure/heat.h"
#include "worker/pace.h"
#include "worker/worker.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

/* Between the seeds of two loads, so that their workers do not draw alike. */
static const uint64_t SEED_STEP = 0xd1b54a32d192ed03u;

struct iop_run {
    struct iop_job job;
    struct iop_control control;
    struct iop_clock clock;
    struct iop_worker *workers;
    struct iop_target_needs *needs; /* [target_count] */
    struct iop_ledgers ledgers;
    uint32_t checked; /* targets */
    struct shared_header *header;
    uint64_t region_bytes;
};

static uint64_t aligned(uint64_t bytes)
{
    return (bytes + SHARED_ALIGNMENT - 1) / SHARED_ALIGNMENT * SHARED_ALIGNMENT;
}

static void keep_latencies(bool kept[SHARED_LATENCIES][SHARED_KINDS], int kind,
                           const struct job_load *load)
{
    kept[LATENCY_SERVICE][kind] = true;
    if (load->latency_submission)
        kept[LATENCY_SUBMISSION][kind] = true;
    if (load->pace.arrivals)
        kept[LATENCY_RESPONSE][kind] = true;
    if (load->pace.arrivals || iop_pace_thinks(&load->pace))
        kept[LATENCY_LATENESS][kind] = true;
    if (load->lock_mode && kind < IOP_FSYNC)
        kept[LATENCY_LOCK_WAIT][kind] = true;
}

/* Histograms exist for the kinds that some load can produce, and for no others. */
static void choose_histograms(const struct iop_job *job, bool kept[SHARED_LATENCIES][SHARED_KINDS])
{
    for (uint32_t i = 0; i < job->header->load_count; i++) {
        const struct job_load *load = &job->loads[i];

        if (load->read_limit || iop_job_reads_back(load))
            keep_latencies(kept, IOP_READ, load);
        if (load->write_limit > load->read_limit)
            keep_latencies(kept, IOP_WRITE, load);
        if (load->write_limit < JOB_SHARE_ALL)
            keep_latencies(kept, IOP_TRIM, load);
        if (load->fsync_every || load->end_fsync)
            keep_latencies(kept, IOP_FSYNC, load);
        if (load->fdatasync_every)
            keep_latencies(kept, IOP_FDATASYNC, load);
    }
}

/* Bytes of the largest, so that all blocks are alike; 0 when no load keeps any. */
static uint64_t heat_bytes(const struct iop_job *job)
{
    uint64_t largest = 0;

    for (uint32_t i = 0; i < job->header->load_count; i++) {
        uint64_t bytes = iop_heat_bytes(iop_heat_kinds(&job->loads[i]));

        if (job->loads[i].heat_counters && bytes > largest)
            largest = bytes;
    }
    return aligned(largest);
}

static void lay_out(const struct iop_job *job, struct shared_header *header)
{
    bool kept[SHARED_LATENCIES][SHARED_KINDS] = {{false}};
    uint64_t slots, heat = heat_bytes(job);

    choose_histograms(job, kept);
    header->magic = SHARED_MAGIC;
    header->layout_id = IOP_LAYOUT_ID;
    header->worker_count = job->header->worker_count;
    header->slot_stride = iop_interval_slot_bytes(kept, header->histogram_offset);
    slots = SHARED_SLOTS_BYTES / header->slot_stride;
    slots = slots < SHARED_SLOTS_MIN ? (uint64_t)SHARED_SLOTS_MIN : slots;
    header->slot_count = (uint32_t)(slots > SHARED_SLOTS_MAX ? SHARED_SLOTS_MAX : slots);
    header->worker_offset = aligned(sizeof *header);
    header->verified_offset =
        sizeof(struct shared_live) + SHARED_ERRORS_MAX * sizeof(struct shared_error);
    header->ring_offset = header->verified_offset + sizeof(struct shared_verified) +
                          SHARED_MISMATCHES_MAX * sizeof(struct shared_mismatch);
    header->slots_offset = aligned(header->ring_offset + sizeof(struct shared_ring));
    header->worker_stride = header->slots_offset + header->slot_count * header->slot_stride;
    header->heat_offset = heat ? header->worker_stride : 0;
    header->worker_stride += heat;
    header->region_bytes = header->worker_offset + header->worker_count * header->worker_stride;
}

/* Nothing but the header is touched: each worker's thread brings its part to its own node. */
static int map_region(struct iop_run *run)
{
    struct shared_header layout = {0};
    char words[128];
    void *region;

    lay_out(&run->job, &layout);
    region =
        mmap(NULL, layout.region_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (region == MAP_FAILED)
        return iop_fail(errno, "cannot map the shared region of %llu bytes for %u workers: %s",
                        (unsigned long long)layout.region_bytes, layout.worker_count,
                        iop_errno_words(errno, words, sizeof words));
    run->region_bytes = layout.region_bytes;
    run->header = region;
    *run->header = layout;
    return 0;
}

/* Workers of a load in this process share what is read back at the end. */
static void set_up_verification(struct iop_run *run, uint32_t index, uint8_t *verified)
{
    struct iop_worker *worker = &run->workers[index];
    struct iop_verification *verify = &worker->verification;

    for (uint32_t i = 0; i < run->job.header->worker_count; i++) {
        bool is_peer = run->job.workers[i].load == worker->place->load;

        verify->ordinal += is_peer && i < index;
        verify->peers += is_peer;
    }
    verify->verified = (struct shared_verified *)verified;
    verify->mismatches = (struct shared_mismatch *)(verified + sizeof(struct shared_verified));
    verify->ledgers =
        run->ledgers.of_targets + worker->load->target_first + worker->place->target_first;
    run->control.writers += (worker->load->verify.flags & JOB_VERIFY_READ_BACK) != 0;
}

static void set_up_worker(struct iop_run *run, uint32_t index)
{
    struct iop_worker *worker = &run->workers[index];
    struct shared_header *header = run->header;
    uint8_t *block = (uint8_t *)header + header->worker_offset + index * header->worker_stride;

    worker->place = &run->job.workers[index];
    worker->load = &run->job.loads[worker->place->load];
    worker->engine = iop_engine_by_id(worker->load->engine);
    worker->targets = &run->job.specs[worker->load->target_first + worker->place->target_first];
    worker->content_string = run->job.text + worker->load->content.string_offset;
    worker->segments = run->job.segments;
    worker->buckets = run->job.buckets + worker->place->bucket_first;
    worker->control = &run->control;
    worker->seed = run->job.header->seed + worker->place->load * SEED_STEP;
    worker->live = (struct shared_live *)block;
    worker->errors = (struct shared_error *)(block + sizeof(struct shared_live));
    if (header->heat_offset)
        worker->shared_heat = (struct shared_heat *)(block + header->heat_offset);
    set_up_verification(run, index, block + header->verified_offset);
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
    run->control.drain_ns = job->drain_ns;
    run->control.failures_max = job->errors_max;
    run->control.on_error = job->on_error;
    run->workers = calloc(job->worker_count, sizeof *run->workers);
    if (!run->workers)
        return iop_fail(ENOMEM, "not enough memory for %u workers", job->worker_count);
    run->needs = calloc(job->target_count, sizeof *run->needs);
    if (!run->needs)
        return iop_fail(ENOMEM, "not enough memory for %u targets", job->target_count);
    run->ledgers.opened = calloc(job->target_count, sizeof *run->ledgers.opened);
    run->ledgers.of_targets = calloc(job->target_count, sizeof *run->ledgers.of_targets);
    if (!run->ledgers.opened || !run->ledgers.of_targets)
        return iop_fail(ENOMEM, "not enough memory for the ledgers of %u targets",
                        job->target_count);
    for (uint32_t i = 0; i < job->worker_count; i++)
        set_up_worker(run, i);
    return 0;
}

void iop_load(void)
{
    iop_clock_begin();
}

uint64_t iop_layout_id(void)
{
    return IOP_LAYOUT_ID;
}

/* For the clock that deadlines are on. */
static void prepare_waiting(struct iop_control *control)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&control->lock, NULL);
    pthread_cond_init(&control->changed, &attributes);
    pthread_condattr_destroy(&attributes);
}

int iop_create(const void *job, size_t bytes, struct iop_run **out)
{
    struct iop_run *run = calloc(1, sizeof *run);
    int error;

    *out = NULL;
    if (!run)
        return iop_fail(ENOMEM, "not enough memory for a run");
    prepare_waiting(&run->control);
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
        iop_target_share(run->job.specs, run->needs, target);
    if (!error)
        error = iop_target_check_space(spec, run->needs, target + 1);
    if (error)
        return error;
    run->checked++;
    iop_store_release(&run->header->prepare_bytes_total,
                      run->header->prepare_bytes_total + run->needs[target].fill_bytes);
    iop_store_release(&run->header->unwritten_bytes,
                      run->header->unwritten_bytes + run->needs[target].unwritten_bytes);
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

    error = error ? error : iop_ledgers_open(&run->ledgers, &run->job, run->needs);
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

/* Workers announce what they do; a stop, which nobody announces, is seen soon. */
static void wait_for_change(struct iop_control *control, uint64_t now_ns, uint64_t deadline_ns)
{
    enum { LOOK_NS = 50 * 1000 * 1000, SECOND_NS = 1000 * 1000 * 1000 };
    uint64_t until_ns = deadline_ns - now_ns < LOOK_NS ? deadline_ns : now_ns + LOOK_NS;
    struct timespec until = {(time_t)(until_ns / SECOND_NS), (long)(until_ns % SECOND_NS)};

    pthread_cond_timedwait(&control->changed, &control->lock, &until);
}

int iop_arm(struct iop_run *run)
{
    struct iop_control *control = &run->control;
    uint32_t count = run->job.header->worker_count, failed, ready;
    int error = start_threads(run);

    if (error)
        return error;
    iop_clock_calibrate(&run->clock);
    run->header->clock = run->workers[0].clock->kind;
    pthread_mutex_lock(&control->lock);
    while (control->ready_count + control->failed_count < count &&
           !iop_load_relaxed_32(&control->stop))
        wait_for_change(control, iop_clock_monotonic_ns(), UINT64_MAX);
    failed = control->failed_count;
    ready = control->ready_count;
    pthread_mutex_unlock(&control->lock);
    if (failed)
        return adopt_worker_error(run);
    return ready == count ? 0 : iop_fail(ECANCELED, "stopped while workers opened their targets");
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

static bool all_have_ended(const struct iop_run *run)
{
    for (uint32_t i = 0; i < run->job.header->worker_count; i++)
        if (!iop_worker_has_ended(&run->workers[i]))
            return false;
    return true;
}

/* Until all have ended, something changed, or it is time to look again. */
static bool wait_for_ends(struct iop_run *run, uint64_t now_ns, uint64_t deadline_ns)
{
    bool ended;

    pthread_mutex_lock(&run->control.lock);
    if (!all_have_ended(run) && now_ns < deadline_ns)
        wait_for_change(&run->control, now_ns, deadline_ns);
    ended = all_have_ended(run);
    pthread_mutex_unlock(&run->control.lock);
    return ended;
}

/* Whether there are workers that have not ended, and all of them are overdue. */
static bool is_held_up(struct iop_run *run, uint64_t now_ns)
{
    uint32_t overdue = 0, running = 0;

    for (uint32_t i = 0; i < run->job.header->worker_count; i++) {
        struct iop_worker *worker = &run->workers[i];

        if (iop_worker_is_overdue(worker, now_ns))
            overdue++;
        else
            running += !iop_worker_has_ended(worker);
    }
    return overdue && !running;
}

/* Appends "worker 3 silent for 7.2 s"; returns the length of the text. */
static size_t name_worker(const struct iop_run *run, uint32_t index, uint64_t now_ns, char *text,
                          size_t bytes)
{
    double silence_s = (double)iop_worker_silence_ns(&run->workers[index], now_ns) / 1e9;
    int length = snprintf(text, bytes, "worker %u silent for %.1f s", index, silence_s);

    return length < 0 || (size_t)length >= bytes ? 0 : (size_t)length;
}

/* -ETIMEDOUT, with a sentence about the workers that the run leaves behind. */
static int give_up(const struct iop_run *run, uint64_t now_ns)
{
    enum { NAMED_MAX = 8, NAMES_BYTES = 512 };
    char names[NAMES_BYTES] = "";
    uint32_t count = run->job.header->worker_count, lost = 0;
    size_t length = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (iop_worker_has_ended(&run->workers[i]))
            continue;
        if (lost++ >= NAMED_MAX)
            continue;
        if (length)
            length += (size_t)snprintf(names + length, sizeof names - length, ", ");
        length += name_worker(run, i, now_ns, names + length, sizeof names - length);
    }
    if (!lost)
        return 0; /* back at the last moment */
    return iop_fail(
        ETIMEDOUT,
        "%u of %u workers did not come back within %.1f s of the end of the run (%s%s): "
        "the device or its driver hangs; what they did in their last, unfinished "
        "interval is not in the result",
        lost, count, (double)run->control.drain_ns / 1e9, names,
        lost > NAMED_MAX ? ", and others" : "");
}

int iop_join(struct iop_run *run, uint64_t timeout_ns)
{
    uint64_t now_ns = iop_clock_monotonic_ns(), deadline_ns = now_ns + timeout_ns;
    int failed;

    while (!wait_for_ends(run, now_ns, deadline_ns)) {
        if (now_ns >= deadline_ns)
            return is_held_up(run, now_ns) ? give_up(run, now_ns) : 0;
        now_ns = iop_clock_monotonic_ns();
    }
    failed = adopt_worker_error(run);
    return failed ? failed : 1;
}

/* Returns whether none is left: one that is held up in the kernel is not waited for any longer. */
static bool end_threads(struct iop_run *run)
{
    uint64_t now_ns = iop_clock_monotonic_ns();
    bool all = true;

    release(run, run->control.start_ns);
    while (!wait_for_ends(run, now_ns, UINT64_MAX) && !is_held_up(run, now_ns))
        now_ns = iop_clock_monotonic_ns();
    for (uint32_t i = 0; i < run->job.header->worker_count; i++) {
        struct iop_worker *worker = &run->workers[i];

        if (!worker->thread_started)
            continue;
        if (iop_worker_has_ended(worker)) {
            pthread_join(worker->thread, NULL);
        } else {
            pthread_detach(worker->thread);
            all = false;
        }
    }
    return all;
}

/*
 * What a thread that is left behind may still use stays: the run, its region, its buffers. A worker
 * that gave its requests up by itself has ended; only what the kernel may still write to stays.
 */
void iop_destroy(struct iop_run *run)
{
    bool lost = false;

    if (!run)
        return;
    iop_set_once_32(&run->control.stop, STOP_ASKED);
    iop_store_release_32(&run->control.abandoned, 1);
    if (run->workers && !end_threads(run))
        return;
    for (uint32_t i = 0; run->workers && i < run->job.header->worker_count; i++) {
        lost |= run->workers[i].lost_requests;
        iop_worker_free(&run->workers[i]);
    }
    if (run->header)
        munmap(run->header, run->region_bytes);
    if (!lost)
        free(run->workers);
    free(run->needs);
    iop_ledgers_close(&run->ledgers);
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
