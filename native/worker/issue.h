/*
 * How a new request comes into being, for the parts of the loop that make some: worker.c, and
 * sized.c where sizes are mixed.
 */
#ifndef IOP_ISSUE_H
#define IOP_ISSUE_H

#include "worker/worker.h"

/* The region of the worker's space in which a block lies; empty regions are never it. */
static inline uint16_t region_of(const struct iop_worker *worker, uint64_t block)
{
    uint32_t low = 0, high = worker->region_count;

    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;

        if (worker->regions[middle].block_first <= block)
            low = middle;
        else
            high = middle;
    }
    return (uint16_t)low;
}

/* Behind the pending ones, in a slot that is free. */
static inline void add_request(struct iop_worker *worker, const struct iop_request *model)
{
    uint32_t slot_index = worker->free_slots[--worker->free_count];
    struct iop_request *request = &worker->requests[worker->pending_count++];
    struct iop_slot *slot = &worker->slots[slot_index];

    *request = *model;
    request->slot = slot_index;
    slot->start_ns = 0;
    slot->offset = model->offset;
    slot->length = model->length;
    slot->transferred = 0;
    slot->target = model->target;
    slot->kind = model->kind;
    slot->again = 0;
}

#endif
