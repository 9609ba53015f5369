/*
 * New operations where block sizes are mixed. The space is counted in units that divide all sizes:
 * a drawn unit is moved down to a multiple of the operation's own size, a sequential order runs on
 * by it, and so do operations between jumps. Nothing crosses the end of a region: a random
 * operation is moved back from there, a sequential one is cut, and so is the one that reaches a
 * limit in bytes.
 */
#include "worker/worker.h"

#include "worker/issue.h"

static inline uint64_t multiple_below(uint64_t offset, uint32_t size)
{
    return size & (size - 1) ? offset - offset % size : offset & ~(uint64_t)(size - 1);
}

static inline uint32_t shorter(uint32_t a, uint64_t b)
{
    return a < b ? a : (uint32_t)b;
}

static void settle(struct iop_worker *worker, uint64_t *block, struct iop_request *request)
{
    const struct iop_region *region;
    uint64_t at;

    request->target = worker->region_count == 1 ? 0 : region_of(worker, *block);
    region = &worker->regions[request->target];
    request->length = shorter(request->length, region->bytes);
    at = multiple_below((*block - region->block_first) * worker->block_bytes, request->length);
    if (at + request->length > region->bytes)
        at = region->bytes - request->length;
    *block = region->block_first + at / worker->block_bytes;
    request->offset = region->offset + at;
}

static void run_on(struct iop_worker *worker, uint64_t block, struct iop_request *request)
{
    const struct iop_region *region;
    uint64_t at;

    request->target = worker->region_count == 1 ? 0 : region_of(worker, block);
    region = &worker->regions[request->target];
    at = (block - region->block_first) * worker->block_bytes;
    request->length = shorter(request->length, region->bytes - at);
    request->offset = region->offset + at;
}

/* Sets the block; whether it is the one behind the last operation. */
static bool choose(struct iop_worker *worker, uint64_t *block)
{
    struct iop_sized *sized = &worker->sized;
    bool goes_on = sized->runs_on || (sized->jumps && !iop_offsets_jumps(&worker->offsets));

    if (goes_on)
        *block = sized->position;
    else if (sized->jumps)
        *block = iop_offsets_jump(&worker->offsets);
    if (worker->notes_drawn)
        iop_worker_note_drawn(worker, block, 1);
    return goes_on;
}

/* Whether the limits let another one follow. */
static bool generate_one(struct iop_worker *worker, uint64_t *block)
{
    struct iop_sized *sized = &worker->sized;
    struct iop_request request = {.kind = iop_mix_next(&worker->mix)};
    bool goes_on = choose(worker, block);

    request.length =
        iop_sizes_next(request.kind == IOP_READ ? &sized->reads : &sized->writes, &sized->rng);
    if (goes_on)
        run_on(worker, *block, &request);
    else
        settle(worker, block, &request);
    request.length = shorter(request.length, sized->bytes_left);
    if (sized->runs_on || sized->jumps)
        sized->position = (*block + request.length / worker->block_bytes) % worker->offsets.blocks;
    add_request(worker, &request);
    worker->issue_left--;
    if (sized->bytes_left != UINT64_MAX)
        sized->bytes_left -= request.length;
    return worker->issue_left && sized->bytes_left;
}

void iop_worker_generate_sized(struct iop_worker *worker, uint32_t n)
{
    if (!worker->sized.runs_on && !worker->sized.jumps)
        iop_offsets_draw(&worker->offsets, worker->blocks, n);
    for (uint32_t i = 0; i < n; i++)
        if (!generate_one(worker, &worker->blocks[i])) {
            worker->issue_left = 0;
            return;
        }
}
