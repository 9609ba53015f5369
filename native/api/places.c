/*
 * Checks where the blocks of a load fall: its order, and every bucket of its table, so that no draw
 * can leave the space of its targets.
 */
#include "api/job.h"
#include "error/error.h"
#include "worker/worker.h"

#include <errno.h>
#include <stdbool.h>

/* More than a worker can count are -1. */
static int64_t blocks_of(const struct iop_job *job, const struct job_load *load)
{
    uint64_t blocks = 0;

    for (uint32_t i = 0; i < load->target_count && blocks <= INT64_MAX; i++)
        blocks += job->targets[load->target_first + i].bytes / load->block_bytes;
    return blocks <= INT64_MAX ? (int64_t)blocks : -1;
}

static bool has_jumps(const struct job_places *places)
{
    return places->jump_limit || places->run_min || places->run_max;
}

static int check_jumps(const struct job_load *load)
{
    const struct job_places *places = &load->places;

    if (!has_jumps(places))
        return 0;
    if (load->access != JOB_ACCESS_UNIFORM && load->access != JOB_ACCESS_SKEWED)
        return iop_fail(EINVAL, "jumps are between independent draws");
    if (places->jump_limit && (places->run_min || places->run_max))
        return iop_fail(EINVAL, "jumps come by their share or by the length of runs");
    if (places->jump_limit > JOB_SHARE_ALL)
        return iop_fail(EINVAL, "more operations jump than there are");
    if (!places->jump_limit && (!places->run_min || places->run_min > places->run_max))
        return iop_fail(EINVAL, "the lengths of runs are no range");
    return 0;
}

static uint32_t flags_for(uint32_t access)
{
    if (access == JOB_ACCESS_STRIDED)
        return JOB_PLACES_BACKWARD;
    return access == JOB_ACCESS_SKEWED ? JOB_PLACES_SCATTERED | JOB_PLACES_PER_WORKER : 0;
}

static int check_order(const struct job_load *load, uint64_t blocks)
{
    const struct job_places *places = &load->places;
    bool is_strided = load->access == JOB_ACCESS_STRIDED;

    if (places->flags & ~flags_for(load->access))
        return iop_fail(EINVAL, "the order of the blocks does not go with the access");
    if (is_strided && (!places->stride || places->stride > blocks))
        return iop_fail(EINVAL, "a stride of %llu blocks does not fit into %llu",
                        (unsigned long long)places->stride, (unsigned long long)blocks);
    if (!is_strided && places->stride)
        return iop_fail(EINVAL, "there is a stride but no strided access");
    return 0;
}

/* Where a bucket ends; 0 when it is none of a table of so many over so many blocks. */
static uint64_t bucket_end(const struct job_bucket *bucket, uint32_t count, uint64_t blocks)
{
    bool fits = bucket->blocks && bucket->first < blocks &&
                bucket->blocks <= blocks - bucket->first && bucket->alias < count;

    return fits ? bucket->first + bucket->blocks : 0;
}

static uint64_t own_blocks(const struct iop_job *job, const struct job_worker *worker)
{
    const struct job_load *load = &job->loads[worker->load];
    const struct job_target *targets = job->targets + load->target_first + worker->target_first;
    uint32_t count = worker->target_count ? worker->target_count : load->target_count;
    uint64_t blocks = 0;

    for (uint32_t i = 0; i < count; i++)
        blocks += targets[i].bytes / load->block_bytes;
    return load->sharing == JOB_SHARING_PARTITIONS
               ? iop_slice_start(blocks, worker->ordinal + 1, worker->peers) -
                     iop_slice_start(blocks, worker->ordinal, worker->peers)
               : blocks;
}

static int check_table(const struct iop_job *job, uint32_t index)
{
    const struct job_worker *worker = &job->workers[index];
    uint32_t first = worker->bucket_first, count = worker->bucket_count;
    uint64_t blocks = own_blocks(job, worker), end = 0;

    if (job->loads[worker->load].access != JOB_ACCESS_SKEWED) {
        if (first || count)
            return iop_fail(EINVAL, "there is a table but no access that draws from it");
        return 0;
    }
    if (!count || count > JOB_BUCKETS_MAX || first > job->header->bucket_count ||
        count > job->header->bucket_count - first)
        return iop_fail(EINVAL, "a table has 1 to %d buckets that exist", JOB_BUCKETS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t bucket = bucket_end(&job->buckets[first + i], count, blocks);

        if (!bucket)
            return iop_fail(EINVAL, "bucket %u of the table of worker %u lies outside of it", i,
                            index);
        end = bucket > end ? bucket : end;
    }
    if (end != blocks)
        return iop_fail(EINVAL, "the table of worker %u is for %llu blocks, but it has %llu", index,
                        (unsigned long long)end, (unsigned long long)blocks);
    return 0;
}

int iop_job_check_places(const struct iop_job *job)
{
    int error = 0;

    for (uint32_t i = 0; i < job->header->load_count && !error; i++) {
        const struct job_load *load = &job->loads[i];
        int64_t blocks = blocks_of(job, load);

        if (blocks < 0)
            return iop_fail(EINVAL, "the targets of a load have too many blocks together");
        error = check_jumps(load);
        error = error ? error : check_order(load, (uint64_t)blocks);
    }
    for (uint32_t i = 0; i < job->header->worker_count && !error; i++)
        error = check_table(job, i);
    return error;
}
