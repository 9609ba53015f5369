/*
 * Which block comes next. A worker sees the regions of all its targets as one space of blocks,
 * 0 .. blocks-1; it owns the slice first .. first+count-1 of the visiting order.
 *
 *   sequential    the order is the block order; starts at its slice, runs on and wraps at the end
 *   strided       every stride-th block, then those one further, until all came; backward too
 *   permutation   the order is a random permutation: each block once per pass, nothing remembered
 *   uniform       independent draws over the whole space
 *   skewed        independent draws from a table; hot blocks lie at the start of the space, spread
 *                 over it, or at a place of each worker's own
 *   runs          draws are jumps: by a share of the operations, or after so many blocks in turn
 *
 * A run until complete visits the slice once, so that all workers together touch each block once.
 */
#ifndef IOP_OFFSET_H
#define IOP_OFFSET_H

#include "access/permutation.h"
#include "access/rng.h"
#include "access/table.h"
#include "layout/job_layout.h"

#include <stdbool.h>
#include <stdint.h>

/* What a draw does; the plain ones are inlined into the loop. */
enum iop_visit {
    VISIT_SEQUENTIAL,
    VISIT_UNIFORM,
    VISIT_PERMUTED,
    VISIT_STRIDED,
    VISIT_SKEWED,
    VISIT_RUNS,
};

struct iop_offsets {
    enum iop_visit visit;
    uint64_t blocks;
    uint64_t first;
    uint64_t count;
    uint64_t position; /* sequential, strided, runs: next block; permutation: index in the slice */
    uint64_t seed;
    uint64_t pass;
    struct iop_rng rng;
    struct iop_permutation permutation;

    uint64_t stride;
    uint64_t lane; /* strided: the blocks of this pass are lane, lane + stride, ... */
    bool backward;
    bool scattered;
    bool jumps_to_table;
    uint64_t rotation; /* skewed: where the hot blocks begin */
    struct iop_table table;
    uint64_t jump_limit; /* of 2^32: a draw below it jumps; 0: runs have a length */
    uint32_t run_min;
    uint32_t run_span; /* lengths are run_min .. run_min + run_span - 1 */
    uint64_t run_left;
};

struct iop_offsets_request {
    uint32_t access; /* enum job_access */
    uint64_t blocks;
    uint32_t ordinal; /* among the peers that share the space */
    uint32_t peers;
    uint64_t seed;
    struct job_places places; /* all zero: nothing beyond the access */
    struct iop_table table;   /* skewed only */
};

/* Where slice i of n begins out of total: sizes differ by at most one, nothing is left over. */
static inline uint64_t iop_slice_start(uint64_t total, uint32_t i, uint32_t n)
{
    return (uint64_t)((unsigned __int128)total * i / n);
}

void iop_offsets_open(struct iop_offsets *offsets, const struct iop_offsets_request *request);

/* Rekeys the permutation for the next pass over the slice. */
void iop_offsets_next_pass(struct iop_offsets *offsets);

/* Draws for the visits that are not inlined below; visit.c. */
void iop_offsets_visit(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n);

/*
 * For a caller that keeps the position of runs itself: whether the next operation jumps, and where
 * to if it does; visit.c.
 */
bool iop_offsets_jumps(struct iop_offsets *offsets);
uint64_t iop_offsets_jump(struct iop_offsets *offsets);

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

/* The next n blocks. */
static inline void iop_offsets_draw(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    switch (offsets->visit) {
    case VISIT_SEQUENTIAL:
        iop_offsets_sequential(offsets, blocks, n);
        break;
    case VISIT_UNIFORM:
        iop_offsets_uniform(offsets, blocks, n);
        break;
    case VISIT_PERMUTED:
        iop_offsets_permuted(offsets, blocks, n);
        break;
    default:
        iop_offsets_visit(offsets, blocks, n);
    }
}

#endif
