/*
 * Draws from tables against the exact probability of each block; scattered and rotated hot blocks;
 * strides; runs between jumps. Seeds are fixed but for one, which is printed; SKEW_SEED overrides.
 */
#include "access/offset.h"
#include "test/check.h"
#include "test/chi_square.h"
#include "test/table_builder.h"

#include <string.h>
#include <time.h>

enum { SEED = 20240607, PARTS_MAX = 600 };

/* Chance of a false alarm per check: 3e-7, or 1e-9 where the seed is not fixed. */
static const double SIGMAS_FIXED = 5, SIGMAS_DRAWN = 6;

static struct job_bucket buckets[JOB_BUCKETS_MAX];

static struct iop_offsets open_skewed(uint64_t blocks, uint32_t count, uint64_t seed)
{
    struct iop_offsets_request request = {
        .access = JOB_ACCESS_SKEWED, .blocks = blocks, .peers = 1, .seed = seed};
    struct iop_offsets offsets;

    request.table = (struct iop_table){buckets, count};
    iop_offsets_open(&offsets, &request);
    return offsets;
}

/* Counts draws per block; the number of draws that left the space. */
static uint64_t count_draws(struct iop_offsets *offsets, uint64_t draws, uint64_t *counts)
{
    enum { BATCH = 32 };
    uint64_t batch[BATCH], outside = 0;

    for (uint64_t done = 0; done < draws; done += BATCH) {
        iop_offsets_draw(offsets, batch, BATCH);
        for (int i = 0; i < BATCH; i++) {
            if (batch[i] < offsets->blocks)
                counts[batch[i]]++;
            else
                outside++;
        }
    }
    return outside;
}

static double unit(struct iop_rng *rng)
{
    return (double)(iop_rng_next(rng) >> 11) * 0x1p-53;
}

/* Cuts the blocks at random, with masses over six decades and any tilt; some have no mass. */
static uint32_t random_parts(struct iop_rng *rng, uint64_t blocks, struct table_part *parts)
{
    uint32_t count = 0;

    for (uint64_t first = 0; first < blocks;) {
        uint64_t left = blocks - first, length = 1 + iop_rng_below(rng, 40);

        length = count + 1 == PARTS_MAX || length > left ? left : length;
        parts[count] = (struct table_part){first, length, pow(10, -6 * unit(rng)), 0};
        parts[count].tilt = 2 * unit(rng) - 1;
        if (!iop_rng_below(rng, 20))
            parts[count].mass = 0;
        count++;
        first += length;
    }
    return count;
}

/* What the description of a bucket in job_layout.h says. */
static void expect_parts(const struct table_part *parts, uint32_t count, double draws,
                         double *expected)
{
    double total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += parts[i].mass;
    for (uint32_t i = 0; i < count; i++)
        for (uint64_t j = 0; j < parts[i].blocks; j++) {
            double n = (double)parts[i].blocks;
            double share = (1 + parts[i].tilt * (1 - (2 * (double)j + 1) / n)) / n;

            expected[parts[i].first + j] = draws * parts[i].mass / total * share;
        }
}

static void any_table_is_drawn_as_it_says(uint64_t seed)
{
    enum { TABLES = 40, DRAWS = 400000, BLOCKS_MAX = 5000 };
    static struct table_part parts[PARTS_MAX];
    static uint64_t counts[BLOCKS_MAX];
    static double expected[BLOCKS_MAX];
    struct iop_rng rng;

    iop_rng_seed(&rng, seed, 0);
    for (int i = 0; i < TABLES; i++) {
        uint64_t blocks = 1 + iop_rng_below(&rng, BLOCKS_MAX);
        uint32_t count = random_parts(&rng, blocks, parts);
        struct iop_offsets offsets;

        parts[0].mass = 1;
        table_build(parts, count, buckets);
        offsets = open_skewed(blocks, count, iop_rng_next(&rng));
        memset(counts, 0, sizeof counts);
        CHECK_EQUAL(count_draws(&offsets, DRAWS, counts), 0);
        expect_parts(parts, count, DRAWS, expected);
        CHECK(fabs(chi_square_sigmas(counts, expected, blocks)) < SIGMAS_DRAWN);
    }
}

