/*
 * What was really accessed: where the completed operations of one worker fell in its load's space
 * of blocks, and how many different blocks they touched. Per kind of operation it keeps
 *
 *   counters   operations by position: counter_count pieces of the space, equal to within a block
 *              (to within a superblock of 2^border_shift blocks in spaces beyond 2^31 blocks)
 *   drawn      the same where hot blocks are scattered, at the places that they had before: pieces
 *              of the space have no hottest ones then
 *   touched    one bit for each group of 2^sample_shift neighbouring blocks: whether the one
 *              tracked member of the group was touched. Spaces of up to 2^20 blocks have a group
 *              for each block and are exact; the tracked member of larger groups is pseudo-random
 *   sketch     HyperLogLog registers, in spaces with larger groups only: few blocks of a huge space
 *              leave hardly a trace in the sample, and the sketch is off by 0.8 % at any size
 *
 * Groups, members and hashes depend on the seed of the run alone, so counters of several workers
 * add up, their bits merge by OR and their registers by maximum. Shares and estimates are Java's.
 */
#ifndef IOP_HEAT_H
#define IOP_HEAT_H

#include "layout/job_layout.h"
#include "layout/shared_layout.h"

#include <stdbool.h>
#include <stdint.h>

/* Division by an invariant: exact for every dividend below 2^63 (Granlund and Montgomery, 1994). */
struct iop_reciprocal {
    uint64_t multiplier;
    uint32_t shift;
};

/* Scales 0 .. count-1 down to 0 .. parts-1: floor(index * parts / count), exact to count 2^31. */
struct iop_scale {
    uint64_t multiplier;
};

struct iop_heat {
    struct shared_heat_part *parts[HEAT_KINDS]; /* by kind; NULL: the load has no such operation */
    struct iop_reciprocal block_bytes;
    struct iop_scale counters;
    uint32_t border_shift;
    uint32_t sample_shift;
    uint64_t key;
};

struct iop_heat_request {
    struct shared_heat *shared;
    uint64_t blocks; /* of the load's whole space */
    uint32_t block_bytes;
    uint32_t counters; /* at most as many as blocks */
    uint32_t kinds;    /* bits, as from iop_heat_kinds */
    bool scattered;    /* drawn is kept */
    uint64_t seed;     /* of the run */
};

/* Bits (1 << kind) of the operations with a position that the load can produce. */
uint32_t iop_heat_kinds(const struct job_load *load);

/* Bytes in a worker's part of the region for so many kinds. */
uint64_t iop_heat_bytes(uint32_t kinds);

/* Clears what the request needs of the shared part. */
void iop_heat_open(struct iop_heat *heat, const struct iop_heat_request *request);

struct iop_reciprocal iop_reciprocal_of(uint64_t divisor);
struct iop_scale iop_scale_of(uint64_t count, uint64_t parts);

static inline uint64_t iop_high_product(uint64_t a, uint64_t b)
{
    return (uint64_t)(((unsigned __int128)a * b) >> 64);
}

static inline uint64_t iop_divide(const struct iop_reciprocal *by, uint64_t dividend)
{
    return iop_high_product(by->multiplier, dividend << 1) >> by->shift;
}

static inline uint64_t iop_scale_down(const struct iop_scale *scale, uint64_t index)
{
    return iop_high_product(scale->multiplier, index << 2);
}

/* The finalizer of MurmurHash3 (Appleby, public domain). */
static inline uint64_t iop_heat_hash(uint64_t x)
{
    x = (x ^ x >> 33) * 0xff51afd7ed558ccdu;
    x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53u;
    return x ^ x >> 33;
}

/* A space with more blocks than bits. No branch on the member: it could not be predicted. */
static inline void iop_heat_sample(const struct iop_heat *heat, struct shared_heat_part *part,
                                   uint64_t block)
{
    uint64_t group = block >> heat->sample_shift;
    uint64_t members = ((uint64_t)1 << heat->sample_shift) - 1;
    uint64_t hash = iop_heat_hash(block ^ heat->key);
    uint64_t rest = hash << HEAT_REGISTER_BITS | (uint64_t)1 << (HEAT_REGISTER_BITS - 1);
    uint8_t *deepest = &part->sketch[hash >> (64 - HEAT_REGISTER_BITS)];
    uint64_t is_tracked;
    uint8_t depth = (uint8_t)(__builtin_clzll(rest) + 1);

    if (depth > *deepest)
        *deepest = depth;
    is_tracked = ((block ^ iop_heat_hash(group ^ ~heat->key)) & members) == 0;
    part->touched[group / 64] |= is_tracked << group % 64;
}

/* One operation that was drawn at this place before hot blocks were scattered. */
static inline void iop_heat_add_drawn(const struct iop_heat *heat, uint8_t kind, uint64_t place)
{
    heat->parts[kind]->drawn[iop_scale_down(&heat->counters, place >> heat->border_shift)]++;
}

/* One operation whose first block is this one; of a kind that the heat was opened for. */
static inline void iop_heat_add(const struct iop_heat *heat, uint8_t kind, uint64_t block)
{
    struct shared_heat_part *part = heat->parts[kind];

    part->counters[iop_scale_down(&heat->counters, block >> heat->border_shift)]++;
    if (heat->sample_shift)
        iop_heat_sample(heat, part, block);
    else
        part->touched[block / 64] |= (uint64_t)1 << block % 64;
}

#endif
