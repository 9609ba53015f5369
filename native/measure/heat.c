/*
 * Setting up what heat.h counts into.
 */
#include "measure/heat.h"

#include <assert.h>
#include <string.h>

enum {
    DIVIDEND_BITS = 63,
    SCALE_BITS = 62,
    SCALE_COUNT_BITS = 31, /* SCALE_BITS / 2: the error of the multiplier stays below one part */
};

/* Bits that hold every number below count. */
static uint32_t bits_below(uint64_t count)
{
    return count > 1 ? 64 - (uint32_t)__builtin_clzll(count - 1) : 0;
}

struct iop_reciprocal iop_reciprocal_of(uint64_t divisor)
{
    uint32_t shift = bits_below(divisor);
    unsigned __int128 power = (unsigned __int128)1 << (DIVIDEND_BITS + shift);

    assert(divisor);
    return (struct iop_reciprocal){(uint64_t)((power + divisor - 1) / divisor), shift};
}

struct iop_scale iop_scale_of(uint64_t count, uint64_t parts)
{
    unsigned __int128 power = (unsigned __int128)parts << SCALE_BITS;

    assert(count <= (uint64_t)1 << SCALE_COUNT_BITS && parts && parts <= count);
    return (struct iop_scale){(uint64_t)((power + count - 1) / count)};
}

uint32_t iop_heat_kinds(const struct job_load *load)
{
    uint32_t kinds = 0;

    kinds |= load->read_limit ? 1u << 0 : 0;
    kinds |= load->write_limit > load->read_limit ? 1u << 1 : 0;
    kinds |= load->write_limit < JOB_SHARE_ALL ? 1u << 2 : 0;
    return kinds;
}

uint64_t iop_heat_bytes(uint32_t kinds)
{
    return sizeof(struct shared_heat) +
           (uint32_t)__builtin_popcount(kinds) * sizeof(struct shared_heat_part);
}

static uint32_t shift_above(uint64_t blocks, uint32_t bits)
{
    uint32_t needed = bits_below(blocks);

    return needed > bits ? needed - bits : 0;
}

/* Touches no page that is not needed: small spaces have few groups and no sketch. */
static void clear(struct shared_heat_part *part, const struct shared_heat *shared)
{
    uint64_t groups = ((shared->blocks - 1) >> shared->sample_shift) + 1;

    memset(part->counters, 0, shared->counter_count * sizeof *part->counters);
    if (shared->scattered)
        memset(part->drawn, 0, shared->counter_count * sizeof *part->drawn);
    memset(part->touched, 0, (groups + 63) / 64 * sizeof *part->touched);
    if (shared->sample_shift)
        memset(part->sketch, 0, sizeof part->sketch);
}

void iop_heat_open(struct iop_heat *heat, const struct iop_heat_request *request)
{
    struct shared_heat *shared = request->shared;
    uint64_t end = sizeof *shared, superblocks;

    assert(request->counters && request->counters <= request->blocks);
    *shared = (struct shared_heat){
        .blocks = request->blocks,
        .block_bytes = request->block_bytes,
        .counter_count = request->counters,
        .border_shift = shift_above(request->blocks, SCALE_COUNT_BITS),
        .sample_shift = shift_above(request->blocks, HEAT_GROUP_BITS),
        .scattered = request->scattered,
    };
    superblocks = ((request->blocks - 1) >> shared->border_shift) + 1;
    *heat = (struct iop_heat){
        .block_bytes = iop_reciprocal_of(request->block_bytes),
        .counters = iop_scale_of(superblocks, request->counters),
        .border_shift = shared->border_shift,
        .sample_shift = shared->sample_shift,
        .key = iop_heat_hash(request->seed + 0x9e3779b97f4a7c15u),
    };
    for (uint32_t kind = 0; kind < HEAT_KINDS; kind++) {
        if (!(request->kinds & 1u << kind))
            continue;
        heat->parts[kind] = (struct shared_heat_part *)((uint8_t *)shared + end);
        shared->part_offset[kind] = end;
        clear(heat->parts[kind], shared);
        end += sizeof *heat->parts[kind];
    }
}
