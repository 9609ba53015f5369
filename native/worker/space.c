/*
 * Which blocks are a worker's: the regions of its targets, one behind the other, or the slice of
 * them that is its partition; and how many of them its limits let it touch.
 */
#include "worker/worker.h"

#include "error/error.h"

#include <errno.h>

enum { STREAM_SPACE = 6, STREAM_SIZES = 7 };

static uint64_t share_of(uint64_t total, const struct job_worker *place)
{
    return iop_slice_start(total, place->ordinal + 1, place->peers) -
           iop_slice_start(total, place->ordinal, place->peers);
}

static uint64_t lower(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint32_t longer(uint32_t bytes, const struct job_size *entries, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t last = entries[i].first_bytes + entries[i].step_bytes * (entries[i].count - 1);

        bytes = bytes > last ? bytes : last;
    }
    return bytes;
}

uint32_t iop_worker_longest(const struct job_load *load)
{
    uint32_t bytes = longer(load->block_bytes, load->read_sizes, load->read_size_count);

    return longer(bytes, load->write_sizes, load->write_size_count);
}

uint32_t iop_worker_target_count(const struct iop_worker *worker)
{
    return worker->place->target_count ? worker->place->target_count : worker->load->target_count;
}

/* What lies outside of the slice keeps its place in the list and loses its blocks. */
static void cut(struct iop_worker *worker, uint64_t first, uint64_t end)
{
    uint64_t block_bytes = worker->block_bytes;

    for (uint32_t i = 0; i < worker->region_count; i++) {
        struct iop_region *region = &worker->regions[i];
        uint64_t from = region->block_first, to = from + region->bytes / block_bytes;
        uint64_t cut_from = from > first ? from : first, cut_to = to < end ? to : end;

        if (cut_from < cut_to) {
            region->offset += (cut_from - from) * block_bytes;
            region->bytes = (cut_to - cut_from) * block_bytes;
            region->block_first = cut_from - first;
        } else {
            region->block_first = to <= first ? 0 : end - first;
            region->bytes = 0;
        }
    }
}

/* Of the first targets of the load. */
static uint64_t blocks_of_first(const struct iop_worker *worker, uint32_t count)
{
    const struct iop_target_spec *specs = worker->targets - worker->place->target_first;
    uint64_t blocks = 0;

    for (uint32_t i = 0; i < count; i++)
        blocks += specs[i].bytes / worker->block_bytes;
    return blocks;
}

static int open_order(struct iop_worker *worker, uint64_t blocks)
{
    const struct job_load *load = worker->load;
    const struct job_worker *place = worker->place;
    struct iop_offsets_request request = {
        .access = load->access,
        .blocks = blocks,
        .ordinal = place->ordinal,
        .peers = place->peers,
        .seed = worker->seed,
        .places = load->places,
        .table = {worker->buckets, place->bucket_count},
    };

    worker->interleaves = load->sharing == JOB_SHARING_INTERLEAVED && place->peers > 1;
    if (worker->interleaves)
        request.blocks = blocks / place->peers + (place->ordinal < blocks % place->peers);
    if (load->sharing != JOB_SHARING_SLICES) {
        uint64_t state = worker->seed ^ ((uint64_t)place->ordinal << 32 | STREAM_SPACE);

        request.seed = iop_splitmix(&state);
        request.ordinal = 0;
        request.peers = 1;
    }
    if (!request.blocks)
        return iop_fail(EINVAL, "worker %u of %u has no block of its own", place->ordinal,
                        place->peers);
    if (load->access == JOB_ACCESS_STRIDED && load->places.stride > request.blocks)
        return iop_fail(EINVAL, "a stride of %llu is beyond the %llu blocks of worker %u",
                        (unsigned long long)load->places.stride, (unsigned long long)request.blocks,
                        place->ordinal);
    iop_offsets_open(&worker->offsets, &request);
    return 0;
}

static void open_sizes(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    uint64_t state = worker->seed ^ ((uint64_t)worker->place->ordinal << 32 | STREAM_SIZES);
    struct iop_sized *sized = &worker->sized;

    worker->mixes_sizes = load->read_size_count || load->write_size_count;
    if (!worker->mixes_sizes)
        return;
    iop_sizes_open(&sized->reads, load->read_sizes, load->read_size_count);
    iop_sizes_open(&sized->writes, load->write_sizes, load->write_size_count);
    iop_rng_seed(&sized->rng, iop_splitmix(&state), 0);
    sized->runs_on = load->access == JOB_ACCESS_SEQUENTIAL;
    sized->jumps = worker->offsets.visit == VISIT_RUNS;
    sized->position = worker->offsets.first < worker->offsets.blocks ? worker->offsets.first : 0;
}

int iop_worker_open_space(struct iop_worker *worker)
{
    uint64_t blocks = 0;
    int error;

    worker->block_bytes = worker->load->block_bytes;
    for (uint32_t i = 0; i < worker->region_count; i++) {
        const struct iop_target_spec *target = &worker->targets[i];

        worker->regions[i] = (struct iop_region){blocks, target->offset, target->bytes};
        blocks += target->bytes / worker->block_bytes;
    }
    worker->space_blocks = blocks_of_first(worker, worker->load->target_count);
    worker->space_first = blocks_of_first(worker, worker->place->target_first);
    if (worker->load->sharing == JOB_SHARING_PARTITIONS) {
        uint64_t first = iop_slice_start(blocks, worker->place->ordinal, worker->place->peers);
        uint64_t end = iop_slice_start(blocks, worker->place->ordinal + 1, worker->place->peers);

        cut(worker, first, end);
        worker->space_first += first;
        blocks = end - first;
    }
    worker->live->region_blocks = worker->space_blocks;
    error = open_order(worker, blocks);
    if (!error)
        open_sizes(worker);
    return error;
}

/* Blocks of one pass of this worker, where all passes together touch each block once. */
static uint64_t blocks_of_pass(const struct iop_worker *worker)
{
    return worker->load->sharing == JOB_SHARING_SLICES
               ? share_of(worker->offsets.blocks, worker->place)
               : worker->offsets.blocks;
}

uint64_t iop_worker_issue_limit(const struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    uint64_t limit = UINT64_MAX;

    if (load->ops_max)
        limit = lower(limit, share_of(load->ops_max, worker->place));
    if (worker->mixes_sizes)
        return limit;
    if (load->bytes_max)
        limit = lower(limit, share_of((load->bytes_max + load->block_bytes - 1) / load->block_bytes,
                                      worker->place));
    if (load->until_complete)
        limit = lower(limit, blocks_of_pass(worker));
    return limit;
}

uint64_t iop_worker_byte_limit(const struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    uint64_t unit = worker->block_bytes, limit = UINT64_MAX;

    if (!worker->mixes_sizes)
        return limit;
    if (load->bytes_max)
        limit = share_of((load->bytes_max + unit - 1) / unit, worker->place) * unit;
    if (load->until_complete)
        limit = lower(limit, blocks_of_pass(worker) * unit);
    return limit;
}
