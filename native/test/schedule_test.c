/*
 * Schedules against oracles: evenly spaced arrivals to the nanosecond, Poisson processes by
 * Kolmogorov-Smirnov, rates within half a percent from 1 to 5 million a second, curves that bring
 * as many arrivals as their area. No clock, no worker; seeds are fixed.
 */
#include "worker/schedule.h"

#include "test/check.h"

#include <math.h>
#include <stdlib.h>

static const uint64_t SECOND = 1000000000;
static const uint64_t START = 123456789012345;

static uint32_t logarithms[SCHEDULE_SEGMENTS + 1];

static struct iop_schedule_request request_of(const struct job_segment *segments, uint32_t count)
{
    return (struct iop_schedule_request){
        .segments = segments,
        .segment_count = count,
        .burst = 1,
        .work = 1,
        .peers = 1,
        .start_ns = START,
        .seed = 42,
        .logarithms = logarithms,
    };
}

static uint64_t take(struct iop_schedule *schedule)
{
    return iop_schedule_take(schedule, 1) - START;
}

static uint64_t count_before(struct iop_schedule *schedule, uint64_t end_ns)
{
    uint64_t count = 0;

    while (schedule->next_ns - START < end_ns) {
        take(schedule);
        count++;
    }
    return count;
}

/* The k-th of r per second is due at k/r seconds: to the nanosecond, after a billion as at first.
 */
static void constant_arrivals_are_exact(void)
{
    static const uint64_t rates[] = {1, 7, 1000, 30000, 299999, 1000000, 5000000, 123456789};

    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct job_segment rate = {1, rates[i] * 1000};
        struct iop_schedule_request request = request_of(&rate, 1);
        struct iop_schedule schedule;

        iop_schedule_open(&schedule, &request);
        for (uint64_t k = 0; k < 1000000; k++) {
            unsigned __int128 exact = (unsigned __int128)k * SECOND;
            uint64_t floor = (uint64_t)(exact / rates[i]), due = take(&schedule);
            double rest = (double)(exact % rates[i]) / (double)rates[i];

            if (!CHECK(fabs((double)(int64_t)(due - floor) - rest) <= 0.5 + 1e-9))
                break;
        }
    }
}

/* One gap of 10^9 arrivals at once: what a drift of 10^-12 would shift by a second a day. */
static void rates_do_not_drift(void)
{
    struct job_segment rate = {1, 300000 * 1000};
    struct iop_schedule_request request = request_of(&rate, 1);
    struct iop_schedule schedule;

    iop_schedule_open(&schedule, &request);
    iop_schedule_take(&schedule, 1000000000000);
    CHECK_EQUAL(schedule.next_ns - START, 3333333333333333);
}

/* Together seven workers bring what one would, and each has its exact share. */
static void peers_share_evenly_spaced_arrivals(void)
{
    struct job_segment rate = {1, 21000 * 1000};
    uint64_t seen[700] = {0};

    for (uint32_t ordinal = 0; ordinal < 7; ordinal++) {
        struct iop_schedule_request request = request_of(&rate, 1);
        struct iop_schedule schedule;

        request.ordinal = ordinal;
        request.peers = 7;
        iop_schedule_open(&schedule, &request);
        for (uint32_t k = 0; k < 100; k++)
            seen[k * 7 + ordinal] = take(&schedule);
    }
    for (uint64_t k = 0; k < 700; k++)
        CHECK_EQUAL(seen[k], (k * SECOND + 10500) / 21000);
}

static void own_rates_of_peers_interleave(void)
{
    struct job_segment rate = {1, 1000 * 1000};
    struct iop_schedule_request request = request_of(&rate, 1);
    struct iop_schedule schedule;

    request.ordinal = 1;
    request.peers = 4;
    request.per_worker = true;
    iop_schedule_open(&schedule, &request);
    CHECK_EQUAL(take(&schedule), 250000);
    CHECK_EQUAL(take(&schedule), 1250000);
}

/* 95 % of it lie within so much of the expectation; four times as much is never reached. */
static void check_count(uint64_t count, double expected, double deviations)
{
    if (fabs((double)count - expected) > deviations * sqrt(expected))
        CHECK_EQUAL(count, (uint64_t)expected);
}

