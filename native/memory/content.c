/*
 * The content of writes.
 *
 * Compressible data: in each chunk of 4 KiB the first part is random and the rest repeats one
 * random word, so that the share is what a compressor finds with blocks of any size, and neither
 * zeros nor equal blocks are there for the storage to find. The word has 4 bytes: behind random
 * data fast compressors try every 15th place or so, and find a longer period too late.
 *
 * Repeated data: writes that repeat draw from a small set that all workers of the run share. The
 * share of blocks that a block hash finds again is then the share of the writes, whatever is
 * overwritten, by whom and in which order.
 */
#include "memory/content.h"

#include "access/rng.h"
#include "error/error.h"
#include "memory/pattern.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    BLOCKS_PER_DUPLICATE = 512, /* repeated data is at most so small a part of the blocks */
    WORD_BYTES = sizeof(uint64_t),
    REPEAT_COST_BYTES = 16, /* what a compressor keeps of a repeated word, and of where it is */
};

static const uint64_t DUPLICATES = 0x6475706c69636174u;
static const uint64_t TWICE = 0x0000000100000001u; /* times a 32-bit word: that word twice */
static const uint64_t GOLDEN_RATIO = 0x9e3779b97f4a7c15u;

static int open_string(struct iop_content *content, const struct iop_content_request *request)
{
    uint32_t period = request->content->string_bytes;
    size_t bytes = ((size_t)CONTENT_CHUNK_BYTES / period + 2) * period;

    assert(period > 0);
    content->period = period;
    content->repeated = malloc(bytes);
    if (!content->repeated)
        return iop_fail(ENOMEM, "not enough memory for a write pattern of %u bytes", period);
    for (size_t at = 0; at < bytes; at += period)
        memcpy(content->repeated + at, request->string, period);
    return 0;
}

int iop_content_open(struct iop_content *content, const struct iop_content_request *request)
{
    uint64_t duplicates = request->blocks / BLOCKS_PER_DUPLICATE;

    *content = (struct iop_content){
        .pattern = request->content->pattern,
        .compress_limit = request->content->compress_limit,
        .dedupe_limit = request->content->dedupe_limit,
        .seed = request->seed,
        .run_seed = request->run_seed ^ DUPLICATES,
        .duplicate_count =
            duplicates > CONTENT_DUPLICATES_MAX ? (uint64_t)CONTENT_DUPLICATES_MAX : duplicates,
        .turn = request->seed,
    };
    if (!content->duplicate_count)
        content->duplicate_count = 1;
    return content->pattern == JOB_PATTERN_STRING ? open_string(content, request) : 0;
}

void iop_content_close(struct iop_content *content)
{
    free(content->repeated);
    *content = (struct iop_content){0};
}

static void repeat_string(const struct iop_content *content, uint8_t *memory, uint64_t offset,
                          size_t bytes)
{
    size_t phase = offset % content->period;

    while (bytes) {
        size_t part = bytes < CONTENT_CHUNK_BYTES ? bytes : (size_t)CONTENT_CHUNK_BYTES;

        memcpy(memory, content->repeated + phase, part);
        phase = (phase + part) % content->period;
        memory += part;
        bytes -= part;
    }
}

static void repeat_word(uint8_t *memory, size_t bytes, uint64_t word)
{
    for (; bytes >= WORD_BYTES; bytes -= WORD_BYTES, memory += WORD_BYTES)
        memcpy(memory, &word, WORD_BYTES);
    memcpy(memory, &word, bytes);
}

static void make_compressible(const struct iop_content *content, uint8_t *memory, size_t bytes,
                              uint64_t seed)
{
    uint64_t random_share = JOB_SHARE_ALL - content->compress_limit;

    while (bytes) {
        size_t part = bytes < CONTENT_CHUNK_BYTES ? bytes : (size_t)CONTENT_CHUNK_BYTES;
        size_t random = (size_t)((part * random_share + JOB_SHARE_ALL / 2) >> 32);
        uint64_t word = (iop_splitmix(&seed) >> 32) * TWICE;
        uint64_t chunk_seed = iop_splitmix(&seed); /* not seed itself: neighbours would overlap */

        random = random > REPEAT_COST_BYTES ? random - REPEAT_COST_BYTES : 0;
        if (random)
            iop_pattern_random(memory, random, chunk_seed);
        repeat_word(memory + random, part - random, word);
        memory += part;
        bytes -= part;
    }
}

void iop_content_make(const struct iop_content *content, uint8_t *memory, uint64_t offset,
                      size_t bytes, uint64_t seed)
{
    if (content->pattern == JOB_PATTERN_STRING)
        repeat_string(content, memory, offset, bytes);
    else if (content->compress_limit)
        make_compressible(content, memory, bytes, seed);
    else
        iop_pattern_random(memory, bytes, seed);
}

/* Steps of the golden ratio meet any share evenly, and never in step with anything periodic. */
static uint64_t next_seed(struct iop_content *content)
{
    uint64_t seed = iop_splitmix(&content->seed);
    uint64_t index;

    if (!content->dedupe_limit)
        return seed;
    content->turn += GOLDEN_RATIO;
    if (content->turn >> 32 >= content->dedupe_limit)
        return seed;
    index = (uint64_t)(((unsigned __int128)seed * content->duplicate_count) >> 64);
    index += content->run_seed;
    return iop_splitmix(&index);
}

void iop_content_next(struct iop_content *content, uint8_t *memory, uint64_t offset, size_t bytes)
{
    iop_content_make(content, memory, offset, bytes, next_seed(content));
}
