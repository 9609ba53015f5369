/*
 * Where operations fell: the arithmetic against plain division, counters and touched blocks of
 * whole jobs against the known sequence of their blocks, estimates against their own error.
 */
#include "access/offset.h"
#include "measure/heat.h"
#include "test/job_runner.h"
#include "test/table_builder.h"

#include <math.h>

enum { TRIALS = 20000 };

static void reciprocals_divide_exactly(void)
{
    static const uint64_t divisors[] = {
        1,    2,    3,       7,          511,           512,
        513,  1000, 4096,    12288,      (1 << 20),     (1 << 20) - 1,
        4095, 4097, 1000003, (1u << 30), (1u << 30) - 1};
    uint64_t state = 1;

    for (size_t d = 0; d < sizeof divisors / sizeof *divisors; d++) {
        struct iop_reciprocal by = iop_reciprocal_of(divisors[d]);
        uint64_t last = ((uint64_t)1 << 63) - 1, multiple = last / divisors[d] * divisors[d];

        CHECK_EQUAL(iop_divide(&by, 0), 0);
        CHECK_EQUAL(iop_divide(&by, last), last / divisors[d]);
        CHECK_EQUAL(iop_divide(&by, multiple), multiple / divisors[d]);
        CHECK_EQUAL(iop_divide(&by, multiple - 1), (multiple - 1) / divisors[d]);
        for (int i = 0; i < TRIALS; i++) {
            uint64_t n = iop_splitmix(&state) >> 1 >> (i % 63);

            CHECK_EQUAL(iop_divide(&by, n), n / divisors[d]);
        }
    }
}

static void check_scale(uint64_t count, uint64_t parts, uint64_t index)
{
    struct iop_scale scale = iop_scale_of(count, parts);

    CHECK_EQUAL(iop_scale_down(&scale, index), index * parts / count);
}

/* Whatever the numbers, also at the first and the last index of a part. */
static void pieces_are_the_quotients(void)
{
    static const uint64_t counts[] = {
        1, 2, 3, 100, 101, 1500, (1 << 20), 1000000007, (1ull << 31) - 1, 1ull << 31};
    uint64_t state = 2;

    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (int i = 0; i < TRIALS; i++) {
            uint64_t limit = counts[c] < HEAT_COUNTERS_MAX ? counts[c] : HEAT_COUNTERS_MAX;
            uint64_t parts = i % 5 ? 1 + iop_splitmix(&state) % limit : limit;
            uint64_t part = iop_splitmix(&state) % parts;
            uint64_t first = (part * counts[c] + parts - 1) / parts;

            check_scale(counts[c], parts, first);
            check_scale(counts[c], parts, first ? first - 1 : counts[c] - 1);
            check_scale(counts[c], parts, iop_splitmix(&state) % counts[c]);
        }
}

struct heat_copy {
    struct shared_heat heat;
    struct shared_heat_part *parts[HEAT_KINDS]; /* NULL: not kept */
};

static void copy_heat(struct shared_header *header, uint32_t worker, struct heat_copy *copy)
{
    uint8_t *block = (uint8_t *)header + header->worker_offset + worker * header->worker_stride;
    const struct shared_heat *heat = (const struct shared_heat *)(block + header->heat_offset);

    copy->heat = *heat;
    for (int kind = 0; kind < HEAT_KINDS; kind++) {
        copy->parts[kind] = NULL;
        if (!heat->part_offset[kind])
            continue;
        copy->parts[kind] = malloc(sizeof *copy->parts[kind]);
        memcpy(copy->parts[kind], (const uint8_t *)heat + heat->part_offset[kind],
               sizeof *copy->parts[kind]);
    }
}

static void free_heat(struct heat_copy *copy)
{
    for (int kind = 0; kind < HEAT_KINDS; kind++)
        free(copy->parts[kind]);
}

/* Runs the job; the heat of every worker, and what the intervals say. */
static bool run_with_heat(struct job_builder *job, struct job_totals *totals,
                          struct heat_copy *copies)
{
    struct iop_run *run = job_create(job);
    struct shared_header *header;
    int done = 0;

