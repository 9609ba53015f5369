/*
 * Checks a flat job before anything is done with it: every offset, count and enumeration. Java
 * validates what users say in their words; a refusal here is a broken caller.
 */
#include "api/job.h"

#include "engine/engine.h"
#include "error/error.h"
#include "layout/layout_id.h"
#include "layout/shared_layout.h"
#include "memory/block.h"
#include "worker/pace.h"
#include "worker/worker.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Histogram counts are 32 bits wide: an interval must end before one of them can overflow. */
static const uint64_t INTERVAL_NS_MIN = 10ull * 1000 * 1000;
static const uint64_t INTERVAL_NS_MAX = 60ull * 1000 * 1000 * 1000;

static const uint64_t DRAIN_NS_MAX = 24ull * 3600 * 1000 * 1000 * 1000;

static bool lies_within(uint64_t offset, uint64_t count, uint64_t bytes, uint64_t total)
{
    return offset % 8 == 0 && offset <= total && count <= (total - offset) / bytes;
}

static int check_header(const struct job_header *header, size_t count)
{
    if (header->layout_id != IOP_LAYOUT_ID)
        return iop_fail(EINVAL, "the job was written for another version of the native library");
    if (header->bytes_total != count)
        return iop_fail(EINVAL, "the job says it has %llu bytes, but %zu came",
                        (unsigned long long)header->bytes_total, count);
    if (!header->load_count || header->load_count > JOB_LOADS_MAX)
        return iop_fail(EINVAL, "a job has 1 to %d loads", JOB_LOADS_MAX);
    if (!header->target_count || header->target_count > JOB_TARGETS_MAX)
        return iop_fail(EINVAL, "a job has 1 to %d targets", JOB_TARGETS_MAX);
    if (!header->worker_count || header->worker_count > JOB_WORKERS_MAX)
        return iop_fail(EINVAL, "a job has 1 to %d workers", JOB_WORKERS_MAX);
    if (header->interval_ns < INTERVAL_NS_MIN || header->interval_ns > INTERVAL_NS_MAX)
        return iop_fail(EINVAL, "an interval lasts 10 ms to 60 s");
    if (header->warmup_ns > INT64_MAX / 4 || header->duration_ns > INT64_MAX / 4)
        return iop_fail(EINVAL, "the run is too long");
    if (!header->drain_ns || header->drain_ns > DRAIN_NS_MAX)
        return iop_fail(EINVAL, "a drain lasts at most 24 h, and never 0 s");
    if (header->on_error > JOB_ON_ERROR_CONTINUE)
        return iop_fail(EINVAL, "the error policy is unknown");
    if (!lies_within(header->loads_offset, header->load_count, sizeof(struct job_load), count) ||
        !lies_within(header->targets_offset, header->target_count, sizeof(struct job_target),
                     count) ||
        !lies_within(header->workers_offset, header->worker_count, sizeof(struct job_worker),
                     count) ||
        !lies_within(header->segments_offset, header->segment_count, sizeof(struct job_segment),
                     count) ||
        !lies_within(header->buckets_offset, header->bucket_count, sizeof(struct job_bucket),
                     count) ||
        !lies_within(header->text_offset, header->text_bytes, 1, count))
        return iop_fail(EINVAL, "a table of the job lies outside of it");
    return 0;
}

static int check_load_limits(const struct iop_job *job, const struct job_load *load)
{
    const struct job_header *header = job->header;

    if (load->depth < 1 || load->depth > JOB_DEPTH_MAX)
        return iop_fail(EINVAL, "queue depth is 1 to %d", JOB_DEPTH_MAX);
    if (load->block_bytes < 1 || load->block_bytes > JOB_BLOCK_BYTES_MAX)
        return iop_fail(EINVAL, "block size is 1 B to 1 GiB");
    if (load->vectors < 1 || load->vectors > JOB_VECTORS_MAX || load->vectors > load->block_bytes)
        return iop_fail(EINVAL, "a request has 1 to %d vectors", JOB_VECTORS_MAX);
    if (load->sharing > JOB_SHARING_OWN_TARGETS)
        return iop_fail(EINVAL, "the workers share their blocks in an unknown way");
    if (load->access == JOB_ACCESS_SKEWED &&
        (load->sharing == JOB_SHARING_SAME || load->sharing == JOB_SHARING_INTERLEAVED))
        return iop_fail(EINVAL, "workers draw from a table in all blocks or in their own part");
    if (load->target_count < 1 || load->target_first > header->target_count ||
        load->target_count > header->target_count - load->target_first)
        return iop_fail(EINVAL, "a load has no targets or targets that do not exist");
    if (load->read_limit > load->write_limit || load->write_limit > JOB_SHARE_ALL)
        return iop_fail(EINVAL, "the shares of reads, writes and trims do not fit");
    if (load->until_complete && header->warmup_ns)
        return iop_fail(EINVAL, "a warm-up would touch blocks that coverage counts once");
    if (!header->duration_ns && !load->ops_max && !load->bytes_max && !load->until_complete)
        return iop_fail(EINVAL, "a load has neither a duration nor another end");
    if (load->heat_counters > HEAT_COUNTERS_MAX)
        return iop_fail(EINVAL, "operations are counted in at most %d pieces", HEAT_COUNTERS_MAX);
    return 0;
}

