/*
 * Making and judging blocks. A good block costs one CRC; only a bad one is compared, sector by
 * sector, with what the generations around the expected ones looked like.
 */
#include "memory/block.h"

#include "access/rng.h"
#include "error/error.h"
#include "memory/crc32c.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
    OLDER_MAX = 32,      /* generations before lower that are tried */
    CANDIDATES_MAX = 512 /* generations that are tried from either end of a range */
};

/* Marks of sectors, worse ones last. */
enum sector_mark {
    SECTOR_EXPECTED, /* of a generation in the range */
    SECTOR_OLDER,
    SECTOR_ZERO,
    SECTOR_FOREIGN,
    SECTOR_MARKS,
};

static const uint64_t MAGIC = 0x4b4c42534c554f49u; /* "IOULSBLK" */

int iop_block_desk_open(struct iop_block_desk *desk, uint32_t block_bytes)
{
    desk->expected = malloc(block_bytes);
    desk->sectors = malloc(block_bytes / BLOCK_SECTOR_BYTES);
    if (desk->expected && desk->sectors)
        return 0;
    iop_block_desk_close(desk);
    return iop_fail(ENOMEM, "not enough memory to look at blocks of %u bytes", block_bytes);
}

void iop_block_desk_close(struct iop_block_desk *desk)
{
    free(desk->expected);
    free(desk->sectors);
    *desk = (struct iop_block_desk){0};
}

static uint64_t seed_of(const struct iop_block_maker *maker, uint64_t offset, uint64_t generation)
{
    uint64_t state = maker->file ^ maker->run;

    state = iop_splitmix(&state) ^ offset;
    state = iop_splitmix(&state) ^ generation;
    return iop_splitmix(&state);
}

static uint32_t crc_of(const uint8_t *memory, uint32_t bytes)
{
    uint32_t crc = iop_crc32c(0, memory, offsetof(struct iop_block_header, crc));

    return iop_crc32c(crc, memory + BLOCK_HEADER_BYTES, bytes - BLOCK_HEADER_BYTES);
}

void iop_block_make(const struct iop_block_maker *maker, uint8_t *memory, uint64_t offset,
                    uint32_t generation)
{
    struct iop_block_header header = {
        .magic = MAGIC,
        .run = maker->run,
        .file = maker->file,
        .offset = offset,
        .generation = generation,
        .seed = seed_of(maker, offset, generation),
        .length = maker->bytes,
        .version = BLOCK_VERSION,
    };

    if (!maker->has_header) {
        iop_content_make(maker->content, memory, offset, maker->bytes, header.seed);
        return;
    }
    memcpy(memory, &header, sizeof header);
    iop_content_make(maker->content, memory + BLOCK_HEADER_BYTES, offset + BLOCK_HEADER_BYTES,
                     maker->bytes - BLOCK_HEADER_BYTES, header.seed);
    header.crc = crc_of(memory, maker->bytes);
    memcpy(memory, &header, sizeof header);
}

/* Whether a whole, undamaged block lies there, whosever it is. */
static bool is_whole(const struct iop_block_maker *maker, const uint8_t *memory,
                     struct iop_block_header *header)
{
    memcpy(header, memory, sizeof *header);
    return header->magic == MAGIC && header->version == BLOCK_VERSION &&
           header->length == maker->bytes && header->crc == crc_of(memory, maker->bytes);
}

static bool is_at_home(const struct iop_block_maker *maker, const struct iop_block_header *header,
                       uint64_t offset)
{
    return header->run == maker->run && header->file == maker->file && header->offset == offset;
}

/* A whole block that should not be here, or not any more. */
static uint32_t class_of_whole(const struct iop_block_maker *maker,
                               const struct iop_block_header *header, uint64_t offset,
                               const struct iop_block_range *range)
{
    if (is_at_home(maker, header, offset))
        return header->generation < range->lower ? MISMATCH_STALE : MISMATCH_CORRUPTED;
    /* Blocks of an earlier run at the same place: what was written since is not there. */
    if (header->run != maker->run && header->offset == offset)
        return MISMATCH_LOST;
    return MISMATCH_MISDIRECTED;
}

static bool is_zero(const uint8_t *memory, size_t bytes)
{
    return memory[0] == 0 && memcmp(memory, memory + 1, bytes - 1) == 0;
}

/* A block under a close look. */
struct look {
    const struct iop_block_maker *maker;
    const uint8_t *memory;
    uint64_t offset;
    struct iop_block_desk *desk;
    uint32_t sectors;
    uint32_t best_generation; /* with the most sectors in the block */
    uint32_t best_count;
    uint32_t counts[SECTOR_MARKS];
};

/* Marks the sectors that look as this generation did. */
static void try_generation(struct look *look, uint32_t generation, uint8_t mark)
{
    const uint8_t *expected = look->desk->expected;
    uint32_t count = 0;

    iop_block_make(look->maker, look->desk->expected, look->offset, generation);
    for (uint32_t i = 0; i < look->sectors; i++) {
        size_t at = (size_t)i * BLOCK_SECTOR_BYTES;

        if (memcmp(look->memory + at, expected + at, BLOCK_SECTOR_BYTES) != 0)
            continue;
        count++;
        if (look->desk->sectors[i] > mark)
            look->desk->sectors[i] = mark;
    }
    if (count > look->best_count) {
        look->best_count = count;
        look->best_generation = generation;
    }
}

