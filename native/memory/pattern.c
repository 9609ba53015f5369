/*
 * Data that no device can compress or deduplicate: a xoshiro256++ stream stored eight bytes at a
 * time. Not for secrets, and not a format that is read back: equal seeds give equal bytes, no more.
 */
#include "memory/buffers.h"

#include "access/rng.h"

#include <string.h>

void iop_pattern_random(uint8_t *memory, size_t bytes, uint64_t seed)
{
    uint8_t *end = memory + bytes / sizeof(uint64_t) * sizeof(uint64_t);
    struct iop_rng rng;
    uint64_t word;

    iop_rng_seed(&rng, seed, 0);
    for (; memory < end; memory += sizeof word) {
        word = iop_rng_next(&rng);
        memcpy(memory, &word, sizeof word);
    }
    word = iop_rng_next(&rng);
    memcpy(memory, &word, bytes % sizeof word);
}
