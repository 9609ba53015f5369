/*
 * When arrivals are due in an open loop: evenly spaced, as a Poisson process, or several at one
 * instant, at a rate that may change over time. Knows no clock, no request and no worker.
 *
 * Time is kept in 2^-64 ns, so that no rate drifts: the error after 10^12 arrivals is below 10^-7
 * ns. The rate is constant over each segment of a table; an arrival lies where the cumulated rate
 * reaches its number, so that a table brings exactly as many arrivals as its area. All workers of a
 * load share the schedule: evenly spaced arrivals are dealt out in turn, and independent Poisson
 * processes add up to one.
 *
 * The exponential gap takes no logarithm: it is G ln 2 + X, where G counts coin flips until the
 * first head and X in [0, ln 2) comes from a table of -ln(1 - v/2).
 */
#ifndef IOP_SCHEDULE_H
#define IOP_SCHEDULE_H

#include "access/rng.h"
#include "layout/job_layout.h"

#include <stdbool.h>
#include <stdint.h>

enum { SCHEDULE_SEGMENTS = 1024 }; /* of the logarithm; interpolated, the error is below 10^-7 */

static const uint64_t SCHEDULE_NEVER = UINT64_MAX;

typedef unsigned __int128 iop_schedule_time; /* 2^-64 ns */

struct iop_schedule {
    /* hot */
    iop_schedule_time next;        /* since the start of the run */
    iop_schedule_time gap;         /* of one unit of the worker's own work, at the current rate */
    iop_schedule_time segment_end; /* since the start of the run */
    uint64_t next_ns;              /* on the clock, to the nearest; SCHEDULE_NEVER: no more */
    uint64_t burst_work;           /* of the arrivals taken at this instant */
    uint32_t burst;                /* arrivals at one instant */
    uint32_t burst_left;
    bool poisson;
    struct iop_rng rng;
    const uint32_t *logarithms; /* [SCHEDULE_SEGMENTS + 1], 2^-32 */

    /* the table */
    const struct job_segment *segments; /* value: thousandths of a unit per second */
    uint32_t segment_count;
    uint32_t segment;
    bool repeats;
    uint64_t pass_ns;  /* when this pass through the table began, since the start of the run */
    uint64_t start_ns; /* of the run */
    uint32_t stride;   /* units of the table per unit of the worker's own work */
};

struct iop_schedule_request {
    const struct job_segment *segments;
    uint32_t segment_count;
    bool repeats;
    bool poisson;
    bool per_worker;  /* the rate is each worker's own, not that of all peers together */
    uint32_t burst;   /* 1 or more */
    uint64_t work;    /* usual units per arrival: 1, or bytes */
    uint32_t ordinal; /* among the peers that share the schedule */
    uint32_t peers;
    uint64_t start_ns;   /* of the run */
    uint64_t lead_in_ns; /* before the table: its first rate */
    uint64_t seed;
    const uint32_t *logarithms;
};

/* Fills the table that every schedule can share. */
void iop_schedule_logarithms(uint32_t logarithms[SCHEDULE_SEGMENTS + 1]);

void iop_schedule_open(struct iop_schedule *schedule, const struct iop_schedule_request *request);

/* Goes on from the arrival that is due next, which does this much work; returns when it is due. */
uint64_t iop_schedule_take(struct iop_schedule *schedule, uint64_t work);

/*
 * Arrivals due before until_ns that were not taken, each of this much work: walked through one by
 * one up to walk_max, beyond that by the rate.
 */
uint64_t iop_schedule_backlog(const struct iop_schedule *schedule, uint64_t until_ns, uint64_t work,
                              uint64_t walk_max);

#endif
