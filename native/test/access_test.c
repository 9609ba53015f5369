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

/* Successive blocks of a permutation must not follow each other: pairs over a 16 × 16 grid. */
static void permutation_has_no_order(void)
{
    enum { BLOCKS = 1 << 20, GRID = 16 };
    static uint64_t pairs[GRID * GRID];
    struct iop_offsets offsets = open_offsets(JOB_ACCESS_PERMUTATION, BLOCKS, 0, 1);
    uint64_t last, block;

    visit(&offsets, &last);
    for (int i = 1; i < BLOCKS; i++) {
        visit(&offsets, &block);
        pairs[last * GRID / BLOCKS * GRID + block * GRID / BLOCKS]++;
        last = block;
    }
    check_even(pairs, GRID * GRID, (BLOCKS - 1.0) / (GRID * GRID));
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
    permutation_has_no_order();
    sequential_starts_at_its_slice_and_wraps();
    workers_draw_different_streams();
    return check_result();
}
