/*
 * A keyed permutation of 0 .. n-1 without a table: a Feistel network over the next power of two,
 * walked until the value falls below n (Black and Rogaway, "Ciphers with Arbitrary Finite Domains",
 * 2002). Fewer than two walks on average, for any n.
 */
#ifndef IOP_PERMUTATION_H
#define IOP_PERMUTATION_H

#include "access/rng.h"

#include <stdint.h>

enum { PERMUTATION_ROUNDS = 4 };

struct iop_permutation {
    uint64_t n;
    uint32_t low_bits;  /* width of the right half */
    uint32_t high_bits; /* width of the left half, equal or one less */
    uint64_t keys[PERMUTATION_ROUNDS];
};

static inline void iop_permutation_open(struct iop_permutation *permutation, uint64_t n,
                                        uint64_t seed)
{
    uint32_t bits = n > 4 ? 64 - (uint32_t)__builtin_clzll(n - 1) : 2;

    permutation->n = n;
    permutation->low_bits = (bits + 1) / 2;
    permutation->high_bits = bits / 2;
    for (int round = 0; round < PERMUTATION_ROUNDS; round++)
        permutation->keys[round] = iop_splitmix(&seed);
}

static inline uint64_t iop_permutation_mix(uint64_t half, uint64_t key)
{
    uint64_t x = (half ^ key) * 0xbf58476d1ce4e5b9u;

    x ^= x >> 32;
    return x * 0x94d049bb133111ebu >> 24;
}

/* index must be below n; distinct indexes give distinct results below n. */
static inline uint64_t iop_permute(const struct iop_permutation *permutation, uint64_t index)
{
    uint64_t low_mask = ((uint64_t)1 << permutation->low_bits) - 1;
    uint64_t high_mask = ((uint64_t)1 << permutation->high_bits) - 1;

    do {
        uint64_t high = index >> permutation->low_bits;
        uint64_t low = index & low_mask;

        for (int round = 0; round < PERMUTATION_ROUNDS; round += 2) {
            high ^= iop_permutation_mix(low, permutation->keys[round]) & high_mask;
            low ^= iop_permutation_mix(high, permutation->keys[round + 1]) & low_mask;
        }
        index = high << permutation->low_bits | low;
    } while (index >= permutation->n);
    return index;
}

#endif