    memset(totals, 0, sizeof *totals);
    if (!run)
        return false;
    header = iop_region(run);
    if (iop_prepare(run) || iop_arm(run) || iop_start(run, 1000000)) {
        iop_destroy(run);
        return job_fail("start") == 0;
    }
    while (!done) {
        done = iop_join(run, 2 * 1000 * 1000);
        job_read_intervals(header, totals);
    }
    for (uint32_t worker = 0; worker < header->worker_count; worker++)
        copy_heat(header, worker, &copies[worker]);
    iop_destroy(run);
    return CHECK(done > 0);
}

static uint64_t sum_of_counters(const struct heat_copy *copy, int kind)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; copy->parts[kind] && i < HEAT_COUNTERS_MAX; i++)
        sum += copy->parts[kind]->counters[i];
    return sum;
}

static uint64_t bits_set(const struct shared_heat_part *part)
{
    uint64_t bits = 0;

    for (uint32_t i = 0; i < HEAT_GROUPS_MAX / 64; i++)
        bits += (uint64_t)__builtin_popcountll(part->touched[i]);
    return bits;
}

/* A second account of the uniform draws of one worker, block by block. */
static void check_uniform_worker(const struct heat_copy *copy, uint32_t ordinal, uint32_t peers,
                                 uint64_t blocks, uint64_t ops)
{
    struct iop_offsets_request request = {.access = JOB_ACCESS_UNIFORM,
                                          .blocks = blocks,
                                          .ordinal = ordinal,
                                          .peers = peers,
                                          .seed = 1};
    uint64_t *counters = calloc(copy->heat.counter_count, sizeof *counters);
    uint8_t *touched = calloc(blocks, 1);
    struct iop_offsets offsets;
    uint64_t unique = 0;

    iop_offsets_open(&offsets, &request);
    for (uint64_t i = 0; i < ops; i++) {
        uint64_t block;

        iop_offsets_uniform(&offsets, &block, 1);
        counters[block * copy->heat.counter_count / blocks]++;
        unique += !touched[block];
        touched[block] = 1;
    }
    for (uint32_t i = 0; i < copy->heat.counter_count; i++)
        CHECK_EQUAL(copy->parts[0]->counters[i], counters[i]);
    for (uint64_t i = 0; i < blocks; i++)
        CHECK_EQUAL(copy->parts[0]->touched[i / 64] >> i % 64 & 1, touched[i]);
    CHECK_EQUAL(bits_set(copy->parts[0]), unique);
    CHECK_EQUAL(sum_of_counters(copy, 0), ops);
    free(counters);
    free(touched);
}

/* Blocks and pieces that do not divide each other, several targets, workers that share them. */
static void counts_are_those_of_the_known_sequence(void)
{
    static const uint64_t blocks[] = {1, 7, 150, 1001, 99991, 1 << 20};
    static const uint32_t counters[] = {1, 7, 100, 1000, 10000, 997};

    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        struct heat_copy copies[3];
        struct job_totals totals;
        struct job_builder job;
        uint64_t first = (blocks[i] + 2) / 3;

        job_builder_init(&job, JOB_ENGINE_NULL);
        job.header.worker_count = 3;
        job.load.depth = 16;
        job.load.ops_max = 60000;
        job.load.block_bytes = 12288;
        job.load.heat_counters = counters[i];
        job_builder_target(&job, "a", JOB_TARGET_NONE, first * 12288)->offset = 5 * 12288 + 777;
        if (blocks[i] > first)
            job_builder_target(&job, "b", JOB_TARGET_NONE, (blocks[i] - first) * 12288);
        if (!run_with_heat(&job, &totals, copies))
            return;
        for (uint32_t worker = 0; worker < 3; worker++) {
            CHECK_EQUAL(copies[worker].heat.blocks, blocks[i]);
            CHECK_EQUAL(copies[worker].heat.sample_shift, 0);
            CHECK(!copies[worker].parts[1] && !copies[worker].parts[2]);
            check_uniform_worker(&copies[worker], worker, 3, blocks[i], 20000);
            free_heat(&copies[worker]);
        }
    }
}

