/*
 * Calibration of the TSC against CLOCK_MONOTONIC, and the fallback without an invariant TSC.
 * Knows nothing of who asks for the time.
 */
#include "clock/clock.h"

#include "layout/shared_layout.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

enum { CALIBRATION_NS_MIN = 50 * 1000 * 1000, CALIBRATION_TRIES = 16, CALIBRATION_SHIFT = 32 };

/* The same instant on both clocks; span_ticks is how long the look took. */
struct calibration_point {
    uint64_t tsc;
    uint64_t ns;
    uint64_t span_ticks;
};

static struct calibration_point first_point;

uint64_t iop_clock_monotonic_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#if defined(__x86_64__)
static bool tsc_is_invariant(void)
{
    unsigned eax, ebx, ecx, edx;

    return __get_cpuid(0x80000007, &eax, &ebx, &ecx, &edx) && (edx & (1u << 8));
}

/* The tightest of several looks: an interrupt between the two reads would shift the point. */
static struct calibration_point look(void)
{
    struct calibration_point best = {0, 0, UINT64_MAX};

    for (int i = 0; i < CALIBRATION_TRIES; i++) {
        uint64_t before = __rdtsc();
        uint64_t ns = iop_clock_monotonic_ns();
        uint64_t span = __rdtsc() - before;

        if (span < best.span_ticks)
            best = (struct calibration_point){before + span / 2, ns, span};
    }
    return best;
}
#endif

void iop_clock_begin(void)
{
#if defined(__x86_64__)
    first_point = look();
#endif
}

static void sleep_until_apart(uint64_t since_ns)
{
    uint64_t elapsed_ns = iop_clock_monotonic_ns() - since_ns;

    if (elapsed_ns < CALIBRATION_NS_MIN) {
        struct timespec rest = {0, (long)(CALIBRATION_NS_MIN - elapsed_ns)};

        while (nanosleep(&rest, &rest) && errno == EINTR)
            ;
    }
}

void iop_clock_calibrate(struct iop_clock *clock)
{
    memset(clock, 0, sizeof *clock);
    clock->kind = CLOCK_MONOTONIC_CALL;
#if defined(__x86_64__)
    if (!tsc_is_invariant())
        return;
    if (!first_point.ns)
        first_point = look();
    sleep_until_apart(first_point.ns);

    struct calibration_point now = look();
    uint64_t ns = now.ns - first_point.ns;
    uint64_t ticks = now.tsc - first_point.tsc;

    if (now.tsc <= first_point.tsc)
        return;
    clock->kind = CLOCK_TSC;
    clock->shift = CALIBRATION_SHIFT;
    clock->multiplier = (uint64_t)(((unsigned __int128)ns << CALIBRATION_SHIFT) / ticks);
    clock->base_tsc = now.tsc;
    clock->base_ns = now.ns;
#endif
}

int64_t iop_clock_drift_ns(const struct iop_clock *clock)
{
#if defined(__x86_64__)
    if (clock->kind == CLOCK_TSC) {
        struct calibration_point now = look();

        return (int64_t)(iop_clock_at(clock, now.tsc) - now.ns);
    }
#endif
    (void)clock;
    return 0;
}
