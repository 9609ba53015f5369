/*
 * Read, write or trim, by their shares. Kinds are dealt from shuffled decks whose composition
 * follows the shares: each single draw has exactly the asked probabilities, and a count of reads is
 * off by less than one per deck, where independent draws would be off by the root of their number.
 */
#ifndef IOP_MIX_H
#define IOP_MIX_H

#include "access/rng.h"
#include "layout/job_layout.h"

#include <stdint.h>

enum {
    MIX_DECK_BITS = 7,
    MIX_DECK = 1 << MIX_DECK_BITS, /* kinds per deck */
};

struct iop_mix {
    uint64_t read_limit;  /* of JOB_SHARE_ALL: reads */
    uint64_t write_limit; /* reads and writes together, the rest are trims */
    struct iop_rng rng;
    uint32_t left; /* cards of the deck that were not dealt yet */
    uint8_t deck[MIX_DECK];
};

/* Shuffles the next deck. */
void iop_mix_shuffle(struct iop_mix *mix);

/* 0 read, 1 write, 2 trim, as in enum iop_kind. No draw where only one kind can come. */
static inline uint8_t iop_mix_next(struct iop_mix *mix)
{
    if (mix->read_limit == JOB_SHARE_ALL)
        return 0;
    if (!mix->read_limit && mix->write_limit == JOB_SHARE_ALL)
        return 1;
    if (!mix->left)
        iop_mix_shuffle(mix);
    return mix->deck[--mix->left];
}

#endif
