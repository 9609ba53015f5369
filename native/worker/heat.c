/*
 * Notes where completed operations fell, in the measured phase of runs that want to know: whole
 * batches after the reap, and one by one what needed several attempts. Failed operations and syncs
 * have no place in it, so the counters add up to the operations of the intervals.
 */
#include "worker/worker.h"

void iop_worker_open_heat(struct iop_worker *worker)
{
    struct iop_heat_request request = {
        .shared = worker->shared_heat,
        .blocks = worker->space_blocks,
        .block_bytes = worker->block_bytes,
        .counters = worker->load->heat_counters,
        .kinds = iop_heat_kinds(worker->load),
        .seed = worker->seed,
    };

    if (request.counters)
        iop_heat_open(&worker->heat, &request);
}

static inline void note(const struct iop_worker *worker, const struct iop_slot *slot)
{
    const struct iop_region *region = &worker->regions[slot->target];
    const struct iop_heat *heat = &worker->heat;

    if (slot->kind < HEAT_KINDS)
        iop_heat_add(heat, slot->kind,
                     worker->space_first + region->block_first +
                         iop_divide(&heat->block_bytes, slot->offset - region->offset));
}

void iop_worker_note_heat(const struct iop_worker *worker, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_completion *completion = &worker->completions[i];
        const struct iop_slot *slot = &worker->slots[completion->slot];

        if ((uint32_t)completion->result == slot->length)
            note(worker, slot);
    }
}

void iop_worker_note_heat_of(const struct iop_worker *worker, uint32_t slot_index)
{
    note(worker, &worker->slots[slot_index]);
}
