/*
 * Histogram indexes against the golden file that the Java tests compare with HdrHistogram itself,
 * exact statistics, and the interval ring with a reader in another thread.
 */
#include "measure/hist.h"
#include "measure/interval.h"
#include "test/check.h"

#include <pthread.h>
#include <sched.h>

static void indexes_are_those_of_the_library(void)
{
    FILE *golden = fopen(IOP_GOLDEN "/hist_index.txt", "r");
    char line[128];
    int compared = 0;

    if (!CHECK(golden != NULL))
        return;
    while (fgets(line, sizeof line, golden)) {
        unsigned long long value;
        unsigned index;

        if (sscanf(line, "%llu %u", &value, &index) != 2)
            continue;
        CHECK_EQUAL(iop_hist_index(value), index);
        compared++;
    }
    fclose(golden);
    CHECK(compared >= 400);
    CHECK(iop_hist_index(HIST_NS_MAX) < HISTOGRAM_COUNTS);
}

static void statistics_are_exact(void)
{
    static uint32_t counts[HISTOGRAM_COUNTS];
    struct shared_statistics statistics;
    uint64_t big = (uint64_t)3 << 40;

    iop_statistics_reset(&statistics);
    CHECK_EQUAL(statistics.min_ns, UINT64_MAX);
    for (int i = 0; i < 400; i++)
        iop_hist_add(counts, &statistics, big, 1);
    iop_hist_add(counts, &statistics, big, 600);
    iop_hist_add(counts, &statistics, 7, 1);
    iop_hist_add(counts, &statistics, HIST_NS_MAX + 1, 1);
    CHECK_EQUAL(statistics.count, 1002);
    CHECK_EQUAL(statistics.above_range, 1);
    CHECK_EQUAL(statistics.min_ns, 7);
    CHECK_EQUAL(statistics.max_ns, HIST_NS_MAX + 1);
    CHECK_EQUAL(statistics.sum_ns, 1000 * big + 7 + HIST_NS_MAX + 1);

    unsigned __int128 squares = (unsigned __int128)big * big * 1000 + 49 +
                                (unsigned __int128)(HIST_NS_MAX + 1) * (HIST_NS_MAX + 1);

    CHECK_EQUAL(statistics.sum_squares_low, (uint64_t)squares);
    CHECK_EQUAL(statistics.sum_squares_high, (uint64_t)(squares >> 64));
    CHECK_EQUAL(counts[iop_hist_index(big)], 1000);
}

enum { RING_INTERVALS = 20000, RING_SLOTS = 6 };

struct ring_run {
    struct shared_header header;
    struct shared_ring ring;
    uint32_t abandoned;
    uint8_t *slots;
    uint64_t sum;
    uint64_t covered;
    uint32_t phases_seen;
};

static void *read_ring(void *argument)
{
    struct ring_run *run = argument;
    uint64_t next = 0;

    while (run->covered < RING_INTERVALS) {
        uint64_t published = __atomic_load_n(&run->ring.published, __ATOMIC_ACQUIRE);

        for (; next < published; next++) {
            const struct shared_interval *interval =
                (const struct shared_interval *)(run->slots +
                                                 next % RING_SLOTS * run->header.slot_stride);
            const uint32_t *counts =
                (const uint32_t *)((const uint8_t *)interval +
                                   run->header.histogram_offset[LATENCY_SERVICE][0]);

            CHECK_EQUAL(interval->number, run->covered);
            run->sum += interval->ops[0];
            run->covered += interval->covers;
            run->phases_seen |= 1u << interval->phase;
            CHECK_EQUAL(counts[100], interval->ops[0]);
            __atomic_store_n(&run->ring.consumed, next + 1, __ATOMIC_RELEASE);
        }
        sched_yield();
    }
    return NULL;
}

/* Writer and reader at full speed: numbers stay gapless, counts stay whole, phases stay apart. */
static void ring_drops_nothing(void)
{
    static struct ring_run run;
    bool kept[SHARED_LATENCIES][SHARED_KINDS] = {{true}};
    struct iop_intervals writer = {.header = &run.header, .ring = &run.ring};
    pthread_t reader;

    run.header.slot_stride = iop_interval_slot_bytes(kept, run.header.histogram_offset);
    run.header.slot_count = RING_SLOTS;
    run.slots = calloc(RING_SLOTS, run.header.slot_stride);
    writer.slots = run.slots;
    writer.abandoned = &run.abandoned;
    iop_intervals_begin(&writer, 0, PHASE_WARMUP);
    CHECK(!pthread_create(&reader, NULL, read_ring, &run));
    for (uint64_t i = 0; i < RING_INTERVALS; i++) {
        iop_hist_add(writer.counts[LATENCY_SERVICE][0],
                     &writer.current->statistics[LATENCY_SERVICE][0], 100, 1);
        writer.current->ops[0]++;
        if (i == RING_INTERVALS - 1)
            iop_intervals_end(&writer, i);
        else if (i == 10 || i == RING_INTERVALS - 10)
            iop_intervals_change_phase(&writer, i, i == 10 ? PHASE_MEASURE : PHASE_DRAIN);
        else
            iop_intervals_roll(&writer, i);
    }
    pthread_join(reader, NULL);
    CHECK_EQUAL(run.sum, RING_INTERVALS);
    CHECK_EQUAL(run.phases_seen, 7);
    free(run.slots);
}

int main(void)
{
    indexes_are_those_of_the_library();
    statistics_are_exact();
    ring_drops_nothing();
    return check_result();
}
