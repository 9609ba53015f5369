/*
 * Setting up a mix of block sizes: the alias table after Vose (1991), in whole numbers, so that its
 * probabilities are the shares themselves.
 */
#include "access/sizes.h"

#include <assert.h>

/* Entries whose weight fills less than a column, and those that fill one or more. */
struct sorted {
    uint32_t poor[JOB_SIZES_MAX], rich[JOB_SIZES_MAX];
    uint32_t poor_count, rich_count;
};

static void sort_in(struct sorted *sorted, const uint64_t *weights, uint32_t entry)
{
    if (weights[entry] < JOB_SHARE_ALL)
        sorted->poor[sorted->poor_count++] = entry;
    else
        sorted->rich[sorted->rich_count++] = entry;
}

/* Each column holds one entry, and what it leaves free is filled by one rich entry. */
static void fill_columns(struct iop_sizes *sizes, uint64_t *weights)
{
    struct sorted sorted = {.poor_count = 0};

    for (uint32_t i = 0; i < sizes->count; i++)
        sort_in(&sorted, weights, i);
    while (sorted.poor_count && sorted.rich_count) {
        uint32_t poor = sorted.poor[--sorted.poor_count];
        uint32_t rich = sorted.rich[--sorted.rich_count];

        sizes->columns[poor].own = weights[poor];
        sizes->columns[poor].other = rich;
        weights[rich] -= JOB_SHARE_ALL - weights[poor];
        sort_in(&sorted, weights, rich);
    }
    assert(!sorted.poor_count);
    while (sorted.rich_count)
        sizes->columns[sorted.rich[--sorted.rich_count]].own = JOB_SHARE_ALL;
}

void iop_sizes_open(struct iop_sizes *sizes, const struct job_size *entries, uint32_t count)
{
    uint64_t weights[JOB_SIZES_MAX];

    assert(count >= 1 && count <= JOB_SIZES_MAX);
    *sizes = (struct iop_sizes){.count = count};
    for (uint32_t i = 0; i < count; i++) {
        weights[i] = entries[i].share * count;
        sizes->columns[i].first_bytes = entries[i].first_bytes;
        sizes->columns[i].step_bytes = entries[i].step_bytes;
        sizes->columns[i].steps = entries[i].count;
    }
    fill_columns(sizes, weights);
}