/* Against sums of powers that know no table. Returns the share of the first `part` of the blocks.
 */
static double power_law(double theta, uint64_t blocks, uint64_t draws, double part)
{
    uint64_t *counts = calloc(blocks, sizeof *counts), head = 0;
    double *expected = calloc(blocks, sizeof *expected), total = 0;
    uint32_t count = table_build_power(theta, blocks, buckets);
    struct iop_offsets offsets = open_skewed(blocks, count, SEED);

    for (uint64_t k = 0; k < blocks; k++)
        total += expected[k] = pow((double)k + 1, -theta);
    for (uint64_t k = 0; k < blocks; k++)
        expected[k] *= (double)draws / total;
    CHECK_EQUAL(count_draws(&offsets, draws, counts), 0);
    CHECK(fabs(chi_square_sigmas(counts, expected, blocks)) < SIGMAS_FIXED);
    for (uint64_t k = 0; k < (uint64_t)((double)blocks * part); k++)
        head += counts[k];
    free(counts);
    free(expected);
    return (double)head / (double)draws;
}

static void power_laws_have_their_shares(void)
{
    enum { BLOCKS = 1 << 20, DRAWS = 6400000 };

    CHECK(fabs(power_law(0, BLOCKS, DRAWS, 0.2) - 0.2) < 0.001);
    CHECK(fabs(power_law(1.2, BLOCKS, DRAWS, 0.2) - 0.977) < 0.002);
    CHECK(power_law(2.5, BLOCKS, DRAWS, 0.01) >= 0.999);
    power_law(0.5, 100000, DRAWS, 1);
    power_law(1, 100000, DRAWS, 1);
    power_law(3, 100000, DRAWS, 1);
}

static void every_block_is_reached(void)
{
    enum { BLOCKS = 700, DRAWS = 640000 };
    uint64_t counts[BLOCKS] = {0};
    uint32_t count = table_build_power(0.9, BLOCKS, buckets);
    struct iop_offsets offsets = open_skewed(BLOCKS, count, SEED);

    count_draws(&offsets, DRAWS, counts);
    for (int k = 0; k < BLOCKS; k++)
        CHECK(counts[k] > 0);
}

/* Where a worker finds rank `rank`: a table of one bucket of one block. */
static uint64_t place_of(uint64_t rank, uint64_t blocks, uint32_t ordinal, uint32_t flags)
{
    struct iop_offsets_request request = {.access = JOB_ACCESS_SKEWED,
                                          .blocks = blocks,
                                          .ordinal = ordinal,
                                          .peers = 3,
                                          .seed = SEED};
    struct job_bucket bucket = {rank, 1, UINT64_MAX, 0, 0};
    struct iop_offsets offsets;
    uint64_t block;

    request.places.flags = flags;
    request.table = (struct iop_table){&bucket, 1};
    iop_offsets_open(&offsets, &request);
    iop_offsets_draw(&offsets, &block, 1);
    return block;
}

static void check_bijection(uint64_t blocks, uint32_t ordinal, uint32_t flags)
{
    uint8_t *seen = calloc(blocks, 1);
    uint64_t twice = 0, outside = 0;

    for (uint64_t rank = 0; rank < blocks; rank++) {
        uint64_t block = place_of(rank, blocks, ordinal, flags);

        if (block < blocks)
            twice += seen[block]++ > 0;
        else
            outside++;
    }
    CHECK_EQUAL(twice, 0);
    CHECK_EQUAL(outside, 0);
    free(seen);
}

static void hot_blocks_are_placed_by_a_bijection(void)
{
    static const uint64_t sizes[] = {1, 2, 3, 7, 64, 65, 1000, 4096, 65537};
    static const uint32_t flags[] = {0, JOB_PLACES_SCATTERED, JOB_PLACES_PER_WORKER,
                                     JOB_PLACES_SCATTERED | JOB_PLACES_PER_WORKER};

    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
            for (uint32_t ordinal = 0; ordinal < 3; ordinal++)
                check_bijection(sizes[s], ordinal, flags[f]);
}

