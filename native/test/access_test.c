/*
 * Offsets against what they promise: coverage, uniformity, slices, reproducibility.
 */
#include "access/mix.h"
#include "access/offset.h"
#include "test/check.h"

#include <math.h>

enum { SEED = 20240607 };

static struct iop_offsets open_offsets(uint32_t access, uint64_t blocks, uint32_t ordinal,
                                       uint32_t peers)
{
    struct iop_offsets_request request = {
        .access = access, .blocks = blocks, .ordinal = ordinal, .peers = peers, .seed = SEED};
    struct iop_offsets offsets;

    iop_offsets_open(&offsets, &request);
    return offsets;
}

static void visit(struct iop_offsets *offsets, uint64_t *block)
{
    iop_offsets_draw(offsets, block, 1);
}

/* The slices of all workers together touch each block once, for any size and any number of them. */
static void slices_cover_each_block_once(uint32_t access)
{
    static const uint64_t sizes[] = {1, 2, 3, 5, 16, 17, 1000, 4095, 4096, 65537};

    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (uint32_t peers = 1; peers <= 8 && peers <= sizes[s]; peers++) {
            uint8_t *seen = calloc(sizes[s], 1);
            uint64_t twice = 0, visited = 0;

            for (uint32_t i = 0; i < peers; i++) {
                struct iop_offsets offsets = open_offsets(access, sizes[s], i, peers);

                for (uint64_t n = 0; n < offsets.count; n++, visited++) {
                    uint64_t block;

                    visit(&offsets, &block);
                    if (!CHECK(block < sizes[s]))
                        continue;
                    twice += seen[block]++ > 0;
                }
            }
            CHECK_EQUAL(visited, sizes[s]);
            CHECK_EQUAL(twice, 0);
            free(seen);
        }
}

static void next_pass_covers_again_in_another_order(void)
{
    enum { BLOCKS = 1000 };
    struct iop_offsets offsets = open_offsets(JOB_ACCESS_PERMUTATION, BLOCKS, 0, 1);
    uint64_t first[BLOCKS], second[BLOCKS];
    uint8_t seen[BLOCKS] = {0};
    int same = 0;

    iop_offsets_permuted(&offsets, first, BLOCKS);
    iop_offsets_permuted(&offsets, second, BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
        seen[second[i]]++;
        same += first[i] == second[i];
    }
    for (int i = 0; i < BLOCKS; i++)
        CHECK_EQUAL(seen[i], 1);
    CHECK(same < 20);
}

/* Chi-square of cells against its mean and deviation: within 5 sigma, by a fixed seed. */
static void check_even(const uint64_t *cells, int count, double expected)
{
    double chi = 0;

    for (int i = 0; i < count; i++)
        chi += ((double)cells[i] - expected) * ((double)cells[i] - expected) / expected;
    CHECK(fabs(chi - (count - 1)) < 5 * sqrt(2.0 * (count - 1)));
}

static void uniform_draws_are_even(void)
{
    enum { BLOCKS = 1009, DRAWS = 1009 * 1000 };
    static uint64_t cells[BLOCKS];
    struct iop_offsets offsets = open_offsets(JOB_ACCESS_UNIFORM, BLOCKS, 0, 1);

    for (int i = 0; i < DRAWS; i++) {
        uint64_t block;

        visit(&offsets, &block);
        cells[block]++;
    }
    check_even(cells, BLOCKS, 1000);
}

/* Each result below n comes once, and leads back to its index. */
static void check_permutation(uint64_t n, uint64_t seed)
{
    uint8_t *seen = calloc(n, 1);
    uint64_t twice = 0, outside = 0, lost = 0;
    struct iop_permutation permutation;

    iop_permutation_open(&permutation, n, seed);
    for (uint64_t index = 0; index < n; index++) {
        uint64_t result = iop_permute(&permutation, index);

        lost += iop_permutation_index(&permutation, result) != index;
        if (result < n)
            twice += seen[result]++ > 0;
        else
            outside++;
    }
    CHECK_EQUAL(twice, 0);
    CHECK_EQUAL(outside, 0);
    CHECK_EQUAL(lost, 0);
    free(seen);
}

static void permutations_of_any_size_are_bijections(void)
{
    static const uint64_t sizes[] = {4095, 4097, 65535, 65537, 99991, (1 << 20) + 1, 3000017};

    for (uint64_t n = 1; n <= 1100; n++)
        for (uint64_t seed = 0; seed < 3; seed++)
            check_permutation(n, SEED + seed);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        check_permutation(sizes[s], SEED);
}

static const uint64_t large_sizes[] = {1 << 20,         1000003,       (1 << 21) - 1,
                                       1000000007,      1000000000000, ((uint64_t)1 << 40) + 1,
                                       (1ull << 50) - 1};

