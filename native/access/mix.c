/*
 * The decks of a mix: how many cards of each kind, and in which order.
 */
#include "access/mix.h"

#include <string.h>

enum {
    CARD_BITS = 32 - MIX_DECK_BITS, /* of JOB_SHARE_ALL, one card's worth */
    DRAWS = 4,                      /* of 16 bits, from one random number */
};

/*
 * Cards below a limit when they lie one card's worth apart, the first at start: the average over
 * all starts is the limit itself, and no start is further off than one card.
 */
static uint32_t cards_below(uint64_t limit, uint64_t start)
{
    return (uint32_t)((limit + ((uint64_t)1 << CARD_BITS) - 1 - start) >> CARD_BITS);
}

/* Fisher and Yates; positions below 128 from 16 bits are even to 0.2 %, counts are not touched. */
static void shuffle(struct iop_mix *mix)
{
    uint64_t random = 0;

    for (uint32_t i = MIX_DECK - 1; i > 0; i--) {
        uint32_t other;
        uint8_t card = mix->deck[i];

        random = i % DRAWS == DRAWS - 1 ? iop_rng_next(&mix->rng) : random >> 16;
        other = (uint32_t)((random & 0xffff) * (i + 1) >> 16);
        mix->deck[i] = mix->deck[other];
        mix->deck[other] = card;
    }
}

void iop_mix_shuffle(struct iop_mix *mix)
{
    uint64_t start = iop_rng_next(&mix->rng) >> (64 - CARD_BITS);
    uint32_t reads = cards_below(mix->read_limit, start);
    uint32_t transfers = cards_below(mix->write_limit, start);

    memset(mix->deck, 0, reads);
    memset(mix->deck + reads, 1, transfers - reads);
    memset(mix->deck + transfers, 2, MIX_DECK - transfers);
    shuffle(mix);
    mix->left = MIX_DECK;
}
