/*
 * The interval ring of one worker: fills the current slot, hands finished ones to Java.
 *
 * Nothing is dropped and nothing waits: when Java is late the current slot goes on and covers
 * several intervals. Two slots are kept for the ends of phases, which must not be merged. Only
 * under the virtual clock, where waiting costs no measured time, a full ring waits for its reader.
 */
#ifndef IOP_INTERVAL_H
#define IOP_INTERVAL_H

#include "layout/shared_layout.h"

#include <stdbool.h>
#include <stdint.h>

enum { INTERVAL_SLOTS_RESERVED = 2 };

_Static_assert(SHARED_SLOTS_MIN >= INTERVAL_SLOTS_RESERVED + 2, "or no interval is ever published");

struct iop_intervals {
    struct shared_interval *current;
    uint32_t *counts[SHARED_LATENCIES][SHARED_KINDS]; /* of the current slot; NULL: not kept */
    struct shared_ring *ring;
    uint8_t *slots;
    const struct shared_header *header;
    const uint32_t *abandoned; /* non-zero: the reader is gone, wait for it no longer */
    uint64_t published;
    uint64_t number; /* of the first interval that a slot taken now would cover */
    bool waits_for_reader;
};

/* Takes the first slot for an interval that begins at start_ns. */
void iop_intervals_begin(struct iop_intervals *intervals, uint64_t start_ns, uint32_t phase);

/* Ends the interval at end_ns and begins the next, of the same phase; merges when Java is late. */
void iop_intervals_roll(struct iop_intervals *intervals, uint64_t end_ns);

/* Ends the interval at end_ns and begins the first of another phase; never merges. */
void iop_intervals_change_phase(struct iop_intervals *intervals, uint64_t end_ns, uint32_t phase);

/* Hands over the last interval. */
void iop_intervals_end(struct iop_intervals *intervals, uint64_t end_ns);

/* Bytes of one slot when the (latency, kind) pairs marked in kept are recorded; fills offsets. */
uint64_t iop_interval_slot_bytes(const bool kept[SHARED_LATENCIES][SHARED_KINDS],
                                 uint64_t offsets[SHARED_LATENCIES][SHARED_KINDS]);

#endif
