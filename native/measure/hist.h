/*
 * Latency counts in HdrHistogram's own index order: 3 significant digits, 1 ns to 1 h.
 * The index formula is the library's countsArrayIndex for unit magnitude 0; a golden test holds
 * both to the same index for the same value. Percentiles are Java's; here is only counting.
 */
#ifndef IOP_HIST_H
#define IOP_HIST_H

#include "layout/shared_layout.h"

#include <stdint.h>

enum { HIST_SUB_BUCKET_BITS = 10 }; /* half of the 2048 sub-buckets that 3 digits need */

static const uint64_t HIST_NS_MAX = 3600ull * 1000 * 1000 * 1000;

static inline uint32_t iop_hist_index(uint64_t value_ns)
{
    uint64_t floor = value_ns | ((2u << HIST_SUB_BUCKET_BITS) - 1);
    uint32_t bucket = (63 - HIST_SUB_BUCKET_BITS) - (uint32_t)__builtin_clzll(floor);

    return (uint32_t)(value_ns >> bucket) + (bucket << HIST_SUB_BUCKET_BITS);
}

static inline void iop_statistics_reset(struct shared_statistics *statistics)
{
    *statistics = (struct shared_statistics){.min_ns = UINT64_MAX};
}

/* n samples of the same value: what was submitted together and came back together shares it. */
static inline void iop_hist_add(uint32_t *counts, struct shared_statistics *statistics,
                                uint64_t value_ns, uint32_t n)
{
    unsigned __int128 squares = (unsigned __int128)value_ns * value_ns * n;
    uint64_t low = (uint64_t)squares;

    statistics->count += n;
    statistics->sum_ns += value_ns * n;
    statistics->sum_squares_low += low;
    statistics->sum_squares_high += (uint64_t)(squares >> 64) + (statistics->sum_squares_low < low);
    if (value_ns < statistics->min_ns)
        statistics->min_ns = value_ns;
    if (value_ns > statistics->max_ns)
        statistics->max_ns = value_ns;
    if (__builtin_expect(value_ns <= HIST_NS_MAX, 1))
        counts[iop_hist_index(value_ns)] += n;
    else
        statistics->above_range += n;
}

#endif
