/*
 * The split into reads, writes and trims against its shares: the asked probability of every draw,
 * the achieved share of a run, and no order within it. And the shares of mixed block sizes.
 */
#include "access/mix.h"
#include "access/sizes.h"
#include "test/check.h"
#include "test/chi_square.h"
#include "test/job_runner.h"

#include <math.h>

enum { SEEDS = 200, RUN = 100000 };

/* Percent of reads and of reads and writes together. */
static const double splits[][2] = {
    {50, 100},   {70, 100},    {95, 99.5}, {0.1, 100},        {0, 50}, {33.333, 66.667},
    {99.9, 100}, {12.5, 62.5}, {0.001, 1}, {99.999, 99.9995}, {1, 2},
};

enum { SPLITS = sizeof splits / sizeof splits[0] };

static struct iop_mix open_mix(const double *split, uint64_t seed)
{
    struct iop_mix mix = {
        .read_limit = (uint64_t)llround(split[0] / 100 * (double)JOB_SHARE_ALL),
        .write_limit = (uint64_t)llround(split[1] / 100 * (double)JOB_SHARE_ALL),
    };

    iop_rng_seed(&mix.rng, seed, 0);
    return mix;
}

static double points(uint64_t count, double total, double asked)
{
    return fabs((double)count / total * 100 - asked);
}

/* Within 0.3 points after 100,000 operations is the promise; a deck keeps it within 0.1. */
static void split_is_kept_for_every_seed(void)
{
    for (int s = 0; s < SPLITS; s++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            struct iop_mix mix = open_mix(splits[s], seed);
            uint64_t counts[3] = {0};

            for (int i = 0; i < RUN; i++)
                counts[iop_mix_next(&mix)]++;
            CHECK(points(counts[0], RUN, splits[s][0]) < 0.1);
            CHECK(points(counts[1], RUN, splits[s][1] - splits[s][0]) < 0.1);
            CHECK(points(counts[2], RUN, 100 - splits[s][1]) < 0.1);
        }
}

/* The n-th draw alone, over many seeds: binomial around the asked share, wherever in the deck. */
static void every_draw_has_the_asked_probability(void)
{
    enum { DRAWS = 50000 };
    static const int places[] = {0, 1, 63, 126, 127, 128, 200};

    for (int s = 0; s < SPLITS; s++)
        for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
            double share = splits[s][0] / 100;
            double sigma = sqrt(share * (1 - share) * DRAWS);
            uint64_t reads = 0;

            for (uint64_t seed = 0; seed < DRAWS; seed++) {
                struct iop_mix mix = open_mix(splits[s], seed * 2654435761u + 17);
                uint8_t kind = 0;

                for (int i = 0; i <= places[p]; i++)
                    kind = iop_mix_next(&mix);
                reads += kind == 0;
            }
            CHECK(fabs((double)reads - share * DRAWS) <= 4.5 * sigma + 1);
        }
}

/*
 * Pairs of neighbours at 50 %: a deck of n makes two equal ones in a row rarer by 1 in 2(n-1), and
 * by no more than that. Longer patterns of eight must all come.
 */
static void neighbours_do_not_follow_an_order(void)
{
    enum { PATTERN = 8, COUNT = 1 << 22 };
    static uint64_t patterns[1 << PATTERN];
    const double half[] = {50, 100};
    struct iop_mix mix = open_mix(half, 99);
    double equal = 0, expected = 0.5 - 0.5 / (MIX_DECK - 1);
    uint32_t last = 0, history = 0;

    for (int i = 0; i < COUNT; i++) {
        uint32_t kind = iop_mix_next(&mix);

        equal += kind == last;
        last = kind;
        history = (history << 1 | kind) & ((1u << PATTERN) - 1);
        patterns[history]++;
    }
    CHECK(fabs(equal / COUNT - expected) < 0.001);
    for (int i = 0; i < 1 << PATTERN; i++)
        CHECK(fabs((double)patterns[i] / COUNT * (1 << PATTERN) - 1) < 0.25);
}

/* Through the loop, at limits that end within a deck and over workers with short shares. */
static void runs_keep_their_split(void)
{
    static const uint32_t workers[] = {1, 3, 64};
    static const uint64_t operations[] = {100000, 100001};

    for (size_t w = 0; w < 3; w++)
        for (uint64_t seed = 1; seed <= 10; seed++) {
            struct job_builder job;
            struct job_totals totals;
            uint64_t total = operations[seed % 2];

            job_builder_init(&job, JOB_ENGINE_SIM);
            job_builder_target(&job, "sim", JOB_TARGET_NONE, (uint64_t)1 << 30);
            job.load.sim.latency_ns = 1000;
            job.load.depth = 7;
            job.load.read_limit = (uint64_t)llround(0.6667 * (double)JOB_SHARE_ALL);
            job.load.write_limit = (uint64_t)llround(0.9 * (double)JOB_SHARE_ALL);
            job.load.ops_max = total;
            job.header.seed = seed;
            job.header.worker_count = workers[w];
            run_job(&job, &totals);
            CHECK_EQUAL(totals.measured.ops[IOP_READ] + totals.measured.ops[IOP_WRITE] +
                            totals.measured.ops[IOP_TRIM],
                        total);
            CHECK(points(totals.measured.ops[IOP_READ], (double)total, 66.67) < 0.3);
            CHECK(points(totals.measured.ops[IOP_WRITE], (double)total, 23.33) < 0.3);
            CHECK(points(totals.measured.ops[IOP_TRIM], (double)total, 10) < 0.3);
        }
}

/* Each size alone, whatever the number of entries and however uneven their shares. */
static void sizes_keep_their_shares(void)
{
    enum { DRAWS = 125000, SECTOR = 512 };
    struct iop_rng rng;

    iop_rng_seed(&rng, 7, 0);
    for (uint32_t count = 1; count <= JOB_SIZES_MAX; count++) {
        struct job_size entries[JOB_SIZES_MAX];
        uint64_t drawn[JOB_SIZES_MAX] = {0}, given = 0;
        double expected[JOB_SIZES_MAX];
        struct iop_sizes sizes;

        for (uint32_t i = 0; i < count; i++) {
            double share = 2.0 * (i + 1) / (count * (count + 1.0));

            entries[i] = (struct job_size){(i + 1) * SECTOR, 0, 1, 0, 0};
            entries[i].share = i + 1 == count ? JOB_SHARE_ALL - given
                                              : (uint64_t)llround(share * (double)JOB_SHARE_ALL);
            given += entries[i].share;
            expected[i] = share * DRAWS;
        }
        iop_sizes_open(&sizes, entries, count);
        for (int i = 0; i < DRAWS; i++)
            drawn[iop_sizes_next(&sizes, &rng) / SECTOR - 1]++;
        CHECK(fabs(chi_square_sigmas(drawn, expected, count)) < 5);
    }
}

int main(void)
{
    sizes_keep_their_shares();
    split_is_kept_for_every_seed();
    every_draw_has_the_asked_probability();
    neighbours_do_not_follow_an_order();
    runs_keep_their_split();
    return check_result();
}
