/*
 * Which block comes next. A worker sees the regions of all its targets as one space of blocks,
 * 0 .. blocks-1; it owns the slice first .. first+count-1 of the visiting order.
 *
 *   sequential    the order is the block order; starts at its slice, runs on and wraps at the end
 *   uniform       independent draws over the whole space
 *   permutation   the order is a random permutation: each block once per pass, nothing remembered
 *
 * A run until complete visits the slice once, so that all workers together touch each block once.
 */
#ifndef IOP_OFFSET_H
#define IOP_OFFSET_H

#include "access/permutation.h"
#include "access/rng.h"

#include <stdint.h>

struct iop_offsets {
    uint32_t access; /* enum job_access */
    uint64_t blocks;
    uint64_t first;
    uint64_t count;
    uint64_t position; /* sequential: next block; permutation: next index within the slice */
    uint64_t seed;
    uint64_t pass;
    struct iop_rng rng;
    struct iop_permutation permutation;
};

struct iop_offsets_request {
    uint32_t access;
    uint64_t blocks;
    uint32_t ordinal; /* among the peers that share the space */
    uint32_t peers;
    uint64_t seed;
};

void iop_offsets_open(struct iop_offsets *offsets, const struct iop_offsets_request *request);

/* Rekeys the permutation for the next pass over the slice. */
void iop_offsets_next_pass(struct iop_offsets *offsets);

static inline void iop_offsets_sequential(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    uint64_t position = offsets->position;

    for (uint32_t i = 0; i < n; i++) {
        blocks[i] = position++;
        if (position == offsets->blocks)
            position = 0;
    }
    offsets->position = position;
}

static inline void iop_offsets_uniform(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    struct iop_rng rng = offsets->rng;

    for (uint32_t i = 0; i < n; i++)
        blocks[i] = iop_rng_below(&rng, offsets->blocks);
    offsets->rng = rng;
}

static inline void iop_offsets_permuted(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint64_t index = offsets->first + offsets->position;

        blocks[i] = iop_permute(&offsets->permutation, index);
        if (++offsets->position == offsets->count)
            iop_offsets_next_pass(offsets);
    }
}

#endif
