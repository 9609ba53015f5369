/*
 * One draw from a table of buckets, in the same time whatever the law and the number of blocks: two
 * random numbers, two table entries, no division and no branch. job_layout.h says what a bucket is;
 * Java makes the tables.
 */
#ifndef IOP_TABLE_H
#define IOP_TABLE_H

#include "access/rng.h"
#include "layout/job_layout.h"

#include <stdbool.h>
#include <stdint.h>

struct iop_table {
    const struct job_bucket *buckets;
    uint32_t count;
};

static const int64_t TABLE_HALF = (int64_t)1 << 31;

/* All ones or zero. Both outcomes are as likely, so a branch would be mispredicted half the time.
 */
static inline uint64_t iop_mask(bool holds)
{
    return -(uint64_t)holds;
}

/*
 * The density over a bucket falls in a straight line when a place x in [0, 1) is kept with
 * probability (1 + tilt * (1 - 2x)) / 2 and mirrored otherwise. The coin is the low half of the
 * draw whose high bits are the place.
 */
static inline uint64_t iop_bucket_draw(const struct job_bucket *bucket, uint64_t draw)
{
    uint64_t index = (uint64_t)(((unsigned __int128)draw * bucket->blocks) >> 64);
    int64_t lean = (bucket->tilt * (TABLE_HALF - (int64_t)(draw >> 32))) >> 31;
    uint64_t mirrored = iop_mask((int64_t)(draw & UINT32_MAX) >= TABLE_HALF + lean);

    /* ~index + blocks is blocks - 1 - index */
    return bucket->first + (index ^ mirrored) + (bucket->blocks & mirrored);
}

static inline uint64_t iop_table_draw(const struct iop_table *table, struct iop_rng *rng)
{
    unsigned __int128 cell = (unsigned __int128)iop_rng_next(rng) * table->count;
    uint64_t index = (uint64_t)(cell >> 64);
    const struct job_bucket *bucket = &table->buckets[index];
    uint64_t aliased = iop_mask((uint64_t)cell >= bucket->threshold);

    index ^= (index ^ bucket->alias) & aliased;
    return iop_bucket_draw(&table->buckets[index], iop_rng_next(rng));
}

#endif
