/*
 * A block that can be verified: what was written where, when in the order of writes, and whether
 * every byte of it is still there.
 *
 *   0   magic       8   run        16  file        24  offset, bytes
 *   32  generation  40  seed       48  length      52  version
 *   56  zero        60  CRC-32C of all bytes before and behind this field
 *   64  payload: the content of the seed
 *
 * Numbers are little-endian. The seed follows from file, offset and generation, so that what any
 * generation looked like can be made again. With a pattern that is a string there may be no header:
 * then every byte is the string's, and generations cannot be told apart.
 */
#ifndef IOP_BLOCK_H
#define IOP_BLOCK_H

#include "layout/shared_layout.h"
#include "memory/content.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    BLOCK_HEADER_BYTES = 64,
    BLOCK_SECTOR_BYTES = 512, /* what a device writes whole */
    BLOCK_VERSION = 1,
};

struct iop_block_header {
    uint64_t magic;
    uint64_t run;
    uint64_t file;
    uint64_t offset;
    uint64_t generation;
    uint64_t seed;
    uint32_t length;
    uint32_t version;
    uint32_t zero;
    uint32_t crc;
};

_Static_assert(sizeof(struct iop_block_header) == BLOCK_HEADER_BYTES, "block header");

/* What the blocks of one target have in common. */
struct iop_block_maker {
    const struct iop_content *content;
    uint64_t run;
    uint64_t file;
    uint32_t bytes; /* of a block, a multiple of BLOCK_SECTOR_BYTES */
    bool has_header;
};

/*
 * Generations that a block may hold: lower is the last that is known to be there, upper the last
 * that was written at all. Where they differ, sectors of all between them may be mixed. lower 0:
 * maybe nothing was written yet.
 */
struct iop_block_range {
    uint32_t lower;
    uint32_t upper;
};

enum iop_block_verdict {
    BLOCK_GOOD,
    BLOCK_UNSETTLED, /* a mixture that a write which was cut off may leave */
    BLOCK_UNWRITTEN, /* nothing was written here, and nothing of ours is here */
    BLOCK_BAD,
    BLOCK_VERDICTS,
};

/* What is wrong with a bad block. */
struct iop_block_finding {
    uint32_t mismatch; /* enum shared_mismatch_class */
    bool has_header;   /* of what is there */
    uint64_t generation;
    uint64_t offset;
    uint64_t file;
    uint32_t expected_generation; /* that expected was made of */
    uint32_t difference;          /* first byte that differs from it */
};

/* Memory for the rare block that has to be looked at closely. */
struct iop_block_desk {
    uint8_t *expected; /* bytes of a block; after a finding, what should have been there */
    uint8_t *sectors;  /* one mark per sector */
};

/* 0 or -ENOMEM with a sentence. Close is safe on zeroed and on closed desks. */
int iop_block_desk_open(struct iop_block_desk *desk, uint32_t block_bytes);
void iop_block_desk_close(struct iop_block_desk *desk);

void iop_block_make(const struct iop_block_maker *maker, uint8_t *memory, uint64_t offset,
                    uint32_t generation);

/* enum iop_block_verdict; finding and desk->expected are set for a bad block only. */
int iop_block_judge(const struct iop_block_maker *maker, const uint8_t *memory, uint64_t offset,
                    const struct iop_block_range *range, struct iop_block_desk *desk,
                    struct iop_block_finding *finding);

#endif