static int check_load(const struct iop_job *job, const struct job_load *load)
{
    const struct iop_engine *engine = iop_engine_by_id(load->engine);

    if (!engine)
        return iop_fail(EINVAL, "the engine is unknown");
    if (load->access > JOB_ACCESS_SKEWED || load->sync_mode > JOB_SYNC_DSYNC ||
        load->lock_mode > JOB_LOCK_FULL || load->reserved || load->sim.law > JOB_SIM_EXPONENTIAL)
        return iop_fail(EINVAL, "a choice of the load is unknown");
    if (load->depth > 1 && !(engine->capabilities & IOP_CAN_QUEUE))
        return iop_fail(EINVAL, "engine %s runs one operation at a time: queue depth must be 1",
                        engine->name);
    if (load->lock_mode && engine->capabilities & IOP_NEEDS_NO_TARGET)
        return iop_fail(EINVAL, "engine %s opens no target that could be locked", engine->name);
    if (load->vectors > 1 && !(engine->capabilities & IOP_CAN_VECTORS))
        return iop_fail(EINVAL, "engine %s has no vectored requests", engine->name);
    if (load->write_limit < JOB_SHARE_ALL && !(engine->capabilities & IOP_CAN_TRIM))
        return iop_fail(EINVAL, "engine %s cannot trim", engine->name);
    if (load->engine_options & (IOP_OPT_NOWAIT | IOP_OPT_UNCACHED) &&
        !(engine->capabilities & IOP_CAN_HINT_NOWAIT))
        return iop_fail(EINVAL, "engine %s cannot hint the kernel: no --nowait, no --uncached",
                        engine->name);
    return check_load_limits(job, load);
}

static int check_verify(const struct job_load *load)
{
    const struct job_verify *verify = &load->verify;
    bool has_header = verify->flags & JOB_VERIFY_HEADER;

    if (!verify->unit_bytes)
        return verify->flags || verify->every ? iop_fail(EINVAL, "nothing is to be verified") : 0;
    if (verify->unit_bytes % BLOCK_SECTOR_BYTES || load->block_bytes % verify->unit_bytes)
        return iop_fail(EINVAL, "blocks of %u bytes cannot be verified by %u", load->block_bytes,
                        verify->unit_bytes);
    if (verify->every > JOB_VERIFY_EVERY_MAX || verify->bound > JOB_BOUND_DURABLE ||
        (!has_header && load->content.pattern == JOB_PATTERN_RANDOM) ||
        (has_header && load->content.dedupe_limit) ||
        (verify->every && (load->pace.arrivals || iop_pace_thinks(&load->pace))))
        return iop_fail(EINVAL, "the choices of verification do not go together");
    if (load->write_limit < JOB_SHARE_ALL ||
        iop_engine_by_id(load->engine)->capabilities & IOP_NEEDS_NO_TARGET)
        return iop_fail(EINVAL, "neither trims nor engines without targets can be verified");
    return 0;
}

static int check_content(const struct iop_job *job, const struct job_content *content)
{
    const bool has_string = content->pattern == JOB_PATTERN_STRING;

    if (content->pattern > JOB_PATTERN_STRING || content->reserved)
        return iop_fail(EINVAL, "the write pattern is unknown");
    if (has_string != (content->string_bytes > 0) || content->string_bytes > JOB_STRING_BYTES_MAX ||
        content->string_offset > job->header->text_bytes ||
        content->string_bytes > job->header->text_bytes - content->string_offset)
        return iop_fail(EINVAL, "the string of the write pattern lies outside of the job");
    if (content->compress_limit > JOB_SHARE_ALL || content->dedupe_limit > JOB_SHARE_ALL ||
        (has_string && (content->compress_limit || content->dedupe_limit)))
        return iop_fail(EINVAL, "the shares of compressible or repeated data are impossible");
    return 0;
}