static void try_generations(struct look *look, uint64_t first, uint64_t last, uint8_t mark)
{
    for (uint64_t generation = first ? first : 1; generation <= last; generation++)
        try_generation(look, (uint32_t)generation, mark);
}

/* Around the ends of the range, and around what the header says, if it is one. */
static void try_range(struct look *look, const struct iop_block_range *range)
{
    uint64_t lower = range->lower, upper = range->upper;
    struct iop_block_header header;

    if (upper - lower <= 2 * (uint64_t)CANDIDATES_MAX) {
        try_generations(look, lower, upper, SECTOR_EXPECTED);
        return;
    }
    try_generations(look, lower, lower + CANDIDATES_MAX, SECTOR_EXPECTED);
    try_generations(look, upper - CANDIDATES_MAX, upper, SECTOR_EXPECTED);
    memcpy(&header, look->memory, sizeof header);
    if (header.magic == MAGIC && header.generation > lower && header.generation <= upper) {
        uint64_t end = header.generation + CANDIDATES_MAX;

        lower =
            header.generation - lower > CANDIDATES_MAX ? header.generation - CANDIDATES_MAX : lower;
        try_generations(look, lower, end < upper ? end : upper, SECTOR_EXPECTED);
    }
}

static void mark_sectors(struct look *look, const struct iop_block_range *range)
{
    uint8_t *marks = look->desk->sectors;

    for (uint32_t i = 0; i < look->sectors; i++)
        marks[i] = is_zero(look->memory + (size_t)i * BLOCK_SECTOR_BYTES, BLOCK_SECTOR_BYTES)
                       ? SECTOR_ZERO
                       : SECTOR_FOREIGN;
    try_range(look, range);
    if (look->maker->has_header && range->lower > 1)
        try_generations(look, range->lower > OLDER_MAX ? range->lower - OLDER_MAX : 1,
                        range->lower - 1, SECTOR_OLDER);
    for (uint32_t i = 0; i < look->sectors; i++)
        look->counts[marks[i]]++;
}

/* Only a write that is not known to be there may have left less than one whole generation. */
static int verdict_of_sectors(const struct look *look, const struct iop_block_range *range)
{
    if (range->lower == range->upper)
        return BLOCK_BAD;
    return !range->lower || look->counts[SECTOR_EXPECTED] == look->sectors ? BLOCK_UNSETTLED
                                                                           : BLOCK_BAD;
}

static uint32_t class_of_sectors(const struct look *look)
{
    if (look->counts[SECTOR_ZERO] == look->sectors)
        return MISMATCH_LOST;
    return look->counts[SECTOR_FOREIGN] ? MISMATCH_CORRUPTED : MISMATCH_TORN;
}

static void describe(struct look *look, const struct iop_block_range *range,
                     struct iop_block_finding *finding)
{
    uint32_t generation = range->upper;
    struct iop_block_header header;
    uint32_t at = 0;

    memcpy(&header, look->memory, sizeof header);
    if (look->best_count && look->best_generation >= range->lower)
        generation = look->best_generation;
    iop_block_make(look->maker, look->desk->expected, look->offset, generation);
    while (at + 1 < look->maker->bytes && look->memory[at] == look->desk->expected[at])
        at++;
    finding->has_header = look->maker->has_header && header.magic == MAGIC;
    finding->generation = header.generation;
    finding->offset = header.offset;
    finding->file = header.file;
    finding->expected_generation = generation;
    finding->difference = at;
}

/* Not the one block expected. */
static __attribute__((noinline)) int look_closely(struct look *look, bool whole,
                                                  const struct iop_block_range *range,
                                                  struct iop_block_finding *finding)
{
    struct iop_block_header header;
    int verdict;

    memcpy(&header, look->memory, sizeof header);
    if (whole) {
        /* Where maybe nothing was written yet, any block of old may lie. */
        verdict = range->upper && !range->lower && header.run != look->maker->run ? BLOCK_UNSETTLED
                                                                                  : BLOCK_BAD;
        finding->mismatch = class_of_whole(look->maker, &header, look->offset, range);
    } else {
        mark_sectors(look, range);
        verdict = verdict_of_sectors(look, range);
        finding->mismatch = class_of_sectors(look);
    }
    if (verdict == BLOCK_BAD)
        describe(look, range, finding);
    return verdict;
}

int iop_block_judge(const struct iop_block_maker *maker, const uint8_t *memory, uint64_t offset,
                    const struct iop_block_range *range, struct iop_block_desk *desk,
                    struct iop_block_finding *finding)
{
    struct look look = {
        .maker = maker,
        .memory = memory,
        .offset = offset,
        .desk = desk,
        .sectors = maker->bytes / BLOCK_SECTOR_BYTES,
    };
    struct iop_block_header header;
    bool whole = false;

    if (maker->has_header) {
        whole = is_whole(maker, memory, &header);
        if (!range->upper && (!whole || header.run != maker->run))
            return BLOCK_UNWRITTEN;
        if (whole && is_at_home(maker, &header, offset) && header.generation >= range->lower &&
            header.generation <= range->upper)
            return BLOCK_GOOD;
    } else {
        if (!range->upper)
            return BLOCK_UNWRITTEN;
        iop_content_make(maker->content, desk->expected, offset, maker->bytes, 0);
        if (memcmp(memory, desk->expected, maker->bytes) == 0)
            return BLOCK_GOOD;
    }
    return look_closely(&look, whole, range, finding);
}
