/*
 * What happens to an I/O that did not transfer everything at once: short transfers go on, EAGAIN
 * and EINTR are tried again, the rest is a failure, counted by operation and errno. No slot and no
 * buffer is ever lost here.
 */
#include "worker/worker.h"

#include "measure/counters.h"

#include <errno.h>

enum { AGAIN_MAX = 250 }; /* answers of EAGAIN in a row before an I/O is a failure */

static void issue_again(struct iop_worker *worker, uint32_t slot_index, uint8_t retry)
{
    const struct iop_slot *slot = &worker->slots[slot_index];

    worker->requests[worker->pending_count++] = (struct iop_request){
        .offset = slot->offset + slot->transferred,
        .length = slot->length - slot->transferred,
        .slot = slot_index,
        .buffer_offset = slot->transferred,
        .target = slot->target,
        .kind = slot->kind,
        .retry = retry,
    };
}

static struct shared_error *find_error(struct iop_worker *worker, uint8_t kind, uint32_t error)
{
    struct shared_ring *ring = worker->intervals.ring;
    uint64_t used = ring->errors;

    for (uint64_t i = 0; i < used; i++)
        if (worker->errors[i].kind == kind && worker->errors[i].error == error)
            return &worker->errors[i];
    if (used == SHARED_ERRORS_MAX)
        return &worker->errors[SHARED_ERRORS_MAX - 1];
    return NULL;
}

static void note_error(struct iop_worker *worker, const struct iop_slot *slot, uint32_t error,
                       uint64_t now_ns)
{
    struct shared_ring *ring = worker->intervals.ring;
    struct shared_error *entry = find_error(worker, slot->kind, error);

    if (entry) {
        iop_store_relaxed(&entry->count, entry->count + 1);
        return;
    }
    worker->errors[ring->errors] = (struct shared_error){
        .count = 1,
        .first_offset = slot->offset + slot->transferred,
        .first_ns = now_ns - worker->control->start_ns,
        .first_length = slot->length - slot->transferred,
        .first_target = worker->load->target_first + worker->place->target_first + slot->target,
        .kind = slot->kind,
        .error = error,
    };
    iop_store_release(&ring->errors, ring->errors + 1);
}

static void fail(struct iop_worker *worker, uint32_t slot_index, uint32_t error, uint64_t now_ns)
{
    struct iop_control *control = worker->control;
    uint64_t failures = iop_add_shared(&control->failures, 1);

    note_error(worker, &worker->slots[slot_index], error, now_ns);
    worker->intervals.current->errors++;
    iop_store_relaxed(&worker->live->errors, worker->live->errors + 1);
    if (worker->verifies)
        iop_worker_verify_failed(worker, slot_index);
    worker->free_slots[worker->free_count++] = slot_index;
    if (control->on_error == JOB_ON_ERROR_STOP ||
        (control->failures_max && failures >= control->failures_max))
        iop_set_once_32(&control->stop, STOP_ERRORS);
}

/* A transfer of nothing: the end of the file for a read, no room left for a write. */
static uint32_t error_of_nothing(uint8_t kind)
{
    return kind == IOP_READ ? (uint32_t)ERROR_END_OF_FILE : (uint32_t)ENOSPC;
}

static void finish_whole(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns)
{
    struct iop_slot *slot = &worker->slots[slot_index];

    slot->transferred = 0;
    iop_worker_count(worker, slot_index, now_ns);
}

static void try_again(struct iop_worker *worker, uint32_t slot_index, uint32_t error,
                      uint64_t now_ns)
{
    struct iop_slot *slot = &worker->slots[slot_index];

    if (slot->again == AGAIN_MAX) {
        fail(worker, slot_index, error, now_ns);
        return;
    }
    slot->again++;
    worker->intervals.current->retries++;
    iop_store_relaxed(&worker->live->retries, worker->live->retries + 1);
    issue_again(worker, slot_index, 1);
}

void iop_worker_incomplete(struct iop_worker *worker, uint32_t slot_index, int32_t result,
                           uint64_t now_ns)
{
    struct iop_slot *slot = &worker->slots[slot_index];
    uint32_t left = slot->length - slot->transferred;

    if (result == -EAGAIN || result == -EINTR) {
        try_again(worker, slot_index, (uint32_t)-result, now_ns);
    } else if (result < 0) {
        fail(worker, slot_index, (uint32_t)-result, now_ns);
    } else if (slot->kind >= IOP_TRIM || (uint32_t)result == left) {
        finish_whole(worker, slot_index, now_ns);
    } else if ((uint32_t)result > left) {
        fail(worker, slot_index, EOVERFLOW, now_ns); /* a status, not a count of bytes */
    } else if (!result) {
        fail(worker, slot_index, error_of_nothing(slot->kind), now_ns);
    } else {
        slot->transferred += (uint32_t)result;
        slot->again = 0;
        worker->intervals.current->short_transfers++;
        iop_store_relaxed(&worker->live->short_transfers, worker->live->short_transfers + 1);
        issue_again(worker, slot_index, 0);
    }
}
