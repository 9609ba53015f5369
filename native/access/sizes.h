/*
 * How long the next operation is, drawn from a mix of block sizes in constant time: a column of an
 * alias table (Walker, 1977) chooses an entry of the mix, a second draw a size of the entry's
 * range.
 */
#ifndef IOP_SIZES_H
#define IOP_SIZES_H

#include "access/rng.h"
#include "layout/job_layout.h"

#include <stdint.h>

struct iop_sizes {
    uint32_t count;
    struct iop_sizes_column {
        uint64_t own;   /* of JOB_SHARE_ALL: how much of the column is its own entry's */
        uint32_t other; /* whose the rest is */
        uint32_t first_bytes;
        uint32_t step_bytes;
        uint32_t steps; /* sizes of the range */
    } columns[JOB_SIZES_MAX];
};

/* The shares of the entries must be JOB_SHARE_ALL together. */
void iop_sizes_open(struct iop_sizes *sizes, const struct job_size *entries, uint32_t count);

static inline uint32_t iop_sizes_next(const struct iop_sizes *sizes, struct iop_rng *rng)
{
    uint64_t draw = iop_rng_next(rng);
    const struct iop_sizes_column *column = &sizes->columns[(draw >> 32) * sizes->count >> 32];

    if ((uint32_t)draw >= column->own)
        column = &sizes->columns[column->other];
    if (column->steps == 1)
        return column->first_bytes;
    return column->first_bytes + column->step_bytes * (uint32_t)iop_rng_below(rng, column->steps);
}

#endif