enum { LARGE_SIZES = sizeof large_sizes / sizeof *large_sizes };

/* Too many to see all of them: whatever leads back to its index came from no other. */
static void large_permutations_lead_back(void)
{
    for (int s = 0; s < LARGE_SIZES; s++) {
        struct iop_permutation permutation;
        struct iop_rng rng;

        iop_permutation_open(&permutation, large_sizes[s], SEED);
        iop_rng_seed(&rng, SEED, 9);
        for (int i = 0; i < 200000; i++) {
            uint64_t index = iop_rng_below(&rng, large_sizes[s]);
            uint64_t result = iop_permute(&permutation, index);

            CHECK(result < large_sizes[s]);
            CHECK_EQUAL(iop_permutation_index(&permutation, result), index);
        }
    }
}

static uint64_t cell(uint64_t block, uint64_t blocks, uint64_t cells)
{
    return (uint64_t)((unsigned __int128)block * cells / blocks);
}

/*
 * Successive blocks must not follow each other: pairs over a 16 x 16 grid, and the distances from
 * each to the next.
 */
static void permutations_have_no_order(void)
{
    enum { DRAWS = 200000, GRID = 16, CELLS = GRID * GRID };

    for (int s = 0; s < LARGE_SIZES; s++) {
        uint64_t n = large_sizes[s], pairs[CELLS] = {0}, distances[CELLS] = {0}, last, block;
        struct iop_offsets offsets = open_offsets(JOB_ACCESS_PERMUTATION, n, 0, 1);

        visit(&offsets, &last);
        for (int i = 0; i < DRAWS; i++) {
            visit(&offsets, &block);
            pairs[cell(last, n, GRID) * GRID + cell(block, n, GRID)]++;
            distances[cell((block + n - last) % n, n, CELLS)]++;
            last = block;
        }
        check_even(pairs, CELLS, (double)DRAWS / CELLS);
        check_even(distances, CELLS, (double)DRAWS / CELLS);
    }
}

/* Neighbours lie evenly over everything, few as they may be, whatever the seed. */
static void permutations_spread_their_first_blocks(void)
{
    enum { FIRST = 6400, CELLS = 64, SEEDS = 20 };

    for (int s = 0; s < LARGE_SIZES; s++)
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            struct iop_permutation permutation;
            uint64_t cells[CELLS] = {0}, low[CELLS] = {0};

            iop_permutation_open(&permutation, large_sizes[s], SEED + seed);
            for (uint64_t index = 0; index < FIRST; index++) {
                uint64_t block = iop_permute(&permutation, index);

                cells[cell(block, large_sizes[s], CELLS)]++;
                low[block % CELLS]++;
            }
            check_even(cells, CELLS, (double)FIRST / CELLS);
            check_even(low, CELLS, (double)FIRST / CELLS);
        }
}

static void sequential_starts_at_its_slice_and_wraps(void)
{
    struct iop_offsets offsets = open_offsets(JOB_ACCESS_SEQUENTIAL, 10, 1, 2);
    uint64_t blocks[12];

    iop_offsets_sequential(&offsets, blocks, 12);
    for (uint64_t i = 0; i < 12; i++)
        CHECK_EQUAL(blocks[i], (5 + i) % 10);
}

static void workers_draw_different_streams(void)
{
    struct iop_offsets one = open_offsets(JOB_ACCESS_UNIFORM, 1 << 30, 0, 2);
    struct iop_offsets other = open_offsets(JOB_ACCESS_UNIFORM, 1 << 30, 1, 2);
    struct iop_offsets again = open_offsets(JOB_ACCESS_UNIFORM, 1 << 30, 0, 2);
    int same_as_other = 0, same_as_again = 0;

    for (int i = 0; i < 1000; i++) {
        uint64_t a, b, c;

        visit(&one, &a);
        visit(&other, &b);
        visit(&again, &c);
        same_as_other += a == b;
        same_as_again += a == c;
    }
    CHECK_EQUAL(same_as_other, 0);
    CHECK_EQUAL(same_as_again, 1000);
}

int main(void)
{
    slices_cover_each_block_once(JOB_ACCESS_PERMUTATION);
    slices_cover_each_block_once(JOB_ACCESS_SEQUENTIAL);
    next_pass_covers_again_in_another_order();
    uniform_draws_are_even();
    permutations_of_any_size_are_bijections();
    large_permutations_lead_back();
    permutations_have_no_order();
    permutations_spread_their_first_blocks();
    sequential_starts_at_its_slice_and_wraps();
    workers_draw_different_streams();
    return check_result();
}
