/*
 * The ledger at work: see ledger.h for what it promises.
 *
 * Writes to one block that overlap in time may land in any order, so after them the block may hold
 * any of their generations: the first of them is what is known to be there at least.
 *
 * Durability is counted in epochs: a sync closes the epoch it began in, and makes durable what was
 * acknowledged in it or before. Nothing has to be visited for that; an entry draws the conclusion
 * when it is written again, or read.
 */
#include "memory/ledger.h"

#include <sched.h>

static uint32_t high(uint64_t word)
{
    return (uint32_t)(word >> 32);
}

static uint32_t low(uint64_t word)
{
    return (uint32_t)word;
}

static uint64_t join(uint32_t upper, uint32_t lower)
{
    return (uint64_t)upper << 32 | lower;
}

/* Words that other workers, and the kernel writing the file, may read at any time. */
static uint64_t load(const uint64_t *word)
{
    return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

static void store(uint64_t *word, uint64_t value)
{
    __atomic_store_n(word, value, __ATOMIC_RELEASE);
}

/* Held for a few instructions; the release in unlock pairs with the acquire here. */
static struct ledger_busy *lock(struct iop_ledger *ledger, uint64_t block)
{
    struct ledger_busy *busy = &ledger->busy[block];

    while (__atomic_exchange_n(&busy->locked, 1, __ATOMIC_ACQUIRE))
        sched_yield();
    return busy;
}

static void unlock(struct ledger_busy *busy)
{
    __atomic_store_n(&busy->locked, 0, __ATOMIC_RELEASE);
}

static uint32_t durable_of(const struct iop_ledger *ledger, uint64_t written, uint64_t settled)
{
    uint32_t synced = __atomic_load_n(&ledger->header->synced, __ATOMIC_ACQUIRE);

    return high(settled) <= synced ? low(settled) : high(written);
}

uint32_t iop_ledger_issue(struct iop_ledger *ledger, uint64_t block)
{
    struct ledger_entry *entry = &ledger->entries[block];
    struct ledger_busy *busy = lock(ledger, block);
    uint64_t written = load(&entry->written), settled = load(&entry->settled);
    uint32_t generation = low(written) + 1;

    if (!busy->writes++)
        busy->first = generation;
    store(&entry->written, join(durable_of(ledger, written, settled), generation));
    unlock(busy);
    return generation;
}

void iop_ledger_settle(struct iop_ledger *ledger, uint64_t block, enum iop_ledger_end end)
{
    struct ledger_entry *entry = &ledger->entries[block];
    struct ledger_busy *busy = lock(ledger, block);
    uint32_t epoch = __atomic_load_n(&ledger->header->epoch, __ATOMIC_ACQUIRE);

    /* Of overlapping writes all must be durable for the first of them to be so. */
    if (end == LEDGER_ACKED)
        busy->succeeded = LEDGER_ACKED;
    else if (end == LEDGER_DURABLE && !busy->succeeded)
        busy->succeeded = LEDGER_DURABLE;
    if (!--busy->writes && busy->succeeded) {
        uint64_t written = load(&entry->written), settled = load(&entry->settled);

        /* A sync may have made durable what is about to be overwritten. */
        store(&entry->written, join(durable_of(ledger, written, settled), low(written)));
        store(&entry->settled, join(busy->succeeded == LEDGER_DURABLE ? 0 : epoch, busy->first));
        busy->succeeded = LEDGER_FAILED;
    }
    unlock(busy);
}

/*
 * Acknowledgements that a worker counts in the old epoch were there before the epoch changed, and
 * so before the sync is submitted.
 */
uint32_t iop_ledger_sync_begin(struct iop_ledger *ledger)
{
    return __atomic_fetch_add(&ledger->header->epoch, 1, __ATOMIC_SEQ_CST);
}

void iop_ledger_sync_end(struct iop_ledger *ledger, uint32_t epoch)
{
    uint32_t *field = &ledger->header->synced;
    uint32_t synced = __atomic_load_n(field, __ATOMIC_RELAXED);

    while (synced < epoch && !__atomic_compare_exchange_n(field, &synced, epoch, false,
                                                          __ATOMIC_RELEASE, __ATOMIC_RELAXED))
        ;
}

struct iop_block_range iop_ledger_range(struct iop_ledger *ledger, uint64_t block, bool *busy)
{
    struct ledger_busy *state = lock(ledger, block);
    uint32_t lower = low(load(&ledger->entries[block].settled));
    uint32_t upper = low(load(&ledger->entries[block].written));

    *busy = state->writes > 0;
    unlock(state);
    return (struct iop_block_range){lower, upper};
}

bool iop_ledger_is_written(const struct iop_ledger *ledger, uint64_t block)
{
    return low(load(&ledger->entries[block].written)) > 0;
}
