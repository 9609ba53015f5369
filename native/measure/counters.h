/*
 * Access to fields shared with Java or between workers, each verb named by its memory order. A
 * counter has one writer, so publishing it is a plain store: no locked instruction.
 */
#ifndef IOP_COUNTERS_H
#define IOP_COUNTERS_H

#include <stdint.h>

/* Pairs with Java's volatile read: what was written before is visible to whoever sees the value. */
static inline void iop_store_release(uint64_t *field, uint64_t value)
{
    __atomic_store_n(field, value, __ATOMIC_RELEASE);
}

static inline void iop_store_release_32(uint32_t *field, uint32_t value)
{
    __atomic_store_n(field, value, __ATOMIC_RELEASE);
}

/* Live figures: never torn, and ordered only by the release store that follows them. */
static inline void iop_store_relaxed(uint64_t *field, uint64_t value)
{
    __atomic_store_n(field, value, __ATOMIC_RELAXED);
}

static inline uint64_t iop_load_acquire(const uint64_t *field)
{
    return __atomic_load_n(field, __ATOMIC_ACQUIRE);
}

static inline uint32_t iop_load_acquire_32(const uint32_t *field)
{
    return __atomic_load_n(field, __ATOMIC_ACQUIRE);
}

static inline uint32_t iop_load_relaxed_32(const uint32_t *field)
{
    return __atomic_load_n(field, __ATOMIC_RELAXED);
}

/* The one counter with several writers: failures of the whole run, off the hot path. */
static inline uint64_t iop_add_shared(uint64_t *field, uint64_t n)
{
    return __atomic_add_fetch(field, n, __ATOMIC_RELAXED);
}

/* Pairs with iop_load_acquire_32: who sees the lower value sees what was done before. */
static inline void iop_sub_shared_32(uint32_t *field, uint32_t n)
{
    __atomic_sub_fetch(field, n, __ATOMIC_RELEASE);
}

/* Sets *field from 0 to value once; whoever comes first wins. */
static inline void iop_set_once_32(uint32_t *field, uint32_t value)
{
    uint32_t expected = 0;

    __atomic_compare_exchange_n(field, &expected, value, 0, __ATOMIC_RELEASE, __ATOMIC_RELAXED);
}

#endif
