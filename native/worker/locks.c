/*
 * Record locks around operations. See locks.h for the promise.
 */
#include "worker/locks.h"

#include "measure/hist.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

/*
 * Whether a lock of others is free can only be asked again and again. The rest between two tries is
 * a part of the wait so far, so that a measured wait is too long by no more than that part.
 */
enum {
    REST_NS_MIN = 5 * 1000,
    REST_NS_MAX = 1000 * 1000,
    REST_PART = 8,
    TIMER_SLACK_NS = 1,
};

static int lock_fd(const struct iop_worker *worker, const struct iop_lock *lock, short type)
{
    struct flock asked = {
        .l_type = type,
        .l_whence = SEEK_SET,
        .l_start = (off_t)lock->first,
        .l_len = lock->end == UINT64_MAX ? 0 : (off_t)(lock->end - lock->first),
    };

    return fcntl(worker->opened[lock->target].fd, F_OFD_SETLK, &asked) ? -errno : 0;
}

static bool is_refusal(int error)
{
    return error == -EAGAIN || error == -EACCES || error == -EINTR;
}

static int refuse(const struct iop_worker *worker, uint16_t target, int error)
{
    char words[128];

    return iop_fail(-error,
                    "cannot lock %s: %s; its file system may have no locks, leave out --lock-mode",
                    worker->targets[target].path, iop_errno_words(-error, words, sizeof words));
}

/* What cannot be locked at all is refused before the start. */
static int try_target(const struct iop_worker *worker, uint16_t target)
{
    const struct iop_target_spec *spec = &worker->targets[target];
    struct iop_lock lock = {spec->offset, spec->offset + spec->block_bytes, 0, target, false, true};
    bool writes = spec->flags & JOB_TARGET_WRITE;
    int error = lock_fd(worker, &lock, writes ? F_WRLCK : F_RDLCK);

    if (!error)
        error = lock_fd(worker, &lock, F_UNLCK);
    return !error || is_refusal(error) ? 0 : refuse(worker, target, error);
}

int iop_locks_open(struct iop_worker *worker)
{
    struct iop_locks *locks;
    int error = 0;

    if (worker->load->lock_mode == JOB_LOCK_NONE)
        return 0;
    locks = worker->locks = calloc(1, sizeof *locks);
    if (locks) {
        locks->slots = calloc(worker->depth, sizeof *locks->slots);
        locks->held = calloc(worker->depth, sizeof *locks->held);
        locks->waiting = calloc(worker->depth, sizeof *locks->waiting);
    }
    if (!locks || !locks->slots || !locks->held || !locks->waiting)
        return iop_fail(ENOMEM, "not enough memory for the locks of a worker");
    locks->whole = worker->load->lock_mode == JOB_LOCK_FULL;
    for (uint32_t i = 0; i < worker->region_count && !error; i++)
        error = try_target(worker, (uint16_t)i);
    prctl(PR_SET_TIMERSLACK, TIMER_SLACK_NS);
    return error;
}

void iop_locks_free(struct iop_worker *worker)
{
    if (!worker->locks)
        return;
    free(worker->locks->slots);
    free(worker->locks->held);
    free(worker->locks->waiting);
    free(worker->locks);
    worker->locks = NULL;
}

static void want(struct iop_worker *worker, const struct iop_request *request, uint64_t now_ns)
{
    const struct iop_slot *slot = &worker->slots[request->slot];
    bool whole = worker->locks->whole;

    worker->locks->slots[request->slot] = (struct iop_lock){
        .first = whole ? 0 : slot->offset,
        .end = whole ? UINT64_MAX : slot->offset + slot->length,
        .wanted_ns = now_ns,
        .target = request->target,
        .shared = request->kind == IOP_READ,
    };
}

static bool overlap(const struct iop_lock *one, const struct iop_lock *other)
{
    return one->target == other->target && one->first < other->end && other->first < one->end;
}

/* Readers of the same bytes hold one lock together. */
static bool is_same(const struct iop_lock *one, const struct iop_lock *other)
{
    return one->target == other->target && one->shared && other->shared &&
           one->first == other->first && one->end == other->end;
}

/* Whether an own request, under way or before it in the order, keeps it from starting. */
static bool has_to_wait(const struct iop_locks *locks, const struct iop_lock *lock,
                        uint32_t waiting)
{
    for (uint32_t i = 0; i < locks->held_count; i++) {
        const struct iop_lock *held = &locks->slots[locks->held[i]];

        if (overlap(lock, held) && !is_same(lock, held))
            return true;
    }
    for (uint32_t i = 0; i < waiting; i++)
        if (overlap(lock, &locks->slots[locks->waiting[i].slot]))
            return true;
    return false;
}

static bool is_held_by_another(const struct iop_locks *locks, const struct iop_lock *lock)
{
    for (uint32_t i = 0; i < locks->held_count; i++)
        if (is_same(lock, &locks->slots[locks->held[i]]))
            return true;
    return false;
}

