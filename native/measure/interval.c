/*
 * Slots of the interval ring: taking, clearing, publishing. See interval.h for the promise.
 */
#include "measure/interval.h"

#include "measure/counters.h"
#include "measure/hist.h"

#include <sched.h>
#include <stddef.h>
#include <string.h>

uint64_t iop_interval_slot_bytes(const bool kept[SHARED_LATENCIES][SHARED_KINDS],
                                 uint64_t offsets[SHARED_LATENCIES][SHARED_KINDS])
{
    uint64_t bytes = sizeof(struct shared_interval);

    for (int latency = 0; latency < SHARED_LATENCIES; latency++)
        for (int kind = 0; kind < SHARED_KINDS; kind++) {
            offsets[latency][kind] = kept[latency][kind] ? bytes : 0;
            bytes += kept[latency][kind] ? (uint64_t)HISTOGRAM_BYTES : 0;
        }
    return (bytes + SHARED_ALIGNMENT - 1) / SHARED_ALIGNMENT * SHARED_ALIGNMENT;
}

/* Only what the former interval touched: its exact extremes bound the counts in use. */
static void clear_counts(uint32_t *counts, const struct shared_statistics *former)
{
    uint64_t max_ns = former->max_ns < HIST_NS_MAX ? former->max_ns : HIST_NS_MAX;
    uint32_t first, last;

    if (!former->count || former->min_ns > HIST_NS_MAX)
        return;
    first = iop_hist_index(former->min_ns);
    last = iop_hist_index(max_ns);
    memset(counts + first, 0, (last - first + 1) * sizeof *counts);
}

static void take_slot(struct iop_intervals *intervals, uint64_t start_ns, uint32_t phase)
{
    const struct shared_header *header = intervals->header;
    uint8_t *slot =
        intervals->slots + intervals->published % header->slot_count * header->slot_stride;
    struct shared_interval *interval = (struct shared_interval *)slot;

    intervals->current = interval;
    for (int latency = 0; latency < SHARED_LATENCIES; latency++)
        for (int kind = 0; kind < SHARED_KINDS; kind++) {
            uint64_t offset = header->histogram_offset[latency][kind];
            uint32_t *counts = offset ? (uint32_t *)(slot + offset) : NULL;

            intervals->counts[latency][kind] = counts;
            if (counts)
                clear_counts(counts, &interval->statistics[latency][kind]);
        }
    memset(interval, 0, offsetof(struct shared_interval, statistics));
    for (int latency = 0; latency < SHARED_LATENCIES; latency++)
        for (int kind = 0; kind < SHARED_KINDS; kind++)
            iop_statistics_reset(&interval->statistics[latency][kind]);
    interval->number = intervals->number;
    interval->covers = 1;
    interval->phase = phase;
    interval->start_ns = start_ns;
}

static uint64_t slots_free_after_publishing(const struct iop_intervals *intervals)
{
    uint64_t consumed = iop_load_acquire(&intervals->ring->consumed);

    return intervals->header->slot_count - (intervals->published + 1 - consumed);
}

static void wait_for_reader(const struct iop_intervals *intervals, uint64_t slots)
{
    while (slots_free_after_publishing(intervals) < slots &&
           !iop_load_relaxed_32(intervals->abandoned))
        sched_yield();
}

static void publish(struct iop_intervals *intervals, uint64_t end_ns)
{
    intervals->current->end_ns = end_ns;
    intervals->published++;
    intervals->number++;
    iop_store_release(&intervals->ring->published, intervals->published);
}

void iop_intervals_begin(struct iop_intervals *intervals, uint64_t start_ns, uint32_t phase)
{
    take_slot(intervals, start_ns, phase);
}

void iop_intervals_roll(struct iop_intervals *intervals, uint64_t end_ns)
{
    if (intervals->waits_for_reader)
        wait_for_reader(intervals, 1 + INTERVAL_SLOTS_RESERVED);
    if (slots_free_after_publishing(intervals) < 1 + INTERVAL_SLOTS_RESERVED) {
        intervals->current->covers++;
        intervals->number++;
        return;
    }
    publish(intervals, end_ns);
    take_slot(intervals, end_ns, intervals->current->phase);
}

void iop_intervals_change_phase(struct iop_intervals *intervals, uint64_t end_ns, uint32_t phase)
{
    publish(intervals, end_ns);
    take_slot(intervals, end_ns, phase);
}

void iop_intervals_end(struct iop_intervals *intervals, uint64_t end_ns)
{
    publish(intervals, end_ns);
}