static void workers_share_their_hot_blocks_unless_told_otherwise(void)
{
    enum { BLOCKS = 30000, OWN = JOB_PLACES_PER_WORKER | JOB_PLACES_SCATTERED };
    int same = 0;

    for (uint64_t rank = 0; rank < 100; rank++) {
        uint64_t shared = place_of(rank, BLOCKS, 0, JOB_PLACES_SCATTERED);

        CHECK_EQUAL(place_of(rank, BLOCKS, 0, 0), rank);
        CHECK_EQUAL(place_of(rank, BLOCKS, 2, 0), rank);
        CHECK_EQUAL(place_of(rank, BLOCKS, 2, JOB_PLACES_SCATTERED), shared);
        CHECK_EQUAL(place_of(rank, BLOCKS, 2, JOB_PLACES_PER_WORKER), 20000 + rank);
        same += place_of(rank, BLOCKS, 0, OWN) == place_of(rank, BLOCKS, 1, OWN);
    }
    CHECK_EQUAL(place_of(BLOCKS - 1, BLOCKS, 1, JOB_PLACES_PER_WORKER), 9999);
    CHECK(same < 3);
}

/* The hottest blocks, which are neighbours as ranks, lie evenly over the file. */
static void scattered_blocks_are_spread(void)
{
    enum { BLOCKS = 1000003, RANKS = 6400, CELLS = 64 };
    uint64_t counts[CELLS] = {0};
    double expected[CELLS];

    for (int i = 0; i < CELLS; i++)
        expected[i] = (double)RANKS / CELLS;
    for (uint64_t rank = 0; rank < RANKS; rank++)
        counts[place_of(rank, BLOCKS, 0, JOB_PLACES_SCATTERED) * CELLS / BLOCKS]++;
    CHECK(fabs(chi_square_sigmas(counts, expected, CELLS)) < SIGMAS_FIXED);
}

static struct iop_offsets open_strided(uint64_t blocks, uint64_t stride, uint32_t flags,
                                       uint32_t ordinal, uint32_t peers)
{
    struct iop_offsets_request request = {.access = JOB_ACCESS_STRIDED,
                                          .blocks = blocks,
                                          .ordinal = ordinal,
                                          .peers = peers,
                                          .seed = SEED};
    struct iop_offsets offsets;

    request.places = (struct job_places){.stride = stride, .flags = flags};
    iop_offsets_open(&offsets, &request);
    return offsets;
}

/* All slices of all strides, forward and backward, touch each block once. */
static void strides_cover_each_block_once(void)
{
    for (uint64_t blocks = 1; blocks <= 40; blocks++)
        for (uint64_t stride = 1; stride <= blocks; stride++)
            for (uint32_t peers = 1; peers <= 5; peers++) {
                uint8_t seen[40] = {0};

                for (uint32_t i = 0; i < peers; i++) {
                    struct iop_offsets offsets =
                        open_strided(blocks, stride, peers % 2 ? JOB_PLACES_BACKWARD : 0, i, peers);

                    for (uint64_t n = 0; n < offsets.count; n++) {
                        uint64_t block;

                        iop_offsets_draw(&offsets, &block, 1);
                        if (CHECK(block < blocks))
                            seen[block]++;
                    }
                }
                for (uint64_t block = 0; block < blocks; block++)
                    CHECK_EQUAL(seen[block], 1);
            }
}

static void a_stride_begins_again_one_further(void)
{
    static const uint64_t forward[] = {0, 4, 8, 1, 5, 9, 2, 6, 3, 7, 0, 4};
    static const uint64_t backward[] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8};
    struct iop_offsets offsets = open_strided(10, 4, 0, 0, 1);
    uint64_t blocks[12];

    iop_offsets_draw(&offsets, blocks, 12);
    CHECK(!memcmp(blocks, forward, sizeof forward));
    offsets = open_strided(10, 1, JOB_PLACES_BACKWARD, 0, 1);
    iop_offsets_draw(&offsets, blocks, 12);
    CHECK(!memcmp(blocks, backward, sizeof backward));
    offsets = open_strided(10, 1, JOB_PLACES_BACKWARD, 1, 2);
    iop_offsets_draw(&offsets, blocks, 12);
    CHECK_EQUAL(blocks[0], 4);
}

static struct iop_offsets open_runs(uint64_t blocks, const struct job_places *places)
{
    struct iop_offsets_request request = {
        .access = JOB_ACCESS_UNIFORM, .blocks = blocks, .peers = 1, .seed = SEED};
    struct iop_offsets offsets;