static void poisson_keeps_its_rate(void)
{
    static const uint64_t rates[] = {1, 1000, 10000, 100000, 300000, 1000000, 5000000};

    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct job_segment rate = {1, rates[i] * 1000};
        struct iop_schedule_request request = request_of(&rate, 1);
        uint64_t arrivals = 4000000, seconds = arrivals / rates[i], count;
        struct iop_schedule schedule;

        seconds = seconds ? seconds : 1;
        request.poisson = true;
        iop_schedule_open(&schedule, &request);
        count = count_before(&schedule, seconds * SECOND);
        CHECK(fabs((double)count / (double)(seconds * rates[i]) - 1) < 0.005);
        check_count(count, (double)(seconds * rates[i]), 4);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of n sorted values in [0, 1) that are to be uniform. */
static double kolmogorov_smirnov(double *values, size_t n)
{
    double distance = 0;

    qsort(values, n, sizeof *values, by_value);
    for (size_t i = 0; i < n; i++) {
        double below = values[i] - (double)i / (double)n;
        double above = (double)(i + 1) / (double)n - values[i];

        distance = fmax(distance, fmax(below, above));
    }
    return distance;
}

enum { KS_SAMPLES = 200000 };

/* The critical value at 1 %, for one fixed seed each: 1.628 / sqrt(n). */
static void check_exponential(const uint64_t *due_ns, double mean_ns)
{
    static double values[KS_SAMPLES];

    for (size_t i = 0; i < KS_SAMPLES; i++)
        values[i] = 1 - exp(-(double)(due_ns[i + 1] - due_ns[i]) / mean_ns);
    CHECK(kolmogorov_smirnov(values, KS_SAMPLES) < 1.628 / sqrt(KS_SAMPLES));
}

/* At 1 M a second whole nanoseconds are still fine enough for the test. */
static void poisson_gaps_are_exponential(void)
{
    static const uint64_t rates[] = {100, 10000, 100000, 300000, 1000000};
    static uint64_t due_ns[KS_SAMPLES + 1];

    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct job_segment rate = {1, rates[i] * 1000};
        struct iop_schedule_request request = request_of(&rate, 1);
        struct iop_schedule schedule;

        request.poisson = true;
        request.seed = 1000 + i;
        iop_schedule_open(&schedule, &request);
        for (size_t k = 0; k <= KS_SAMPLES; k++)
            due_ns[k] = take(&schedule);
        check_exponential(due_ns, 1e9 / (double)rates[i]);
    }
}

/* Gaps follow each other independently: the correlation of neighbours is within four errors of 0.
 */
static void poisson_gaps_are_independent(void)
{
    struct job_segment rate = {1, 1000 * 1000};
    struct iop_schedule_request request = request_of(&rate, 1);
    double sum = 0, squares = 0, products = 0, former = 0, mean, n = 1000000;
    uint64_t due_ns = 0;
    struct iop_schedule schedule;

    request.poisson = true;
    iop_schedule_open(&schedule, &request);
    for (int i = 0; i < (int)n; i++) {
        uint64_t next_ns = take(&schedule);
        double gap = (double)(next_ns - due_ns);

        sum += gap;
        squares += gap * gap;
        products += gap * former;
        former = gap;
        due_ns = next_ns;
    }
    mean = sum / n;
    CHECK(fabs((products / n - mean * mean) / (squares / n - mean * mean)) < 4 / sqrt(n));
}

