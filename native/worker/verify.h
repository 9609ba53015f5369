/*
 * Verification by one worker: generations of what it writes, judgement of what it reads.
 */
#ifndef IOP_WORKER_VERIFY_H
#define IOP_WORKER_VERIFY_H

#include "layout/job_layout.h"
#include "layout/shared_layout.h"
#include "memory/block.h"
#include "memory/ledger.h"

#include <stdbool.h>
#include <stdint.h>

/* A block of a request under way, as it was when the request was made. */
struct iop_verify_view {
    struct iop_block_range range;
    bool busy; /* being written */
};

/* A write that is to be read back. */
struct iop_verify_written {
    uint64_t offset;
    uint32_t length;
    uint16_t target;
};

enum iop_verify_stage {
    VERIFY_RUNNING,
    VERIFY_WAITING, /* for the other workers to have written everything */
    VERIFY_READING, /* what all have written */
    VERIFY_DONE,
};

struct iop_verification {
    const struct job_verify *asked;
    struct iop_ledger *const *ledgers; /* of the load's targets; NULL: none for this target */
    struct iop_block_maker *makers;    /* one per target */
    struct iop_verify_view *views;     /* units of them per slot */
    uint32_t *epochs;                  /* of the sync in a slot */
    uint32_t units;                    /* verified blocks in the longest request */
    struct iop_block_desk desk;
    /* Writes since the last time they were read back, a ring. */
    struct iop_verify_written *written;
    uint32_t written_room;
    uint64_t written_first; /* next to be read back */
    uint64_t written_due;   /* up to here they are read back now */
    uint64_t written_end;
    /* Reading back at the end. */
    enum iop_verify_stage stage;
    uint64_t block_next;
    uint64_t block_end;
    uint32_t ordinal; /* among the workers of this load in this process */
    uint32_t peers;
    struct shared_verified *verified;
    struct shared_mismatch *mismatches;
};

#endif
