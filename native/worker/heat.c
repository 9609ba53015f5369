/*
 * Notes where completed operations fell, in the measured phase of runs that want to know: whole
 * batches after the reap, and one by one what needed several attempts. Failed operations and syncs
 * have no place in it, so the counters add up to the operations of the intervals. Where hot blocks
 * are scattered, the place that an operation had before is kept with its slot: once block sizes are
 * mixed, its offset does not tell.
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
        .scattered = worker->offsets.scattered,
        .seed = worker->seed,
    };

    worker->notes_drawn = request.counters && request.scattered;
    if (request.counters)
        iop_heat_open(&worker->heat, &request);
}

/* A worker with blocks of its own has its hottest at the start of the space as well. */
static uint64_t drawn_place(const struct iop_worker *worker, uint64_t block)
{
    const struct iop_permutation *scatter = &worker->offsets.permutation;
    uint64_t place = iop_permutation_index(scatter, block), last = worker->space_blocks - 1;

    if (scatter->n == worker->space_blocks)
        return place;
    place = (uint64_t)((double)place * ((double)worker->space_blocks / (double)scatter->n));
    return place < last ? place : last;
}

void iop_worker_note_drawn(struct iop_worker *worker, const uint64_t *blocks, uint32_t n)
{
    const uint32_t *slots = worker->free_slots + worker->free_count;

    for (uint32_t i = 0; i < n; i++)
        worker->drawn[*--slots] = drawn_place(worker, blocks[i]);
}

static inline void note(const struct iop_worker *worker, uint32_t slot_index)
{
    const struct iop_slot *slot = &worker->slots[slot_index];
    const struct iop_region *region = &worker->regions[slot->target];
    const struct iop_heat *heat = &worker->heat;

    if (slot->kind >= HEAT_KINDS)
        return;
    iop_heat_add(heat, slot->kind,
                 worker->space_first + region->block_first +
                     iop_divide(&heat->block_bytes, slot->offset - region->offset));
    if (worker->notes_drawn)
        iop_heat_add_drawn(heat, slot->kind, worker->drawn[slot_index]);
}

void iop_worker_note_heat(const struct iop_worker *worker, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_completion *completion = &worker->completions[i];

        if ((uint32_t)completion->result == worker->slots[completion->slot].length)
            note(worker, completion->slot);
    }
}

void iop_worker_note_heat_of(const struct iop_worker *worker, uint32_t slot_index)
{
    note(worker, slot_index);
}