/* Warm-up, drain, failures and syncs have no place in it; short and repeated transfers have one. */
static void counters_add_up_to_the_measured_operations(void)
{
    struct heat_copy copy;
    struct job_totals totals;
    struct job_builder job;

    job_builder_init(&job, JOB_ENGINE_SIM);
    job.header.warmup_ns = 500 * 1000000ull;
    job.header.duration_ns = 2000 * 1000000ull;
    job.header.on_error = JOB_ON_ERROR_CONTINUE;
    job.load.depth = 32;
    job.load.read_limit = JOB_SHARE_ALL / 2;
    job.load.write_limit = JOB_SHARE_ALL / 10 * 9;
    job.load.fsync_every = 10;
    job.load.heat_counters = 100;
    job.load.sim.law = JOB_SIM_EXPONENTIAL;
    job.load.sim.latency_ns = 500000;
    job.load.sim.short_per_million = 50000;
    job.load.sim.error_per_million = 20000;
    job.load.sim.error_errno = 5;
    job.load.sim.again_per_million = 20000;
    job_builder_target(&job, "none", JOB_TARGET_NONE, (uint64_t)1 << 30);
    if (!run_with_heat(&job, &totals, &copy))
        return;
    CHECK(totals.errors > 1000 && totals.short_transfers > 1000 && totals.retries > 1000);
    CHECK(totals.warmed.ops[0] > 1000 && totals.measured.ops[3] > 1000);
    for (int kind = 0; kind < HEAT_KINDS; kind++) {
        CHECK(totals.measured.ops[kind] > 1000);
        CHECK_EQUAL(sum_of_counters(&copy, kind), totals.measured.ops[kind]);
    }
    free_heat(&copy);
}

/* One pass over everything touches every block once, be there a bit for each or for every 16th. */
static void one_pass_touches_everything_once(void)
{
    static const uint64_t blocks[] = {1000, 1 << 20, (1 << 24) - 3};

    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        struct heat_copy copies[2];
        struct job_totals totals;
        struct job_builder job;
        uint64_t bits;

        job_builder_init(&job, JOB_ENGINE_NULL);
        job.header.worker_count = 2;
        job.load.depth = 64;
        job.load.access = JOB_ACCESS_PERMUTATION;
        job.load.until_complete = 1;
        job.load.heat_counters = 10;
        job_builder_target(&job, "none", JOB_TARGET_NONE, blocks[i] * 4096);
        if (!run_with_heat(&job, &totals, copies))
            return;
        for (uint32_t piece = 0; piece < 10; piece++)
            CHECK_EQUAL(copies[0].parts[0]->counters[piece] + copies[1].parts[0]->counters[piece],
                        (blocks[i] * (piece + 1) + 9) / 10 - (blocks[i] * piece + 9) / 10);
        for (uint32_t word = 0; word < HEAT_GROUPS_MAX / 64; word++) {
            CHECK_EQUAL(copies[0].parts[0]->touched[word] & copies[1].parts[0]->touched[word], 0);
            copies[0].parts[0]->touched[word] |= copies[1].parts[0]->touched[word];
        }
        bits = bits_set(copies[0].parts[0]);
        CHECK(i < 2 ? bits == blocks[i] : bits >= (1 << 20) - 1); /* the last group lacks members */
        free_heat(&copies[0]);
        free_heat(&copies[1]);
    }
}

