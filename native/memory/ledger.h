/*
 * What is known to be written: for each block of a target the generation issued last, the one
 * acknowledged, the one known to be durable. Kept in a file that is mapped, so that it outlives the
 * process, and used again by later runs.
 *
 *   offset 0      ledger_header
 *   offset 4096   ledger_entry, one per block, from the start of the target; a hole is zeros
 *
 * Numbers are little-endian. Workers share a ledger; an entry is changed under its own lock, and
 * each of its words is stored whole, so that whatever part of the file survives a crash is true.
 */
#ifndef IOP_LEDGER_H
#define IOP_LEDGER_H

#include "memory/block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LEDGER_HEADER_BYTES = 4096,
    LEDGER_VERSION = 1,
    LEDGER_BOOT_BYTES = 40,
    /* Generations that may have been written without the file telling, when a machine crashed. */
    LEDGER_UNSEEN = 1 << 20,
};

struct ledger_header {
    uint64_t magic;
    uint32_t version;
    uint32_t block_bytes;
    uint64_t run;
    uint64_t file;
    uint64_t compress_limit;
    uint32_t pattern; /* enum job_pattern */
    uint32_t has_header;
    uint32_t string_bytes;
    uint32_t string_crc;
    uint32_t zero;
    uint32_t crc;                 /* CRC-32C of all before; what follows changes in a run */
    uint32_t epoch;               /* of acknowledgements from now on */
    uint32_t synced;              /* writes acknowledged in this epoch or before are durable */
    char boot[LEDGER_BOOT_BYTES]; /* identity of the boot in which it was used last */
};

struct ledger_entry {
    uint64_t written; /* durable << 32 | issued */
    uint64_t settled; /* epoch << 32 | acknowledged */
};

/* Writes under way to a block. Forgotten with the process. */
struct ledger_busy {
    uint32_t first;    /* generation of the first of those that overlap */
    uint16_t writes;   /* under way */
    uint8_t succeeded; /* one of those that overlap was acknowledged */
    uint8_t locked;
};

struct iop_ledger {
    const char *path;
    struct ledger_header *header;
    struct ledger_entry *entries;
    struct ledger_busy *busy;
    uint64_t blocks;
    uint64_t mapped_bytes;
    uint32_t block_bytes;
    int fd;
};

struct iop_ledger_request {
    const char *path;
    const char *target; /* its path, for the sentences */
    const struct iop_content *content;
    uint64_t run;   /* identity of the run, if the ledger is new */
    uint64_t begin; /* of the region in the target */
    uint64_t end;
    uint32_t block_bytes;
    uint32_t bound; /* enum job_verify_bound */
    bool has_header;
    bool creates; /* makes a missing ledger */
    bool target_is_new;
};

/* 0, or -errno with a sentence. -ENOENT: there is none, and it is not to be made. */
int iop_ledger_open(struct iop_ledger *ledger, const struct iop_ledger_request *request);

/* Safe on zeroed and on closed ledgers. */
void iop_ledger_close(struct iop_ledger *ledger);

/* A write is about to be submitted: its generation. */
uint32_t iop_ledger_issue(struct iop_ledger *ledger, uint64_t block);

enum iop_ledger_end {
    LEDGER_FAILED,
    LEDGER_ACKED,
    LEDGER_DURABLE, /* acknowledged, and the file is written through */
};

/* The write has come back. */
void iop_ledger_settle(struct iop_ledger *ledger, uint64_t block, enum iop_ledger_end end);

/* Around a sync: begin before it is submitted; end, with what begin gave, when it succeeded. */
uint32_t iop_ledger_sync_begin(struct iop_ledger *ledger);
void iop_ledger_sync_end(struct iop_ledger *ledger, uint32_t epoch);

/* What a block may hold now; busy: also while it is being written. */
struct iop_block_range iop_ledger_range(struct iop_ledger *ledger, uint64_t block, bool *busy);

/* Whether anything was ever written there. */
bool iop_ledger_is_written(const struct iop_ledger *ledger, uint64_t block);

#endif
