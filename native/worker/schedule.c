/*
 * The schedule of an open loop. See schedule.h for the promise.
 */
#include "worker/schedule.h"

#include <math.h>

/* A gap at a rate of 1 is so long; rates are in thousandths per second. */
static const uint64_t THOUSANDTH_GAP_NS = 1000ull * 1000 * 1000 * 1000;

static const uint64_t LN2 = 0xb17217f8; /* 2^-32, to the nearest */

/* Later than any run lasts: a time is never added up to an overflow. */
static const uint64_t FAR_NS = (uint64_t)1 << 60;

enum { TIME_BITS = 64, GAP_BITS = 32, INDEX_BITS = 10, PART_BITS = 32 };

enum { EXPONENTIAL_MAX = 64 }; /* no draw reaches it: 64 ln 2 + ln 2 is 45 */

_Static_assert(1 << INDEX_BITS == SCHEDULE_SEGMENTS, "index of the table of logarithms");

void iop_schedule_logarithms(uint32_t logarithms[SCHEDULE_SEGMENTS + 1])
{
    for (int i = 0; i <= SCHEDULE_SEGMENTS; i++)
        logarithms[i] = (uint32_t)llround(-log1p(-(double)i / (2 * SCHEDULE_SEGMENTS)) * 0x1p32);
}

/* Exponential of mean 1, in 2^-32. */
static inline uint64_t draw_exponential(struct iop_schedule *schedule)
{
    uint64_t word = iop_rng_next(&schedule->rng);
    uint64_t flips = word ? (uint64_t)__builtin_clzll(word) : 64;
    uint64_t rest = word << flips << 1; /* behind the first head: independent of the flips */
    uint64_t index = rest >> (64 - INDEX_BITS);
    uint64_t part = rest << INDEX_BITS >> (64 - PART_BITS);
    uint64_t low = schedule->logarithms[index], high = schedule->logarithms[index + 1];

    return flips * LN2 + low + ((high - low) * part >> PART_BITS);
}

static iop_schedule_time time_of(uint64_t ns)
{
    return (iop_schedule_time)ns << TIME_BITS;
}

/* Of one unit of the worker's own work; 0 where nothing arrives. */
static iop_schedule_time gap_of(const struct iop_schedule *schedule, uint32_t segment)
{
    uint64_t rate = schedule->segments[segment].value;

    return rate ? time_of(THOUSANDTH_GAP_NS) / rate * schedule->stride : 0;
}

static void enter_segment(struct iop_schedule *schedule, uint32_t segment)
{
    bool is_last = segment + 1 == schedule->segment_count && !schedule->repeats;

    schedule->segment = segment;
    schedule->gap = gap_of(schedule, segment);
    schedule->segment_end =
        time_of(is_last ? FAR_NS : schedule->pass_ns + schedule->segments[segment].end_ns);
}

/* False when the table is at its end. */
static bool enter_next_segment(struct iop_schedule *schedule)
{
    uint32_t next = schedule->segment + 1;

    schedule->next = schedule->segment_end;
    if (schedule->next >= time_of(FAR_NS))
        return false;
    if (next == schedule->segment_count) {
        schedule->pass_ns += schedule->segments[next - 1].end_ns;
        next = 0;
    }
    enter_segment(schedule, next);
    return true;
}

/* What is left of a gap when its segment ends is waited for at the rates that follow. */
static __attribute__((noinline)) bool cross_segments(struct iop_schedule *schedule,
                                                     iop_schedule_time gap)
{
    double work = (double)(gap - (schedule->segment_end - schedule->next)) / (double)schedule->gap;

    while (enter_next_segment(schedule)) {
        iop_schedule_time room = schedule->segment_end - schedule->next;
        double needed = work * (double)schedule->gap;

        if (schedule->gap && needed < (double)room) {
            schedule->next += (iop_schedule_time)needed;
            return true;
        }
        if (schedule->gap)
            work -= (double)room / (double)schedule->gap;
    }
    return false;
}

static inline void advance(struct iop_schedule *schedule, iop_schedule_time gap)
{
    if (gap < schedule->segment_end - schedule->next) {
        schedule->next += gap;
    } else if (!cross_segments(schedule, gap)) {
        schedule->next_ns = SCHEDULE_NEVER;
        return;
    }
    schedule->next_ns =
        schedule->start_ns + (uint64_t)((schedule->next + time_of(1) / 2) >> TIME_BITS);
}

static inline iop_schedule_time gap_for(struct iop_schedule *schedule, uint64_t work)
{
    iop_schedule_time gap;

    if (__builtin_mul_overflow(schedule->gap, (iop_schedule_time)work, &gap) ||
        gap > time_of(FAR_NS / EXPONENTIAL_MAX))
        return time_of(FAR_NS);
    return schedule->poisson ? (gap >> GAP_BITS) * draw_exponential(schedule) : gap;
}

void iop_schedule_open(struct iop_schedule *schedule, const struct iop_schedule_request *request)
{
    uint64_t work = request->work * request->burst;

    *schedule = (struct iop_schedule){
        .burst = request->burst,
        .burst_left = request->burst,
        .poisson = request->poisson,
        .logarithms = request->logarithms,
        .segments = request->segments,
        .segment_count = request->segment_count,
        .repeats = request->repeats,
        .pass_ns = request->lead_in_ns,
        .start_ns = request->start_ns,
        .stride = request->per_worker ? 1 : request->peers,
    };
    iop_rng_seed(&schedule->rng, request->seed, 0);
    enter_segment(schedule, 0);
    while (!schedule->gap && enter_next_segment(schedule))
        ;
    if (!schedule->gap)
        schedule->next_ns = SCHEDULE_NEVER;
    else if (request->poisson)
        advance(schedule, gap_for(schedule, work));
    else
        advance(schedule, gap_for(schedule, work) / request->peers * request->ordinal);
}

uint64_t iop_schedule_take(struct iop_schedule *schedule, uint64_t work)
{
    uint64_t due_ns = schedule->next_ns;

    schedule->burst_work += work;
    if (--schedule->burst_left)
        return due_ns;
    advance(schedule, gap_for(schedule, schedule->burst_work));
    schedule->burst_left = schedule->burst;
    schedule->burst_work = 0;
    return due_ns;
}

/* Units of the worker's own work between the next arrival and a later time. */
static double work_until(struct iop_schedule schedule, uint64_t until_ns)
{
    iop_schedule_time until = time_of(until_ns - schedule.start_ns);
    double work = 0;

    while (schedule.segment_end < until) {
        if (schedule.gap)
            work += (double)(schedule.segment_end - schedule.next) / (double)schedule.gap;
        if (!enter_next_segment(&schedule))
            return work;
    }
    return work + (schedule.gap ? (double)(until - schedule.next) / (double)schedule.gap : 0);
}

uint64_t iop_schedule_backlog(const struct iop_schedule *schedule, uint64_t until_ns, uint64_t work,
                              uint64_t walk_max)
{
    struct iop_schedule ahead = *schedule;
    uint64_t walked = 0;

    while (ahead.next_ns < until_ns && walked < walk_max) {
        iop_schedule_take(&ahead, work);
        walked++;
    }
    if (ahead.next_ns >= until_ns)
        return walked;
    return walked + 1 + (uint64_t)(work_until(ahead, until_ns) / (double)work);
}
