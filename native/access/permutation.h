/*
 * A keyed permutation of 0 .. n-1 without a table: a Feistel network whose left half counts to any
 * number and whose right half to a power of two (Black and Rogaway, "Ciphers with Arbitrary Finite
 * Domains", 2002). The halves together reach less than one right half beyond n, so that hardly an
 * index has to go through it twice.
 */
#ifndef IOP_PERMUTATION_H
#define IOP_PERMUTATION_H

#include "access/rng.h"

#include <stdint.h>

enum { PERMUTATION_ROUNDS = 4 };

struct iop_permutation {
    uint64_t n;
    uint64_t highs;    /* values of the left half, at most 2^32 */
    uint64_t low_mask; /* of the right half */
    uint32_t low_bits;
    uint64_t keys[PERMUTATION_ROUNDS];
};

struct iop_halves {
    uint64_t high;
    uint64_t low;
};

/* n is 1 to 2^63. */
static inline void iop_permutation_open(struct iop_permutation *permutation, uint64_t n,
                                        uint64_t seed)
{
    uint32_t bits = n > 1 ? 64 - (uint32_t)__builtin_clzll(n - 1) : 0;

    permutation->n = n;
    permutation->low_bits = bits / 2;
    permutation->low_mask = ((uint64_t)1 << permutation->low_bits) - 1;
    permutation->highs = ((n - 1) >> permutation->low_bits) + 1;
    for (int round = 0; round < PERMUTATION_ROUNDS; round++)
        permutation->keys[round] = iop_splitmix(&seed);
}

/* The low digits of a product know only lower ones; folded, every digit depends on all. */
static inline uint64_t iop_permutation_mix(uint64_t half, uint64_t key)
{
    uint64_t product = (half ^ key) * 0xbf58476d1ce4e5b9u;

    return product ^ product >> 32;
}

/* Two rounds: the right half turns the left one, which flips digits of the right one. */
static inline void iop_permutation_forward(const struct iop_permutation *permutation,
                                           struct iop_halves *halves, const uint64_t *keys)
{
    uint64_t turn = iop_permutation_mix(halves->low, keys[0]) & UINT32_MAX;

    halves->high += turn * permutation->highs >> 32;
    halves->high -= halves->high >= permutation->highs ? permutation->highs : 0;
    halves->low ^= iop_permutation_mix(halves->high, keys[1]) & permutation->low_mask;
}

static inline void iop_permutation_backward(const struct iop_permutation *permutation,
                                            struct iop_halves *halves, const uint64_t *keys)
{
    uint64_t turn;

    halves->low ^= iop_permutation_mix(halves->high, keys[1]) & permutation->low_mask;
    turn = iop_permutation_mix(halves->low, keys[0]) & UINT32_MAX;
    halves->high += permutation->highs - (turn * permutation->highs >> 32);
    halves->high -= halves->high >= permutation->highs ? permutation->highs : 0;
}

/* index must be below n; distinct indexes give distinct results below n. */
static inline uint64_t iop_permute(const struct iop_permutation *permutation, uint64_t index)
{
    do {
        struct iop_halves halves = {index >> permutation->low_bits, index & permutation->low_mask};

        iop_permutation_forward(permutation, &halves, permutation->keys);
        iop_permutation_forward(permutation, &halves, permutation->keys + 2);
        index = halves.high << permutation->low_bits | halves.low;
    } while (__builtin_expect(index >= permutation->n, 0));
    return index;
}

/* The index that iop_permute takes to this result. */
static inline uint64_t iop_permutation_index(const struct iop_permutation *permutation,
                                             uint64_t result)
{
    do {
        struct iop_halves halves = {result >> permutation->low_bits,
                                    result & permutation->low_mask};

        iop_permutation_backward(permutation, &halves, permutation->keys + 2);
        iop_permutation_backward(permutation, &halves, permutation->keys);
        result = halves.high << permutation->low_bits | halves.low;
    } while (__builtin_expect(result >= permutation->n, 0));
    return result;
}

#endif
