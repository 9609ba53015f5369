/*
 * Completions that are known as soon as submit ran: kept until the next reap, in order. Bounded by
 * the depth, for a slot is not used again before it was reaped.
 */
#ifndef IOP_FINISHED_H
#define IOP_FINISHED_H

#include "engine/engine.h"
#include "layout/job_layout.h"

#include <string.h>

struct iop_finished {
    uint32_t count;
    struct iop_completion list[JOB_DEPTH_MAX];
};

static inline uint32_t iop_finished_room(const struct iop_finished *finished)
{
    return JOB_DEPTH_MAX - finished->count;
}

static inline void iop_finished_add(struct iop_finished *finished, uint32_t slot, int64_t result)
{
    finished->list[finished->count++] = (struct iop_completion){slot, (int32_t)result};
}

/* Moves up to max completions out; returns how many. */
static inline uint32_t iop_finished_take(struct iop_finished *finished,
                                         struct iop_completion *completions, uint32_t max)
{
    uint32_t n = finished->count < max ? finished->count : max;
    uint32_t left = finished->count - n;

    for (uint32_t i = 0; i < n; i++)
        completions[i] = finished->list[i];
    if (left)
        memmove(finished->list, finished->list + n, left * sizeof finished->list[0]);
    finished->count = left;
    return n;
}

#endif
