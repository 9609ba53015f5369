/*
 * The only clock of the native side: monotonic nanoseconds on the CLOCK_MONOTONIC scale.
 *
 * Real time is the invariant TSC, calibrated against CLOCK_MONOTONIC between library load and arm;
 * without an invariant TSC it is clock_gettime. The virtual clock of the sim engine is a plain
 * number that only that engine moves, so that a run becomes a function of job and seed.
 */
#ifndef IOP_CLOCK_H
#define IOP_CLOCK_H

#include "layout/shared_layout.h"

#include <stdint.h>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

struct iop_clock {
    uint32_t kind; /* enum shared_clock */
    uint32_t shift;
    uint64_t multiplier; /* ns = base_ns + ((tsc - base_tsc) * multiplier >> shift) */
    uint64_t base_tsc;
    uint64_t base_ns;
    uint64_t virtual_ns;
};

/* CLOCK_MONOTONIC by system call. */
uint64_t iop_clock_monotonic_ns(void);

/* Takes the first calibration point; called once when the library is loaded. */
void iop_clock_begin(void);

/*
 * Fills in the real clock, waiting until the two calibration points are at least 50 ms apart.
 * The error of the slope is below 1 ppm.
 */
void iop_clock_calibrate(struct iop_clock *clock);

/* How far the clock is ahead of CLOCK_MONOTONIC now; 0 where that is its source or it is virtual.
 */
int64_t iop_clock_drift_ns(const struct iop_clock *clock);

static inline uint64_t iop_clock_at(const struct iop_clock *clock, uint64_t tsc)
{
    uint64_t ticks = tsc - clock->base_tsc;

    return clock->base_ns +
           (uint64_t)(((unsigned __int128)ticks * clock->multiplier) >> clock->shift);
}

static inline uint64_t iop_clock_read(const struct iop_clock *clock)
{
#if defined(__x86_64__)
    if (__builtin_expect(clock->kind == CLOCK_TSC, 1))
        return iop_clock_at(clock, __rdtsc());
#endif
    return clock->kind == CLOCK_VIRTUAL ? clock->virtual_ns : iop_clock_monotonic_ns();
}

#endif
