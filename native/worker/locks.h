/*
 * Operations that run under record locks of their targets, as applications which share a file take
 * them: reads share, writes and trims exclude, syncs take none. A lock is taken before its
 * operation starts and given back when it is done, so the wait for it is no part of any latency;
 * it has a histogram of its own. The loop asks here per batch, and only when worker->locks.
 *
 * Locks are those of open file descriptions (F_OFD_SETLK, Linux 3.15): they work between the
 * workers of a run, each of which has opened its targets itself, and between processes. A worker
 * never sleeps for a lock while it holds one without serving what is in flight, so no two workers
 * wait for each other. What overlaps an operation of the worker itself waits in the order of
 * requests; between workers and processes the kernel knows no order.
 */
#ifndef IOP_LOCKS_H
#define IOP_LOCKS_H

#include "worker/worker.h"

/* The lock of the request in a slot. */
struct iop_lock {
    uint64_t first;     /* byte of the target */
    uint64_t end;       /* byte behind; UINT64_MAX: of whatever the target becomes */
    uint64_t wanted_ns; /* since when it waits; 0: it does not */
    uint16_t target;
    bool shared;
    bool held;
};

struct iop_locks {
    bool whole; /* one lock for all of a target */
    int error;  /* of giving one back */
    struct iop_lock *slots;
    uint32_t *held; /* slots whose lock is held */
    uint32_t held_count;
    struct iop_request *waiting;
    uint64_t refused_ns; /* since when the first waits that the kernel refuses now; 0: none */
};

/* By the worker's own thread, with its targets open; nothing to do for a load without locks. */
int iop_locks_open(struct iop_worker *worker);

void iop_locks_free(struct iop_worker *worker);

/*
 * Takes what locks it can for the pending requests, puts those that may start first and counts the
 * others in worker->held_back. -errno when the kernel cannot lock at all.
 */
int iop_locks_take(struct iop_worker *worker, uint64_t now_ns);

/* Gives back the locks of the slots from freed_from on in free_slots. */
void iop_locks_release(struct iop_worker *worker, uint32_t freed_from);

/* With nothing else to do: until the kernel may be asked again. */
void iop_locks_rest(const struct iop_worker *worker);

/* No new operations: those that still wait are not done, and have waited until now. */
void iop_locks_stop(struct iop_worker *worker, uint64_t now_ns);

#endif
