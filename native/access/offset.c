/*
 * Setting up the visiting order of one worker.
 */
#include "access/offset.h"

#include "layout/job_layout.h"

enum { STREAM_OFFSETS = 1 };

/* Slice i of n out of total: sizes differ by at most one, nothing is left over. */
static uint64_t slice_start(uint64_t total, uint32_t i, uint32_t n)
{
    return (uint64_t)((unsigned __int128)total * i / n);
}

void iop_offsets_open(struct iop_offsets *offsets, const struct iop_offsets_request *request)
{
    uint64_t first = slice_start(request->blocks, request->ordinal, request->peers);
    uint64_t end = slice_start(request->blocks, request->ordinal + 1, request->peers);

    *offsets = (struct iop_offsets){
        .access = request->access,
        .blocks = request->blocks,
        .first = first,
        .count = end - first,
        .seed = request->seed,
    };
    iop_rng_seed(&offsets->rng, request->seed, STREAM_OFFSETS + ((uint64_t)request->ordinal << 8));
    if (request->access == JOB_ACCESS_SEQUENTIAL)
        offsets->position = first < request->blocks ? first : 0;
    if (request->access == JOB_ACCESS_PERMUTATION && !offsets->count) {
        offsets->first = 0;
        offsets->count = request->blocks;
    }
    iop_permutation_open(&offsets->permutation, request->blocks, request->seed);
}

void iop_offsets_next_pass(struct iop_offsets *offsets)
{
    offsets->position = 0;
    offsets->pass++;
    iop_permutation_open(&offsets->permutation, offsets->blocks,
                         offsets->seed + offsets->pass * 0x9e3779b97f4a7c15u);
}
