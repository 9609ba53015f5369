/*
 * Cost of an offset: nanoseconds per draw in batches of 32, by law and number of blocks, as they
 * are over those of a uniform draw. Rounds go through all laws in turn, each beside a uniform one;
 * printed are the median of the rounds and their quartiles.
 *
 *   offsets [BLOCKS...]
 */
#include "access/offset.h"
#include "test/table_builder.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 15, BATCH = 32, BATCHES = 12000, PARETO_RANKS = 100000, BELL_PARTS = 1024 };

typedef uint32_t table_builder(double parameter, uint64_t blocks, struct job_bucket *buckets);

static uint32_t build_pareto(double h, uint64_t blocks, struct job_bucket *buckets)
{
    uint64_t ranks = blocks < PARETO_RANKS ? blocks : PARETO_RANKS;
    uint32_t count = table_build_power(h, ranks, buckets);

    for (uint32_t i = 0; i < count; i++) {
        uint64_t first = buckets[i].first, end = first + buckets[i].blocks;

        buckets[i].first = iop_slice_start(blocks, (uint32_t)first, (uint32_t)ranks);
        buckets[i].blocks =
            iop_slice_start(blocks, (uint32_t)end, (uint32_t)ranks) - buckets[i].first;
    }
    return count;
}

/* Its density is a power of the place, but for what is rounded to blocks. */
static uint32_t build_self_similar(double h, uint64_t blocks, struct job_bucket *buckets)
{
    return table_build_power(1 - log(1 - h) / log(h), blocks, buckets);
}

static uint32_t build_gaussian(double stddev, uint64_t blocks, struct job_bucket *buckets)
{
    struct table_part parts[BELL_PARTS];

    for (uint32_t i = 0; i < BELL_PARTS; i++) {
        uint64_t first = iop_slice_start(blocks, i, BELL_PARTS);
        double z = ((i + 0.5) / BELL_PARTS - 0.5) / stddev;

        parts[i].first = first;
        parts[i].blocks = iop_slice_start(blocks, i + 1, BELL_PARTS) - first;
        parts[i].mass = exp(-z * z / 2);
        parts[i].tilt = 0;
    }
    table_build(parts, BELL_PARTS, buckets);
    return BELL_PARTS;
}

static uint32_t build_zones(double share, uint64_t blocks, struct job_bucket *buckets)
{
    uint64_t first = (uint64_t)((double)blocks * (1 - share));
    struct table_part parts[] = {{0, first, share, 0}, {first, blocks - first, 1 - share, 0}};

    table_build(parts, 2, buckets);
    return 2;
}

static const struct asked_law {
    const char *name;
    uint32_t access;
    table_builder *build; /* skewed only */
    double parameter;
    struct job_places places;
} asked[] = {
    {"uniform", JOB_ACCESS_UNIFORM, NULL, 0, {0}},
    {"zipf 0.5", JOB_ACCESS_SKEWED, table_build_power, 0.5, {0}},
    {"zipf 1", JOB_ACCESS_SKEWED, table_build_power, 1, {0}},
    {"zipf 1.2", JOB_ACCESS_SKEWED, table_build_power, 1.2, {0}},
    {"zipf 2.5", JOB_ACCESS_SKEWED, table_build_power, 2.5, {0}},
    {"pareto 0.9", JOB_ACCESS_SKEWED, build_pareto, 0.9, {0}},
    {"selfsimilar 0.2", JOB_ACCESS_SKEWED, build_self_similar, 0.2, {0}},
    {"gaussian 0.5,0.1", JOB_ACCESS_SKEWED, build_gaussian, 0.1, {0}},
    {"zoned 80:20,20:80", JOB_ACCESS_SKEWED, build_zones, 0.8, {0}},
    {"sequential", JOB_ACCESS_SEQUENTIAL, NULL, 0, {0}},
    {"strided 16", JOB_ACCESS_STRIDED, NULL, 0, {.stride = 16}},
    {"backward", JOB_ACCESS_STRIDED, NULL, 0, {.stride = 1, .flags = JOB_PLACES_BACKWARD}},
    {"random 30 %", JOB_ACCESS_UNIFORM, NULL, 0, {.jump_limit = 1288490189}},
    {"runs 4-16", JOB_ACCESS_UNIFORM, NULL, 0, {.run_min = 4, .run_max = 16}},
    {"permutation", JOB_ACCESS_PERMUTATION, NULL, 0, {0}},
    {"zipf 1.2 scattered",
     JOB_ACCESS_SKEWED,
     table_build_power,
     1.2,
     {.flags = JOB_PLACES_SCATTERED}},
};

enum { LAWS = sizeof asked / sizeof *asked };

static struct law {
    double over_ns[ROUNDS];
    double ns[ROUNDS];
    struct iop_offsets offsets;
    struct job_bucket buckets[JOB_BUCKETS_MAX];
} laws[LAWS];

static double now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void open_law(int index, uint64_t blocks)
{
    const struct asked_law *law = &asked[index];
    struct iop_offsets_request request = {
        .access = law->access, .blocks = blocks, .peers = 1, .seed = 1, .places = law->places};

    if (law->build) {
        request.table.count = law->build(law->parameter, blocks, laws[index].buckets);
        request.table.buckets = laws[index].buckets;
    }
    iop_offsets_open(&laws[index].offsets, &request);
}

/* The sum keeps the draws from being left out. */
static double time_law(struct law *law, uint64_t *sum)
{
    uint64_t batch[BATCH];
    double start_ns = now_ns();

    for (int i = 0; i < BATCHES; i++) {
        iop_offsets_draw(&law->offsets, batch, BATCH);
        for (int j = 0; j < BATCH; j++)
            *sum += batch[j];
    }
    return (now_ns() - start_ns) / ((double)BATCHES * BATCH);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print_law(const char *name, struct law *law)
{
    qsort(law->ns, ROUNDS, sizeof *law->ns, compare);
    qsort(law->over_ns, ROUNDS, sizeof *law->over_ns, compare);
    printf("  %-20s %5" PRIu32 " buckets %6.2f ns  %+6.2f over uniform (%+.2f to %+.2f)\n", name,
           law->offsets.table.count, law->ns[ROUNDS / 2], law->over_ns[ROUNDS / 2],
           law->over_ns[ROUNDS / 4], law->over_ns[ROUNDS - 1 - ROUNDS / 4]);
}

static void measure(uint64_t blocks)
{
    uint64_t sum = 0;

    for (int i = 0; i < LAWS; i++)
        open_law(i, blocks);
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < LAWS; i++) {
            double uniform_ns = time_law(&laws[0], &sum);

            laws[i].ns[round] = time_law(&laws[i], &sum);
            laws[i].over_ns[round] = laws[i].ns[round] - uniform_ns;
        }
    printf("%" PRIu64 " blocks (%" PRIu64 ")\n", blocks, sum);
    for (int i = 0; i < LAWS; i++)
        print_law(asked[i].name, &laws[i]);
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
