/*
 * Random content: sixteen xorshift128+ generators (Vigna, 2017) side by side, seeded by splitmix64,
 * a row of sixteen words at a time. They are kept as four chains of vectors, so that one computes
 * while another waits for its own last step. Not for secrets.
 *
 * The bytes are the same whatever the vectors are compiled to: content that is verified later may
 * be looked at on another machine.
 */
#include "memory/pattern.h"

#include "access/rng.h"

#include <string.h>

enum {
    CHAINS = 4,
    LANES = 4, /* words of a vector */
    ROW_WORDS = CHAINS * LANES,
    ROW_BYTES = ROW_WORDS * 8,
};

typedef uint64_t vector __attribute__((vector_size(LANES * 8)));

/* State words of all generators: the first of each, then the second of each. */
struct states {
    uint64_t words[2][ROW_WORDS];
};

static inline __attribute__((always_inline)) void fill_rows(uint8_t *memory, size_t rows,
                                                            struct states *states)
{
    vector first[CHAINS], second[CHAINS];

    memcpy(first, states->words[0], sizeof first);
    memcpy(second, states->words[1], sizeof second);
    for (; rows; rows--, memory += ROW_BYTES) {
#pragma GCC unroll 4
        for (int chain = 0; chain < CHAINS; chain++) {
            vector x = first[chain], y = second[chain], sum = x + y;

            memcpy(memory + chain * sizeof sum, &sum, sizeof sum);
            x ^= x << 23;
            first[chain] = y;
            second[chain] = x ^ y ^ (x >> 18) ^ (y >> 5);
        }
    }
    memcpy(states->words[0], first, sizeof first);
    memcpy(states->words[1], second, sizeof second);
}

static void fill_plain(uint8_t *memory, size_t rows, struct states *states)
{
    fill_rows(memory, rows, states);
}

#ifdef __x86_64__
static __attribute__((target("avx2"))) void fill_avx2(uint8_t *memory, size_t rows,
                                                      struct states *states)
{
    fill_rows(memory, rows, states);
}

static void fill(uint8_t *memory, size_t rows, struct states *states)
{
    if (__builtin_cpu_supports("avx2"))
        fill_avx2(memory, rows, states);
    else
        fill_plain(memory, rows, states);
}
#else
static void fill(uint8_t *memory, size_t rows, struct states *states)
{
    fill_plain(memory, rows, states);
}
#endif

void iop_pattern_random(uint8_t *memory, size_t bytes, uint64_t seed)
{
    struct states states;
    uint8_t row[ROW_BYTES];

    for (int i = 0; i < ROW_WORDS; i++) {
        states.words[0][i] = iop_splitmix(&seed);
        states.words[1][i] = iop_splitmix(&seed);
    }
    fill(memory, bytes / ROW_BYTES, &states);
    if (bytes % ROW_BYTES == 0)
        return;
    fill(row, 1, &states);
    memcpy(memory + bytes / ROW_BYTES * ROW_BYTES, row, bytes % ROW_BYTES);
}
