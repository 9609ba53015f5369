/*
 * Read, write or trim, drawn by their shares.
 */
#ifndef IOP_MIX_H
#define IOP_MIX_H

#include "access/rng.h"
#include "layout/job_layout.h"

#include <stdint.h>

struct iop_mix {
    uint64_t read_limit;  /* draws below are reads */
    uint64_t write_limit; /* draws from read_limit on and below are writes, the rest trims */
    struct iop_rng rng;
};

/* 0 read, 1 write, 2 trim, as in enum iop_kind. No draw where only one kind can come. */
static inline uint8_t iop_mix_next(struct iop_mix *mix)
{
    uint64_t draw;

    if (mix->read_limit == JOB_SHARE_ALL)
        return 0;
    if (!mix->read_limit && mix->write_limit == JOB_SHARE_ALL)
        return 1;
    draw = iop_rng_next(&mix->rng) >> 32;
    return (uint8_t)((draw >= mix->read_limit) + (draw >= mix->write_limit));
}

#endif
