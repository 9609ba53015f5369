/*
 * What a worker writes: random data that differs from write to write, made compressible or
 * repeated to the share asked for, or a string of bytes repeated over the target.
 */
#ifndef IOP_CONTENT_H
#define IOP_CONTENT_H

#include "layout/job_layout.h"

#include <stddef.h>
#include <stdint.h>

enum {
    CONTENT_CHUNK_BYTES = 4096, /* the compressible share holds in each of these */
    CONTENT_DUPLICATES_MAX = 65536,
};

struct iop_content {
    uint32_t pattern;         /* enum job_pattern */
    uint64_t compress_limit;  /* share of the bytes that compress to nothing, of JOB_SHARE_ALL */
    uint64_t dedupe_limit;    /* share of the writes that repeat data of another one */
    uint64_t seed;            /* of the worker: moves on with every write */
    uint64_t run_seed;        /* of the data that all workers repeat */
    uint64_t duplicate_count; /* different data among those that are repeated */
    uint64_t turn;            /* decides between new data and repeated: steps of the golden ratio */
    uint8_t *repeated;        /* the string, so often that it never ends within a chunk */
    uint32_t period;          /* bytes of the string */
};

struct iop_content_request {
    const struct job_content *content;
    const uint8_t *string; /* content->string_bytes of them */
    uint64_t seed;
    uint64_t run_seed;
    uint64_t blocks; /* that the worker can write: what is repeated is few beside them */
};

/* 0 or -ENOMEM with a sentence. */
int iop_content_open(struct iop_content *content, const struct iop_content_request *request);

/* Safe on zeroed and on closed content. */
void iop_content_close(struct iop_content *content);

/* The data of the next write, at an offset of the target. */
void iop_content_next(struct iop_content *content, uint8_t *memory, uint64_t offset, size_t bytes);

/* The data of a seed, at an offset of the target: the same whenever it is asked for. */
void iop_content_make(const struct iop_content *content, uint8_t *memory, uint64_t offset,
                      size_t bytes, uint64_t seed);

#endif