static int by_time(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static void merged_workers_are_poisson(void)
{
    enum { PEERS = 8, EACH = KS_SAMPLES / PEERS + 2000 };
    static uint64_t due_ns[PEERS * EACH];
    struct job_segment rate = {1, 50000 * 1000};

    for (uint32_t ordinal = 0; ordinal < PEERS; ordinal++) {
        struct iop_schedule_request request = request_of(&rate, 1);
        struct iop_schedule schedule;

        request.poisson = true;
        request.ordinal = ordinal;
        request.peers = PEERS;
        request.seed = 7000 + ordinal;
        iop_schedule_open(&schedule, &request);
        for (uint32_t k = 0; k < EACH; k++)
            due_ns[ordinal * EACH + k] = take(&schedule);
    }
    qsort(due_ns, PEERS * EACH, sizeof *due_ns, by_time);
    check_exponential(due_ns, 1e9 / 50000);
}

static void bursts_come_at_one_instant(void)
{
    struct job_segment rate = {1, 3200 * 1000};
    struct iop_schedule_request request = request_of(&rate, 1);
    struct iop_schedule schedule;

    request.burst = 32;
    iop_schedule_open(&schedule, &request);
    for (uint64_t k = 0; k < 3200; k++)
        CHECK_EQUAL(take(&schedule), k / 32 * 10000000);
}

/* 1 MB/s: the gap after a transfer is its own bytes over the rate, whatever the sizes. */
static void rates_of_bytes_follow_the_sizes(void)
{
    struct job_segment rate = {1, 1000000 * 1000ull};
    struct iop_schedule_request request = request_of(&rate, 1);
    struct iop_schedule schedule;
    uint64_t bytes = 0;

    request.work = 4096;
    iop_schedule_open(&schedule, &request);
    for (uint64_t k = 1; k < 1000; k++) {
        uint64_t size = 512 * (k % 17 + 1);

        CHECK_EQUAL(iop_schedule_take(&schedule, size) - START, bytes * 1000);
        bytes += size;
    }
}

/* 100/s for a second, nothing for two, 50/s for two, and again: 200 in each five seconds. */
static void curves_repeat_and_may_rest(void)
{
    static const struct job_segment segments[] = {
        {1000000000, 100000}, {3000000000, 0}, {5000000000, 50000}};
    struct iop_schedule_request request = request_of(segments, 3);
    struct iop_schedule schedule;

    request.repeats = true;
    iop_schedule_open(&schedule, &request);
    for (uint64_t pass = 0; pass < 1000; pass++) {
        uint64_t from = pass * 5 * SECOND;

        for (uint64_t k = 0; k < 100; k++)
            CHECK_EQUAL(take(&schedule), from + k * 10000000);
        for (uint64_t k = 0; k < 100; k++)
            CHECK_EQUAL(take(&schedule), from + 3 * SECOND + k * 20000000);
    }
}

static void curves_that_end_at_nothing_end(void)
{
    static const struct job_segment segments[] = {{1000000000, 0}, {2000000000, 5000}, {3, 0}};
    struct iop_schedule_request request = request_of(segments, 3);
    struct iop_schedule schedule;

    iop_schedule_open(&schedule, &request);
    for (uint64_t k = 0; k < 5; k++)
        CHECK_EQUAL(take(&schedule), SECOND + k * SECOND / 5);
    CHECK(schedule.next_ns == SCHEDULE_NEVER);
    CHECK_EQUAL(iop_schedule_backlog(&schedule, UINT64_MAX, 1, 10), 0);
}

/* The first value holds before the table begins. */
static void lead_in_comes_before_the_curve(void)
{
    static const struct job_segment segments[] = {{1000000000, 10000}, {2000000000, 20000}};
    struct iop_schedule_request request = request_of(segments, 2);
    struct iop_schedule schedule;

    request.lead_in_ns = 3 * SECOND;
    iop_schedule_open(&schedule, &request);
    CHECK_EQUAL(count_before(&schedule, 3 * SECOND), 30);
    CHECK_EQUAL(count_before(&schedule, 4 * SECOND), 10);
    CHECK_EQUAL(count_before(&schedule, 6 * SECOND), 40);
}

enum { CURVE_SEGMENTS = 1000 };

static uint64_t fill_ramp(struct job_segment *segments, uint64_t from, uint64_t to,
                          uint64_t span_ns)
{
    for (uint64_t i = 0; i < CURVE_SEGMENTS; i++)
        segments[i] = (struct job_segment){(i + 1) * (span_ns / CURVE_SEGMENTS),
                                           from * 1000 + (to - from) * (2 * i + 1) * 1000 /
                                                             (2 * CURVE_SEGMENTS)};
    return (from + to) * span_ns / SECOND / 2;
}

/* From 100 to 10,100 a second in 60 s: 306,000 arrivals, and a quarter of the way 51,000. */
static void ramps_bring_their_area(void)
{
    static struct job_segment segments[CURVE_SEGMENTS];
    uint64_t area = fill_ramp(segments, 100, 10100, 60 * SECOND);
    struct iop_schedule_request request = request_of(segments, CURVE_SEGMENTS);
    struct iop_schedule schedule;

    iop_schedule_open(&schedule, &request);
    CHECK_EQUAL(area, 306000);
    CHECK_EQUAL(count_before(&schedule, 15 * SECOND), 20250);
    CHECK_EQUAL(count_before(&schedule, 60 * SECOND), 306000 - 20250);
    request.poisson = true;
    iop_schedule_open(&schedule, &request);
    check_count(count_before(&schedule, 60 * SECOND), 306000, 4);
}

/* Thinned by its own cumulated rate, a Poisson process over a ramp is one of constant rate. */
static void poisson_over_a_ramp_is_poisson(void)
{
    static struct job_segment segments[CURVE_SEGMENTS];
    static double values[400000];
    uint64_t area = fill_ramp(segments, 0, 10000, 60 * SECOND);
    struct iop_schedule_request request = request_of(segments, CURVE_SEGMENTS);
    struct iop_schedule schedule;
    size_t n = 0;

    request.poisson = true;
    iop_schedule_open(&schedule, &request);
    while (schedule.next_ns - START < 60 * SECOND) {
        double share = (double)take(&schedule) / (60e9);

        values[n++] = share * share;
    }
    check_count(n, (double)area, 4);
    CHECK(kolmogorov_smirnov(values, n) < 1.628 / sqrt((double)n));
}

static void sines_bring_their_area(void)
{
    static struct job_segment segments[CURVE_SEGMENTS];
    struct iop_schedule_request request = request_of(segments, CURVE_SEGMENTS);
    struct iop_schedule schedule;

    for (int i = 0; i < CURVE_SEGMENTS; i++)
        segments[i] = (struct job_segment){
            (uint64_t)(i + 1) * 10000000,
            (uint64_t)llround(5e6 + 4e6 * sin(2 * M_PI * (i + 0.5) / CURVE_SEGMENTS))};
    request.repeats = true;
    iop_schedule_open(&schedule, &request);
    for (uint64_t pass = 1; pass <= 10; pass++)
        CHECK(llabs((long long)count_before(&schedule, pass * 10 * SECOND) - 50000) <= 1);
}

/* Counted one by one, or by the rate where that would take too long. */
static void backlog_is_what_was_not_taken(void)
{
    static const struct job_segment segments[] = {{1000000000, 1000000}, {2000000000, 2000000}};
    struct iop_schedule_request request = request_of(segments, 2);
    struct iop_schedule schedule;

    iop_schedule_open(&schedule, &request);
    CHECK_EQUAL(iop_schedule_backlog(&schedule, START, 1, 100), 0);
    CHECK_EQUAL(iop_schedule_backlog(&schedule, START + 1, 1, 100), 1);
    CHECK_EQUAL(iop_schedule_backlog(&schedule, START + 2 * SECOND, 1, 1 << 20), 3000);
    CHECK(llabs((long long)iop_schedule_backlog(&schedule, START + 2 * SECOND, 1, 10) - 3000) <= 1);
    CHECK_EQUAL(count_before(&schedule, SECOND / 2), 500);
    CHECK_EQUAL(iop_schedule_backlog(&schedule, START + 2 * SECOND, 1, 1 << 20), 2500);
}

/* Rates beyond any sense overflow nothing. */
static void extremes_are_far_away_or_at_once(void)
{
    struct job_segment slow = {1, 1}, fast = {1, UINT64_MAX};
    struct iop_schedule_request request = request_of(&slow, 1);
    struct iop_schedule schedule;

    request.peers = 1024;
    request.work = 1 << 30;
    iop_schedule_open(&schedule, &request);
    CHECK_EQUAL(iop_schedule_take(&schedule, 1 << 30) - START, 0);
    CHECK(schedule.next_ns == SCHEDULE_NEVER);
    request.poisson = true;
    iop_schedule_open(&schedule, &request);
    CHECK(schedule.next_ns == SCHEDULE_NEVER);
    request = request_of(&fast, 1);
    iop_schedule_open(&schedule, &request);
    for (int i = 0; i < 1000; i++)
        take(&schedule);
    CHECK_EQUAL(schedule.next_ns - START, 0);
}

int main(void)
{
    iop_schedule_logarithms(logarithms);
    constant_arrivals_are_exact();
    rates_do_not_drift();
    peers_share_evenly_spaced_arrivals();
    own_rates_of_peers_interleave();
    poisson_keeps_its_rate();
    poisson_gaps_are_exponential();
    poisson_gaps_are_independent();
    merged_workers_are_poisson();
    bursts_come_at_one_instant();
    rates_of_bytes_follow_the_sizes();
    curves_repeat_and_may_rest();
    curves_that_end_at_nothing_end();
    lead_in_comes_before_the_curve();
    ramps_bring_their_area();
    poisson_over_a_ramp_is_poisson();
    sines_bring_their_area();
    backlog_is_what_was_not_taken();
    extremes_are_far_away_or_at_once();
    return check_result();
}