/* 1: the request may start; 0: not yet; -errno. */
static int take(struct iop_worker *worker, const struct iop_request *request, uint32_t waiting,
                uint64_t now_ns)
{
    struct iop_locks *locks = worker->locks;
    struct iop_lock *lock = &locks->slots[request->slot];
    int error = 0;

    if (request->kind >= IOP_FSYNC || lock->held)
        return 1;
    if (!lock->wanted_ns)
        want(worker, request, now_ns);
    if (has_to_wait(locks, lock, waiting))
        return 0;
    if (!is_held_by_another(locks, lock))
        error = lock_fd(worker, lock, lock->shared ? F_RDLCK : F_WRLCK);
    if (is_refusal(error)) {
        if (!locks->refused_ns)
            locks->refused_ns = lock->wanted_ns;
        return 0;
    }
    if (error)
        return refuse(worker, request->target, error);
    lock->held = true;
    locks->held[locks->held_count++] = request->slot;
    return 1;
}

static void record_wait(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns)
{
    struct iop_intervals *intervals = &worker->intervals;
    struct iop_lock *lock = &worker->locks->slots[slot_index];
    uint8_t kind = worker->slots[slot_index].kind;

    iop_hist_add(intervals->counts[LATENCY_LOCK_WAIT][kind],
                 &intervals->current->statistics[LATENCY_LOCK_WAIT][kind],
                 now_ns > lock->wanted_ns ? now_ns - lock->wanted_ns : 0, 1);
    lock->wanted_ns = 0;
}

static void record_waits(struct iop_worker *worker, uint32_t ready)
{
    uint64_t now_ns = iop_clock_read(worker->clock);

    for (uint32_t i = 0; i < ready; i++)
        if (worker->locks->slots[worker->requests[i].slot].wanted_ns)
            record_wait(worker, worker->requests[i].slot, now_ns);
}

static uint64_t rest_ns(const struct iop_locks *locks, uint64_t now_ns)
{
    uint64_t part_ns = (now_ns - locks->refused_ns) / REST_PART;

    if (!locks->refused_ns)
        return WORKER_WAIT_NS_MAX;
    if (part_ns < REST_NS_MIN)
        return REST_NS_MIN;
    return part_ns < REST_NS_MAX ? part_ns : REST_NS_MAX;
}

int iop_locks_take(struct iop_worker *worker, uint64_t now_ns)
{
    struct iop_locks *locks = worker->locks;
    uint32_t ready = 0, waiting = 0;

    locks->refused_ns = 0;
    for (uint32_t i = 0; i < worker->pending_count; i++) {
        struct iop_request request = worker->requests[i];
        int may = take(worker, &request, waiting, now_ns);

        if (may < 0)
            return may;
        if (may)
            worker->requests[ready++] = request;
        else
            locks->waiting[waiting++] = request;
    }
    memcpy(worker->requests + ready, locks->waiting, waiting * sizeof *locks->waiting);
    worker->held_back = waiting;
    worker->wait_ns_max = rest_ns(locks, now_ns);
    record_waits(worker, ready);
    return locks->error;
}

static void forget_held(struct iop_locks *locks, uint32_t slot_index)
{
    uint32_t i = 0;

    while (locks->held[i] != slot_index)
        i++;
    locks->held[i] = locks->held[--locks->held_count];
    locks->slots[slot_index].held = false;
}

void iop_locks_release(struct iop_worker *worker, uint32_t freed_from)
{
    struct iop_locks *locks = worker->locks;

    for (uint32_t i = freed_from; i < worker->free_count; i++) {
        uint32_t slot_index = worker->free_slots[i];
        struct iop_lock *lock = &locks->slots[slot_index];
        int error;

        if (!lock->held)
            continue;
        forget_held(locks, slot_index);
        error = is_held_by_another(locks, lock) ? 0 : lock_fd(worker, lock, F_UNLCK);
        if (error)
            locks->error = refuse(worker, lock->target, error);
    }
}

void iop_locks_rest(const struct iop_worker *worker)
{
    struct timespec rest = {0, (long)worker->wait_ns_max};

    nanosleep(&rest, NULL);
}

void iop_locks_stop(struct iop_worker *worker, uint64_t now_ns)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < worker->pending_count; i++) {
        struct iop_request request = worker->requests[i];

        if (request.kind >= IOP_FSYNC || worker->locks->slots[request.slot].held) {
            worker->requests[kept++] = request;
            continue;
        }
        record_wait(worker, request.slot, now_ns);
        if (worker->verifies)
            iop_worker_verify_failed(worker, request.slot);
        worker->free_slots[worker->free_count++] = request.slot;
    }
    worker->pending_count = kept;
    worker->held_back = 0;
    worker->wait_ns_max = WORKER_WAIT_NS_MAX;
}