static int check_entries(const struct job_load *load, const struct job_size *entries,
                         uint32_t count)
{
    uint64_t shares = 0;

    for (uint32_t i = 0; i < count && i < JOB_SIZES_MAX; i++) {
        const struct job_size *entry = &entries[i];
        uint64_t steps = entry->count ? entry->count - 1 : 0;

        if (!entry->count || !entry->first_bytes || (steps && !entry->step_bytes) ||
            entry->first_bytes + steps * entry->step_bytes > JOB_BLOCK_BYTES_MAX)
            return iop_fail(EINVAL, "a size of the mix is not 1 B to 1 GiB");
        if (entry->first_bytes % load->block_bytes || entry->step_bytes % load->block_bytes)
            return iop_fail(EINVAL, "a size of the mix is not a number of whole blocks");
        if (entry->share > JOB_SHARE_ALL)
            return iop_fail(EINVAL, "a share of the mix of sizes is more than all");
        shares += entry->share;
    }
    if (count < 1 || count > JOB_SIZES_MAX || shares != JOB_SHARE_ALL)
        return iop_fail(EINVAL, "a mix of sizes has 1 to %d entries that are the whole together",
                        JOB_SIZES_MAX);
    return 0;
}

static int check_sizes(const struct job_load *load)
{
    int error;

    if (!load->read_size_count && !load->write_size_count)
        return 0;
    if (load->vectors > 1)
        return iop_fail(EINVAL, "vectors need one block size");
    if (load->access == JOB_ACCESS_STRIDED)
        return iop_fail(EINVAL, "strides need one block size");
    if (load->until_complete && load->access != JOB_ACCESS_SEQUENTIAL)
        return iop_fail(EINVAL, "blocks of several sizes in random order are never complete");
    if (load->sharing == JOB_SHARING_INTERLEAVED)
        return iop_fail(EINVAL, "blocks of several sizes cannot be interleaved");
    error = check_entries(load, load->read_sizes, load->read_size_count);
    return error ? error : check_entries(load, load->write_sizes, load->write_size_count);
}

static bool has_targets(const struct job_load *load, const struct job_worker *worker)
{
    return worker->target_first < load->target_count &&
           worker->target_count <= load->target_count - worker->target_first &&
           (worker->target_count || !worker->target_first);
}

static int check_workers(const struct iop_job *job)
{
    for (uint32_t i = 0; i < job->header->worker_count; i++) {
        const struct job_worker *worker = &job->workers[i];

        if (worker->load >= job->header->load_count || !worker->peers ||
            worker->ordinal >= worker->peers)
            return iop_fail(EINVAL, "worker %u has no load or no place among its peers", i);
        if (!has_targets(&job->loads[worker->load], worker))
            return iop_fail(EINVAL, "worker %u has targets that its load does not have", i);
        if (worker->cpu > 1 << 16 || worker->numa_node > 1 << 16)
            return iop_fail(EINVAL, "worker %u is on a CPU or node that cannot exist", i);
    }
    return 0;
}

/* Of two sizes, the one that fewer powers of two divide: what is aligned for it is for both. */
static uint32_t least_aligned(uint32_t a, uint32_t b)
{
    return __builtin_ctz(b) < __builtin_ctz(a) ? b : a;
}

static uint32_t least_aligned_of(uint32_t bytes, const struct job_size *entries, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        bytes = least_aligned(bytes, entries[i].first_bytes);
        if (entries[i].count > 1)
            bytes = least_aligned(bytes, entries[i].first_bytes + entries[i].step_bytes);
    }
    return bytes;
}

static uint32_t least_aligned_size(const struct job_load *load)
{
    uint32_t bytes =
        least_aligned_of(iop_worker_longest(load), load->read_sizes, load->read_size_count);

    return least_aligned_of(bytes, load->write_sizes, load->write_size_count);
}

/* A target belongs to the load that names it; unused ones are refused. */
static int check_targets(struct iop_job *job)
{
    for (uint32_t i = 0; i < job->header->load_count; i++) {
        const struct job_load *load = &job->loads[i];
        uint64_t blocks = 0;
        uint32_t longest = iop_worker_longest(load);

        for (uint32_t t = 0; t < load->target_count; t++) {
            struct iop_target_spec *spec = &job->specs[load->target_first + t];

            spec->block_bytes = least_aligned_size(load);
            if (load->verify.unit_bytes &&
                (!spec->state_path || spec->offset % load->verify.unit_bytes ||
                 !(spec->flags & JOB_TARGET_READ)))
                return iop_fail(EINVAL, "%s has no state, no whole blocks, or is not to be read",
                                spec->path);
            if (spec->bytes < longest || spec->bytes % load->block_bytes)
                return iop_fail(EINVAL, "the region of %s is not a number of whole blocks",
                                spec->path);
            blocks += spec->bytes / load->block_bytes;
        }
        if (load->heat_counters > blocks)
            return iop_fail(EINVAL, "a piece in which operations are counted holds no block");
    }
    for (uint32_t i = 0; i < job->header->target_count; i++)
        if (!job->specs[i].block_bytes)
            return iop_fail(EINVAL, "no load uses target %s", job->specs[i].path);
    return 0;
}

