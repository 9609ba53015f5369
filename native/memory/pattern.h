/*
 * Random content: a function of its seed alone, the same bytes on every machine, as fast as memory
 * takes it. No compressor and no deduplication finds anything in it.
 */
#ifndef IOP_PATTERN_H
#define IOP_PATTERN_H

#include <stddef.h>
#include <stdint.h>

/* Fills memory; any length, any alignment. Equal seeds give equal bytes, and prefixes. */
void iop_pattern_random(uint8_t *memory, size_t bytes, uint64_t seed);

#endif