/* Scattered or not, and in blocks of one size or of several, the draws are the same. */
static void scattered_operations_count_where_they_were_drawn(uint32_t mixed)
{
    enum { BLOCKS = 50021, OPS = 40000, COUNTERS = 500 };
    static struct job_bucket buckets[JOB_BUCKETS_MAX];
    struct iop_offsets_request request = {
        .access = JOB_ACCESS_SKEWED, .blocks = BLOCKS, .peers = 1, .seed = 1};
    uint64_t ranks[OPS], drawn[COUNTERS] = {0};
    struct heat_copy copy;
    struct job_totals totals;
    struct job_builder job;
    struct iop_offsets offsets;

    request.table = (struct iop_table){buckets, table_build_power(1.2, BLOCKS, buckets)};
    iop_offsets_open(&offsets, &request);
    iop_offsets_draw(&offsets, ranks, OPS);
    for (int i = 0; i < OPS; i++)
        drawn[ranks[i] * COUNTERS / BLOCKS]++;
    job_builder_init(&job, JOB_ENGINE_NULL);
    job.header.bucket_count = job.workers[0].bucket_count = request.table.count;
    job.buckets = buckets;
    job.load.access = JOB_ACCESS_SKEWED;
    job.load.places.flags = JOB_PLACES_SCATTERED;
    job.load.depth = 32;
    job.load.ops_max = OPS;
    job.load.heat_counters = COUNTERS;
    job.load.write_sizes[0] = job.load.read_sizes[0] =
        (struct job_size){4096, 28672, 2, 0, JOB_SHARE_ALL};
    job.load.read_size_count = job.load.write_size_count = mixed;
    job_builder_target(&job, "none", JOB_TARGET_NONE, (uint64_t)BLOCKS * 4096);
    if (!run_with_heat(&job, &totals, &copy))
        return;
    CHECK_EQUAL(copy.heat.scattered, 1);
    CHECK_EQUAL(sum_of_counters(&copy, 0), OPS);
    for (int i = 0; i < COUNTERS; i++) {
        CHECK_EQUAL(copy.parts[0]->drawn[i], drawn[i]);
        CHECK(copy.parts[0]->counters[i] < OPS / 2); /* no piece has the hottest together */
    }
    CHECK(copy.parts[0]->drawn[0] > OPS / 2);
    free_heat(&copy);
}

struct stand {
    struct shared_heat shared;
    struct shared_heat_part parts[HEAT_KINDS];
};

static void open_stand(struct stand *stand, struct iop_heat *heat, uint64_t blocks, uint64_t seed)
{
    struct iop_heat_request request = {
        .shared = &stand->shared,
        .blocks = blocks,
        .block_bytes = 512,
        .counters = 1000,
        .kinds = 1,
        .seed = seed,
    };

    iop_heat_open(heat, &request);
}

/* Flajolet, Fusy, Gandouet, Meunier (2007); without the correction that small numbers need. */
static double raw_estimate(const uint8_t *registers)
{
    double sum = 0, count = HEAT_REGISTERS;

    for (int i = 0; i < HEAT_REGISTERS; i++)
        sum += exp2(-(double)registers[i]);
    return 0.7213 / (1 + 1.079 / count) * count * count / sum;
}

/*
 * A spread-out set of known size, seen through seeds: the mean of the sample's estimates lies
 * within their standard error, their spread is that of independent groups, and the sketch is off
 * by its 1.04 / sqrt(registers).
 */
