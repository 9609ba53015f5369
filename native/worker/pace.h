/*
 * When the next operation starts: by a schedule of arrivals (open loop), after the think time of
 * its user, or as a depth allows that changes over time (closed loop). The loop asks here per
 * batch, and only when worker->paced.
 *
 * Open loop: an arrival that is due while all slots are taken is issued as soon as one is free, and
 * keeps its due time as the intended start: the backlog has no limit and costs no memory. Closed
 * loop: each slot is a user; one that thinks keeps its slot out of the free ones until it is ready.
 *
 * The waiting for a start is the only place where a worker sleeps or spins outside of its engine.
 */
#ifndef IOP_PACE_H
#define IOP_PACE_H

#include "worker/schedule.h"
#include "worker/worker.h"

#include <stdbool.h>
#include <stdint.h>

enum { PACE_THINKS_NOT = UINT8_MAX };

struct iop_pace_slot {
    uint64_t due_ns;      /* intended start of the operation in the slot; 0: it has none */
    uint32_t until_think; /* operations of this user until it thinks */
    uint8_t think_kind;   /* whose think time follows, or PACE_THINKS_NOT */
};

/* A user that thinks. */
struct iop_pace_user {
    uint64_t ready_ns;
    uint32_t slot;
};

/* A value that follows a curve. */
struct iop_pace_curve {
    const struct job_segment *segments;
    uint32_t segment_count; /* 0: none */
    uint32_t segment;
    bool repeats;
    uint64_t pass_ns;   /* when this pass through the table began */
    uint64_t change_ns; /* UINT64_MAX: no more */
};

struct iop_pace {
    uint64_t now_ns; /* the stamp that all decisions of a turn are made by */
    bool has_rate;
    bool by_bytes;
    bool thinks;
    uint32_t waiting;         /* enum job_waiting */
    uint32_t depth;           /* requests in flight and thinking users at most */
    uint64_t margin_ns;       /* a wait ends so much early and is spun to its end */
    uint64_t free_since_ns;   /* when a slot came free after all of them were taken */
    uint64_t arrival_last_ns; /* when the arrival taken last was due */
    struct iop_pace_slot *slots;
    struct iop_pace_user *users; /* heap of worker->thinking, first ready first */
    struct iop_pace_curve depth_curve;
    struct iop_schedule schedule;
    uint64_t seed;
    uint64_t taken; /* arrivals, and their work: operations or bytes */
    uint64_t work_taken;
    uint32_t logarithms[SCHEDULE_SEGMENTS + 1];
};

/* Whether users pause between their operations. */
bool iop_pace_thinks(const struct job_pace *asked);

/* By the worker's own thread; nothing to do for a load without a pace. */
int iop_pace_open(struct iop_worker *worker, uint64_t seed);

void iop_pace_free(struct iop_worker *worker);

/* The start of the run stands. */
void iop_pace_begin(struct iop_worker *worker);

/* Before the turn that begins now: users become ready, the depth changes. */
void iop_pace_advance(struct iop_worker *worker, uint64_t now_ns);

/* Whether one more operation may start now, a free slot given. */
static inline bool iop_pace_allows(const struct iop_worker *worker)
{
    const struct iop_pace *pace = worker->pace;

    return pace->has_rate ? pace->schedule.next_ns <= pace->now_ns
                          : worker->depth - worker->free_count < pace->depth;
}

/* The request is the operation that was allowed, or a sync, which another sync may follow. */
void iop_pace_take(struct iop_worker *worker, const struct iop_request *request, bool sync_follows);

/* Reaps; waits, if it is to wait, until a completion, the next start or the next boundary. */
int iop_pace_reap(struct iop_worker *worker, bool waits);

/* After n completions were counted: slots from freed_from on in free_slots have become free. */
void iop_pace_complete(struct iop_worker *worker, uint32_t n, uint32_t freed_from, uint64_t now_ns);

/* One whole operation that did not complete at once. */
void iop_pace_record(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns);

/* No new operations: users that think give their slots back. */
void iop_pace_stop(struct iop_worker *worker);

/* Reads, writes and trims among the last operations of users that think. */
uint64_t iop_pace_thinking_transfers(const struct iop_worker *worker);
uint64_t iop_pace_thinking_bytes(const struct iop_worker *worker);

/*
 * Arrivals that were due before end_ns, where an interval ends, and not issued. The last interval
 * of the measurement counts them one by one, up to a million.
 */
uint64_t iop_pace_backlog(const struct iop_worker *worker, uint64_t end_ns);

#endif
