/*
 * The visiting orders that are not plain: draws from a table, strides, runs between jumps. Called
 * once per batch; each is a loop over locals.
 */
#include "access/offset.h"

static void draw_strided(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    uint64_t position = offsets->position, lane = offsets->lane;
    uint64_t stride = offsets->stride, count = offsets->blocks;

    for (uint32_t i = 0; i < n; i++) {
        blocks[i] = position;
        position += stride;
        if (position < count)
            continue;
        lane = lane + 1 == stride ? 0 : lane + 1;
        position = lane;
    }
    offsets->position = position;
    offsets->lane = lane;
    for (uint32_t i = 0; offsets->backward && i < n; i++)
        blocks[i] = count - 1 - blocks[i];
}

/* From ranks, hottest first, to the blocks that have them. */
static void place(const struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    uint64_t rotation = offsets->rotation, count = offsets->blocks;

    if (offsets->scattered) {
        struct iop_permutation permutation = offsets->permutation;

        for (uint32_t i = 0; i < n; i++)
            blocks[i] = iop_permute(&permutation, blocks[i]);
        return;
    }
    for (uint32_t i = 0; rotation && i < n; i++) {
        uint64_t left = count - blocks[i];

        blocks[i] = rotation < left ? blocks[i] + rotation : rotation - left;
    }
}

static void draw_skewed(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    struct iop_rng rng = offsets->rng;
    struct iop_table table = offsets->table;

    for (uint32_t i = 0; i < n; i++)
        blocks[i] = iop_table_draw(&table, &rng);
    offsets->rng = rng;
    place(offsets, blocks, n);
}

bool iop_offsets_jumps(struct iop_offsets *offsets)
{
    if (offsets->jump_limit)
        return iop_rng_next(&offsets->rng) >> 32 < offsets->jump_limit;
    if (offsets->run_left > 1) {
        offsets->run_left--;
        return false;
    }
    offsets->run_left = offsets->run_min + iop_rng_below(&offsets->rng, offsets->run_span);
    return true;
}

uint64_t iop_offsets_jump(struct iop_offsets *offsets)
{
    uint64_t block;

    if (offsets->jumps_to_table)
        draw_skewed(offsets, &block, 1);
    else
        iop_offsets_uniform(offsets, &block, 1);
    return block;
}

static void draw_runs(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint64_t block = iop_offsets_jumps(offsets) ? iop_offsets_jump(offsets) : offsets->position;

        blocks[i] = block;
        offsets->position = block + 1 == offsets->blocks ? 0 : block + 1;
    }
}

void iop_offsets_visit(struct iop_offsets *offsets, uint64_t *blocks, uint32_t n)
{
    switch (offsets->visit) {
    case VISIT_STRIDED:
        draw_strided(offsets, blocks, n);
        break;
    case VISIT_SKEWED:
        draw_skewed(offsets, blocks, n);
        break;
    default:
        draw_runs(offsets, blocks, n);
    }
}
