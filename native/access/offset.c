/*
 * Setting up the visiting order of one worker.
 */
#include "access/offset.h"

#include "layout/job_layout.h"

#include <assert.h>

enum { STREAM_OFFSETS = 1, STREAM_SCATTER = 5 };

static bool jumps(const struct job_places *places)
{
    return places->jump_limit || places->run_max;
}

static enum iop_visit visit_of(const struct iop_offsets_request *request)
{
    switch (request->access) {
    case JOB_ACCESS_SEQUENTIAL:
        return VISIT_SEQUENTIAL;
    case JOB_ACCESS_PERMUTATION:
        return VISIT_PERMUTED;
    case JOB_ACCESS_STRIDED:
        return VISIT_STRIDED;
    case JOB_ACCESS_UNIFORM:
        return jumps(&request->places) ? VISIT_RUNS : VISIT_UNIFORM;
    default:
        return jumps(&request->places) ? VISIT_RUNS : VISIT_SKEWED;
    }
}

/*
 * The index-th block of the strided order. Lanes 0 .. longer-1 have one block more than the others.
 */
static void enter_lane(struct iop_offsets *offsets, uint64_t index)
{
    uint64_t length = offsets->blocks / offsets->stride;
    uint64_t longer = offsets->blocks % offsets->stride;
    uint64_t in_longer = longer * (length + 1);

    if (index < in_longer) {
        offsets->lane = index / (length + 1);
        index %= length + 1;
    } else {
        offsets->lane = longer + (index - in_longer) / length;
        index = (index - in_longer) % length;
    }
    offsets->position = offsets->lane + index * offsets->stride;
}

/* All workers share one bijection, so that they share their hot blocks, unless each has its own. */
static void open_table(struct iop_offsets *offsets, const struct iop_offsets_request *request)
{
    bool per_worker = request->places.flags & JOB_PLACES_PER_WORKER;
    uint64_t key = request->seed ^ STREAM_SCATTER;

    offsets->jumps_to_table = true;
    offsets->table = request->table;
    offsets->scattered = request->places.flags & JOB_PLACES_SCATTERED;
    if (per_worker)
        key ^= (uint64_t)(request->ordinal + 1) << 32;
    if (offsets->scattered)
        iop_permutation_open(&offsets->permutation, request->blocks, iop_splitmix(&key));
    else if (per_worker)
        offsets->rotation = offsets->first < request->blocks ? offsets->first : 0;
}

static void open_order(struct iop_offsets *offsets, const struct iop_offsets_request *request)
{
    uint64_t start = offsets->first < request->blocks ? offsets->first : 0;

    switch (request->access) {
    case JOB_ACCESS_PERMUTATION:
        if (!offsets->count) {
            offsets->first = 0;
            offsets->count = request->blocks;
        }
        iop_permutation_open(&offsets->permutation, request->blocks, request->seed);
        break;
    case JOB_ACCESS_STRIDED:
        assert(offsets->stride > 0 && offsets->stride <= request->blocks);
        enter_lane(offsets, start);
        break;
    case JOB_ACCESS_SKEWED:
        open_table(offsets, request);
        offsets->position = start;
        break;
    default:
        offsets->position = start;
    }
}

void iop_offsets_open(struct iop_offsets *offsets, const struct iop_offsets_request *request)
{
    const struct job_places *places = &request->places;
    uint64_t first = iop_slice_start(request->blocks, request->ordinal, request->peers);
    uint64_t end = iop_slice_start(request->blocks, request->ordinal + 1, request->peers);

    *offsets = (struct iop_offsets){
        .visit = visit_of(request),
        .blocks = request->blocks,
        .first = first,
        .count = end - first,
        .seed = request->seed,
        .stride = places->stride,
        .backward = places->flags & JOB_PLACES_BACKWARD,
        .jump_limit = places->jump_limit,
        .run_min = places->run_min,
        .run_span = places->run_max - places->run_min + 1,
    };
    iop_rng_seed(&offsets->rng, request->seed, STREAM_OFFSETS + ((uint64_t)request->ordinal << 8));
    open_order(offsets, request);
}

void iop_offsets_next_pass(struct iop_offsets *offsets)
{
    offsets->position = 0;
    offsets->pass++;
    iop_permutation_open(&offsets->permutation, offsets->blocks,
                         offsets->seed + offsets->pass * 0x9e3779b97f4a7c15u);
}