static int copy_path(struct iop_job *job, uint32_t offset, uint32_t bytes, char *place)
{
    if (bytes > JOB_PATH_BYTES_MAX || offset > job->header->text_bytes ||
        bytes > job->header->text_bytes - offset)
        return iop_fail(EINVAL, "the path of a target lies outside of the job");
    memcpy(place, job->text + offset, bytes);
    place[bytes] = '\0';
    if (strlen(place) != bytes)
        return iop_fail(EINVAL, "the path of a target contains a zero byte");
    return 0;
}

static int copy_targets(struct iop_job *job)
{
    for (uint32_t i = 0; i < job->header->target_count; i++) {
        const struct job_target *target = &job->targets[i];
        char *place = job->paths + (size_t)i * 2 * (JOB_PATH_BYTES_MAX + 1);
        char *state = place + JOB_PATH_BYTES_MAX + 1;
        int error = copy_path(job, target->path_offset, target->path_bytes, place);

        error = error ? error : copy_path(job, target->state_offset, target->state_bytes, state);
        if (error)
            return error;
        if (target->kind > JOB_TARGET_NONE || target->offset > INT64_MAX ||
            target->bytes > INT64_MAX - target->offset)
            return iop_fail(EINVAL, "the region of target %u is impossible", i);
        job->specs[i] = (struct iop_target_spec){
            .path = place,
            .kind = target->kind,
            .flags = target->flags,
            .offset = target->offset,
            .bytes = target->bytes,
            .seed = job->header->seed + i,
            .state_path = target->state_bytes ? state : NULL,
        };
    }
    return check_targets(job);
}

static int open_checked(struct iop_job *job, const void *bytes, size_t count)
{
    const struct job_header *header;
    int error;

    if (count < sizeof *header)
        return iop_fail(EINVAL, "the job is shorter than its header");
    job->copy = malloc(count);
    if (!job->copy)
        return iop_fail(ENOMEM, "not enough memory for the job");
    memcpy(job->copy, bytes, count);
    header = job->header = (const struct job_header *)job->copy;
    error = check_header(header, count);
    if (error)
        return error;
    job->loads = (const struct job_load *)(job->copy + header->loads_offset);
    job->targets = (const struct job_target *)(job->copy + header->targets_offset);
    job->workers = (const struct job_worker *)(job->copy + header->workers_offset);
    job->segments = (const struct job_segment *)(job->copy + header->segments_offset);
    job->text = job->copy + header->text_offset;
    job->buckets = (const struct job_bucket *)(job->copy + header->buckets_offset);
    job->specs = calloc(header->target_count, sizeof *job->specs);
    job->paths = calloc(header->target_count, 2 * (JOB_PATH_BYTES_MAX + 1));
    if (!job->specs || !job->paths)
        return iop_fail(ENOMEM, "not enough memory for the job");
    for (uint32_t i = 0; i < header->load_count && !error; i++) {
        error = check_load(job, &job->loads[i]);
        error = error ? error : check_content(job, &job->loads[i].content);
        error = error ? error : check_verify(&job->loads[i]);
        error = error ? error : iop_job_check_pace(job, &job->loads[i]);
        error = error ? error : check_sizes(&job->loads[i]);
    }
    error = error ? error : check_workers(job);
    error = error ? error : copy_targets(job);
    return error ? error : iop_job_check_places(job);
}

int iop_job_open(struct iop_job *job, const void *bytes, size_t count)
{
    int error;

    *job = (struct iop_job){0};
    error = open_checked(job, bytes, count);
    if (error)
        iop_job_close(job);
    return error;
}

bool iop_job_reads_back(const struct job_load *load)
{
    return load->verify.every || load->verify.flags & JOB_VERIFY_READ_BACK;
}

void iop_job_close(struct iop_job *job)
{
    free(job->copy);
    free(job->specs);
    free(job->paths);
    *job = (struct iop_job){0};
}
