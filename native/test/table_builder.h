/*
 * Makes tables as Java does, from masses and tilts, for tests and benches that run without it.
 */
#ifndef IOP_TABLE_BUILDER_H
#define IOP_TABLE_BUILDER_H

#include "layout/job_layout.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Consecutive blocks with so much of all accesses; density from 1 + tilt to 1 - tilt. */
struct table_part {
    uint64_t first;
    uint64_t blocks;
    double mass; /* of any total */
    double tilt;
};

/* Vose's method: cells below the average are filled up from one above it. */
static inline void table_build(const struct table_part *parts, uint32_t count,
                               struct job_bucket *buckets)
{
    double *scaled = malloc(count * sizeof *scaled);
    uint32_t *small = malloc(count * sizeof *small), *large = malloc(count * sizeof *large);
    uint32_t small_count = 0, large_count = 0;
    double total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += parts[i].mass;
    for (uint32_t i = 0; i < count; i++) {
        scaled[i] = parts[i].mass / total * count;
        buckets[i] = (struct job_bucket){parts[i].first, parts[i].blocks, UINT64_MAX, i, 0};
        buckets[i].tilt = (int32_t)fmax(-0x1p31, fmin(0x1p31 - 1, parts[i].tilt * 0x1p31));
        if (scaled[i] < 1)
            small[small_count++] = i;
        else
            large[large_count++] = i;
    }
    while (small_count && large_count) {
        uint32_t low = small[--small_count], high = large[large_count - 1];

        buckets[low].threshold = (uint64_t)(scaled[low] * 0x1p64);
        buckets[low].alias = high;
        scaled[high] -= 1 - scaled[low];
        if (scaled[high] < 1)
            small[small_count++] = large[--large_count];
    }
    free(scaled);
    free(small);
    free(large);
}

/* The sum of k^-theta for k in first+1 .. end: directly near the head, else by Euler-Maclaurin. */
static inline double table_power_sum(double theta, uint64_t first, uint64_t end)
{
    enum { DIRECT = 4096 };
    double sum = 0, a, b, integral;

    while (first < end && first < DIRECT)
        sum += pow((double)++first, -theta);
    if (first == end)
        return sum;
    a = (double)first + 0.5;
    b = (double)end + 0.5;
    integral = fabs(theta - 1) < 1e-12
                   ? log(b / a)
                   : pow(a, 1 - theta) * expm1((1 - theta) * log(b / a)) / (1 - theta);
    return sum + integral + theta / 24 * (pow(b, -theta - 1) - pow(a, -theta - 1));
}

/* P(block) proportional to (block + 1)^-theta, in buckets that grow by 1/64; returns their count.
 */
static inline uint32_t table_build_power(double theta, uint64_t blocks, struct job_bucket *buckets)
{
    enum { GROWTH = 64 };
    struct table_part *parts = calloc(JOB_BUCKETS_MAX, sizeof *parts);
    uint32_t count = 0;

    for (uint64_t first = 0; first < blocks && count < JOB_BUCKETS_MAX; count++) {
        uint64_t length = 1 + first / GROWTH;
        double begin, end;

        length = length < blocks - first ? length : blocks - first;
        begin = pow((double)first + 0.5, -theta);
        end = pow((double)(first + length) + 0.5, -theta);
        parts[count] = (struct table_part){first, length, 0, 0};
        parts[count].mass = table_power_sum(theta, first, first + length);
        parts[count].tilt = length > 1 ? (begin - end) / (begin + end) : 0;
        first += length;
    }
    table_build(parts, count, buckets);
    free(parts);
    return count;
}

#endif