    request.places = *places;
    iop_offsets_open(&offsets, &request);
    return offsets;
}

static void a_share_of_the_operations_jumps(void)
{
    enum { BLOCKS = 1 << 20, DRAWS = 1000000 };
    struct job_places places = {.jump_limit = JOB_SHARE_ALL * 3 / 10};
    struct iop_offsets offsets = open_runs(BLOCKS, &places);
    uint64_t last = BLOCKS - 1, jumps = 0;

    for (int i = 0; i < DRAWS; i++) {
        uint64_t block;

        iop_offsets_draw(&offsets, &block, 1);
        jumps += block != (last + 1) % BLOCKS;
        last = block;
    }
    CHECK(fabs((double)jumps - 0.3 * DRAWS) < SIGMAS_FIXED * sqrt(0.3 * 0.7 * DRAWS));
}

/* Lengths from 4 to 16 come equally often, and each run begins anywhere. */
static void runs_have_their_lengths(void)
{
    enum { BLOCKS = 1 << 20, RUNS = 100000, MIN = 4, MAX = 16, CELLS = 64 };
    struct job_places places = {.run_min = MIN, .run_max = MAX};
    struct iop_offsets offsets = open_runs(BLOCKS, &places);
    uint64_t lengths[MAX + 1] = {0}, starts[CELLS] = {0}, last, length = 1;
    double expected[MAX + 1] = {0}, even[CELLS];

    iop_offsets_draw(&offsets, &last, 1);
    for (int run = 0; run < RUNS;) {
        uint64_t block;

        iop_offsets_draw(&offsets, &block, 1);
        if (block == (last + 1) % BLOCKS && length < MAX) {
            length++;
        } else {
            lengths[length]++;
            starts[block * CELLS / BLOCKS]++;
            length = 1;
            run++;
        }
        last = block;
    }
    for (int i = MIN; i <= MAX; i++)
        expected[i] = (double)RUNS / (MAX - MIN + 1);
    for (int i = 0; i < CELLS; i++)
        even[i] = (double)RUNS / CELLS;
    CHECK(fabs(chi_square_sigmas(lengths, expected, MAX + 1)) < SIGMAS_FIXED);
    CHECK(fabs(chi_square_sigmas(starts, even, CELLS)) < SIGMAS_FIXED);
}

/* Runs of two blocks from a skewed law: the first of each follows the law. */
static void jumps_follow_the_law(void)
{
    enum { BLOCKS = 5000, RUNS = 400000 };
    struct iop_offsets_request request = {
        .access = JOB_ACCESS_SKEWED, .blocks = BLOCKS, .peers = 1, .seed = SEED};
    static uint64_t counts[BLOCKS];
    static double expected[BLOCKS];
    double total = table_power_sum(1.2, 0, BLOCKS);
    struct iop_offsets offsets;

    request.places = (struct job_places){.run_min = 2, .run_max = 2};
    request.table = (struct iop_table){buckets, table_build_power(1.2, BLOCKS, buckets)};
    iop_offsets_open(&offsets, &request);
    for (int i = 0; i < RUNS; i++) {
        uint64_t run[2];

        iop_offsets_draw(&offsets, run, 2);
        counts[run[0]]++;
        CHECK_EQUAL(run[1], (run[0] + 1) % BLOCKS);
    }
    for (int k = 0; k < BLOCKS; k++)
        expected[k] = RUNS * pow(k + 1, -1.2) / total;
    CHECK(fabs(chi_square_sigmas(counts, expected, BLOCKS)) < SIGMAS_FIXED);
}

int main(void)
{
    const char *text = getenv("SKEW_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL);

    printf("seed %llu\n", (unsigned long long)seed);
    any_table_is_drawn_as_it_says(seed);
    power_laws_have_their_shares();
    every_block_is_reached();
    hot_blocks_are_placed_by_a_bijection();
    workers_share_their_hot_blocks_unless_told_otherwise();
    scattered_blocks_are_spread();
    strides_cover_each_block_once();
    a_stride_begins_again_one_further();
    a_share_of_the_operations_jumps();
    runs_have_their_lengths();
    jumps_follow_the_law();
    return check_result();
}