static void estimates_are_unbiased_and_as_exact_as_they_say(void)
{
    enum { SEEDS = 60, SET = 200000, STRIDE = 77 };
    static struct stand stand;
    double sample_sum = 0, sample_squares = 0, sketch_squares = 0, sketch_sum = 0;
    double expected = 0, variance = 0;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct iop_heat heat;
        double estimate, sketch;

        open_stand(&stand, &heat, (uint64_t)SET * STRIDE, seed);
        CHECK_EQUAL(stand.shared.sample_shift, 4);
        for (uint64_t i = 0; i < SET; i++) {
            iop_heat_add(&heat, 0, i * STRIDE);
            iop_heat_add(&heat, 0, i * STRIDE);
        }
        estimate = 16.0 * (double)bits_set(&stand.parts[0]);
        sketch = raw_estimate(stand.parts[0].sketch) / SET - 1;
        sample_sum += estimate;
        sample_squares += (estimate - SET) * (estimate - SET);
        sketch_sum += sketch;
        sketch_squares += sketch * sketch;
    }
    variance = 16.0 * 16.0 * SET * (1 / 16.0) * (15 / 16.0); /* a member is hit by 1 in 16 */
    expected = sqrt(variance / SEEDS);
    CHECK(fabs(sample_sum / SEEDS - SET) < 3 * expected);
    CHECK(fabs(sample_squares / SEEDS / variance - 1) < 3 * sqrt(2.0 / SEEDS));
    CHECK(fabs(sketch_sum / SEEDS) < 3 * 0.0081 / sqrt(SEEDS));
    CHECK(fabs(sketch_squares / SEEDS / (0.0081 * 0.0081) - 1) < 3 * sqrt(2.0 / SEEDS));
}

/* 10^12 blocks and more: every piece is there, its borders are where the layout says. */
static void huge_spaces_keep_their_borders(void)
{
    static const uint64_t spaces[] = {1000000000000, ((uint64_t)1 << 54) - 1,
                                      ((uint64_t)1 << 31) + 1};
    static struct stand stand;

    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        struct iop_heat heat;
        uint64_t superblocks;

        open_stand(&stand, &heat, spaces[i], 3);
        superblocks = ((spaces[i] - 1) >> stand.shared.border_shift) + 1;
        CHECK(superblocks <= (uint64_t)1 << 31 && superblocks > (uint64_t)1 << 30);
        for (uint64_t piece = 0; piece < 1000; piece++) {
            uint64_t first = (piece * superblocks + 999) / 1000 << stand.shared.border_shift;

            iop_heat_add(&heat, 0, first);
            if (first)
                iop_heat_add(&heat, 0, first - 1);
        }
        iop_heat_add(&heat, 0, spaces[i] - 1);
        for (uint64_t piece = 0; piece < 1000; piece++)
            CHECK_EQUAL(stand.parts[0].counters[piece], 2);
    }
}

/* Workers that see the same blocks leave the same bits and registers, whatever their order. */
static void what_workers_saw_merges(void)
{
    static struct stand one, two;
    struct iop_heat forward, backward;

    open_stand(&one, &forward, 1000000000, 9);
    open_stand(&two, &backward, 1000000000, 9);
    for (uint64_t i = 0; i < 100000; i++) {
        iop_heat_add(&forward, 0, i * 9973);
        iop_heat_add(&backward, 0, (99999 - i) * 9973);
    }
    CHECK(!memcmp(one.parts, two.parts, sizeof one.parts));
    CHECK(bits_set(&one.parts[0]) > 50);
}

static void impossible_pieces_are_refused(void)
{
    static const uint32_t counters[] = {HEAT_COUNTERS_MAX + 1, 11};

    for (int i = 0; i < 2; i++) {
        struct iop_run *run = NULL;
        struct job_builder job;
        size_t bytes;
        void *packed;

        job_builder_init(&job, JOB_ENGINE_NULL);
        job.load.ops_max = 1;
        job.load.heat_counters = counters[i];
        job_builder_target(&job, "none", JOB_TARGET_NONE, i ? 10 * 4096 : (uint64_t)1 << 40);
        packed = job_builder_pack(&job, &bytes);
        CHECK_EQUAL(iop_create(packed, bytes, &run), -22);
        free(packed);
    }
}

int main(void)
{
    reciprocals_divide_exactly();
    pieces_are_the_quotients();
    counts_are_those_of_the_known_sequence();
    counters_add_up_to_the_measured_operations();
    one_pass_touches_everything_once();
    scattered_operations_count_where_they_were_drawn(0);
    scattered_operations_count_where_they_were_drawn(1);
    estimates_are_unbiased_and_as_exact_as_they_say();
    huge_spaces_keep_their_borders();
    what_workers_saw_merges();
    impossible_pieces_are_refused();
    return check_result();
}
