/*
 * xoshiro256++ 1.0 (Blackman and Vigna, 2019) seeded by splitmix64 (Steele, Lea, Flood, 2014).
 * One generator per worker and purpose; equal seeds give equal streams on every machine.
 */
#ifndef IOP_RNG_H
#define IOP_RNG_H

#include <stdint.h>

struct iop_rng {
    uint64_t s[4];
};

static inline uint64_t iop_splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline void iop_rng_seed(struct iop_rng *rng, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed;
    uint64_t mixed = iop_splitmix(&state) ^ (stream * 0xd1342543de82ef95u + 1);

    for (int i = 0; i < 4; i++)
        rng->s[i] = iop_splitmix(&mixed);
}

static inline uint64_t iop_rotl(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

static inline uint64_t iop_rng_next(struct iop_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = iop_rotl(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = iop_rotl(s[3], 45);
    return result;
}

/* Uniform in [0, n) by multiply-shift (Lemire, 2019) without rejection: off by at most n / 2^64. */
static inline uint64_t iop_rng_below(struct iop_rng *rng, uint64_t n)
{
    return (uint64_t)(((unsigned __int128)iop_rng_next(rng) * n) >> 64);
}

#endif
