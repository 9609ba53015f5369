/*
 * Cost of an offset: nanoseconds per draw in batches of 32, by law and number of blocks, and how
 * much more than a uniform draw. Rounds alternate between the laws; the fastest of each counts.
 *
 *   offsets [BLOCKS...]
 */
#include "access/offset.h"
#include "test/table_builder.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 15, BATCH = 32, BATCHES = 50000 };

struct law {
    const char *name;
    uint32_t access;
    uint32_t flags;
    double theta;
    double ns; /* per draw */
    struct iop_offsets offsets;
    struct job_bucket buckets[JOB_BUCKETS_MAX];
};

static struct law laws[] = {
    {.name = "uniform", .access = JOB_ACCESS_UNIFORM},
    {.name = "sequential", .access = JOB_ACCESS_SEQUENTIAL},
    {.name = "permutation", .access = JOB_ACCESS_PERMUTATION},
    {.name = "zipf 0.5", .access = JOB_ACCESS_SKEWED, .theta = 0.5},
    {.name = "zipf 1.2", .access = JOB_ACCESS_SKEWED, .theta = 1.2},
    {.name = "zipf 2.5", .access = JOB_ACCESS_SKEWED, .theta = 2.5},
    {.name = "zipf 1.2 scattered",
     .access = JOB_ACCESS_SKEWED,
     .flags = JOB_PLACES_SCATTERED,
     .theta = 1.2},
};

enum { LAWS = sizeof laws / sizeof *laws };

static double now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void open_law(struct law *law, uint64_t blocks)
{
    struct iop_offsets_request request = {
        .access = law->access, .blocks = blocks, .peers = 1, .seed = 1};

    request.places.flags = law->flags;
    if (law->access == JOB_ACCESS_SKEWED) {
        request.table.count = table_build_power(law->theta, blocks, law->buckets);
        request.table.buckets = law->buckets;
    }
    iop_offsets_open(&law->offsets, &request);
    law->ns = INFINITY;
}

/* The sum keeps the draws from being left out. */
static uint64_t time_law(struct law *law)
{
    uint64_t batch[BATCH], sum = 0;
    double start_ns = now_ns(), ns;

    for (int i = 0; i < BATCHES; i++) {
        iop_offsets_draw(&law->offsets, batch, BATCH);
        for (int j = 0; j < BATCH; j++)
            sum += batch[j];
    }
    ns = (now_ns() - start_ns) / ((double)BATCHES * BATCH);
    law->ns = ns < law->ns ? ns : law->ns;
    return sum;
}

static void measure(uint64_t blocks)
{
    uint64_t sum = 0;

    for (int i = 0; i < LAWS; i++)
        open_law(&laws[i], blocks);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < LAWS; i++)
            sum += time_law(&laws[i]);
    printf("%" PRIu64 " blocks (%" PRIu64 ")\n", blocks, sum);
    for (int i = 0; i < LAWS; i++)
        printf("  %-20s %5" PRIu32 " buckets %6.2f ns, %+.2f over uniform\n", laws[i].name,
               laws[i].offsets.table.count, laws[i].ns, laws[i].ns - laws[0].ns);
}

int main(int count, char **arguments)
{
    static const uint64_t usual[] = {10000, 1000000, 1000000000, 1000000000000};

    for (int i = 1; i < count; i++)
        measure(strtoull(arguments[i], NULL, 10));
    for (size_t i = 0; count == 1 && i < sizeof usual / sizeof *usual; i++)
        measure(usual[i]);
    return EXIT_SUCCESS;
}
