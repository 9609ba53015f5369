/*
 * Runs a job through the api and reads its intervals as Java does: a second reader of the shared
 * region, for tests.
 */
#ifndef IOP_JOB_RUNNER_H
#define IOP_JOB_RUNNER_H

#include "api/iop.h"
#include "engine/engine.h"
#include "error/error.h"
#include "layout/shared_layout.h"
#include "measure/hist.h"
#include "test/check.h"
#include "test/job_builder.h"

#include <stdbool.h>

/* Sums over the intervals of one phase and all workers. */
struct job_phase {
    uint64_t intervals; /* of worker 0 */
    uint64_t empty_intervals;
    uint64_t ns; /* of worker 0 */
    uint64_t ops[SHARED_KINDS];
    uint64_t bytes;
    uint64_t depth_integral_ns;
    uint64_t gap_max_ns;
    struct shared_statistics latency; /* service, all kinds; no sum of squares */
};

struct job_totals {
    struct job_phase warmed, measured, drained, verified;
    uint64_t bytes, errors, retries, short_transfers;
    uint64_t cpu_measured_ns, cpu_window_ns; /* of worker 0, as what follows */
    int64_t clock_drift_ns;
    uint32_t stop;
    struct shared_error first_error;
    uint32_t counts[HISTOGRAM_COUNTS]; /* service, measured */
};

static inline void job_add_statistics(struct shared_statistics *sum,
                                      const struct shared_statistics *part)
{
    sum->count += part->count;
    sum->sum_ns += part->sum_ns;
    if (!sum->min_ns || part->min_ns < sum->min_ns)
        sum->min_ns = part->min_ns;
    if (part->max_ns > sum->max_ns)
        sum->max_ns = part->max_ns;
}

static inline void job_add_interval(struct job_totals *totals, uint32_t worker,
                                    const struct shared_header *header,
                                    const struct shared_interval *interval)
{
    struct job_phase *phases[] = {&totals->warmed, &totals->measured, &totals->drained,
                                  &totals->verified};
    struct job_phase *phase = phases[interval->phase];
    uint64_t ops = 0;

    for (int kind = 0; kind < SHARED_KINDS; kind++) {
        uint64_t offset = header->histogram_offset[LATENCY_SERVICE][kind];
        const uint32_t *counts = (const uint32_t *)((const uint8_t *)interval + offset);

        ops += interval->ops[kind];
        phase->ops[kind] += interval->ops[kind];
        phase->bytes += interval->bytes[kind];
        totals->bytes += interval->bytes[kind];
        if (interval->statistics[LATENCY_SERVICE][kind].count)
            job_add_statistics(&phase->latency, &interval->statistics[LATENCY_SERVICE][kind]);
        for (uint32_t i = 0; offset && interval->phase == PHASE_MEASURE && i < HISTOGRAM_COUNTS;
             i++)
            totals->counts[i] += counts[i];
    }
    totals->errors += interval->errors;
    totals->retries += interval->retries;
    totals->short_transfers += interval->short_transfers;
    phase->depth_integral_ns += interval->depth_integral_ns;
    if (interval->gap_max_ns > phase->gap_max_ns)
        phase->gap_max_ns = interval->gap_max_ns;
    if (worker)
        return;
    phase->intervals += interval->covers;
    phase->empty_intervals += !ops;
    phase->ns += interval->end_ns - interval->start_ns;
}

/* Sees each interval besides, worker by worker in order. */
typedef void job_observer(const struct shared_interval *interval, void *state);

static inline void job_see_intervals(struct shared_header *header, struct job_totals *totals,
                                     job_observer *observer, void *state)
{
    for (uint32_t worker = 0; worker < header->worker_count; worker++) {
        uint8_t *block = (uint8_t *)header + header->worker_offset + worker * header->worker_stride;
        struct shared_ring *ring = (struct shared_ring *)(block + header->ring_offset);
        uint64_t published = __atomic_load_n(&ring->published, __ATOMIC_ACQUIRE);

        for (uint64_t i = ring->consumed; i < published; i++) {
            uint8_t *slot =
                block + header->slots_offset + i % header->slot_count * header->slot_stride;

            job_add_interval(totals, worker, header, (struct shared_interval *)slot);
            if (observer)
                observer((struct shared_interval *)slot, state);
            __atomic_store_n(&ring->consumed, i + 1, __ATOMIC_RELEASE);
        }
    }
}

static inline void job_read_intervals(struct shared_header *header, struct job_totals *totals)
{
    job_see_intervals(header, totals, NULL, NULL);
}

static inline int job_fail(const char *step)
{
    check_failures++;
    fprintf(stderr, "%s: %s\n", step, iop_error_text());
    return -1;
}

/* NULL, and a failed check, when the job is refused. */
static inline struct iop_run *job_create(struct job_builder *job)
{
    struct iop_run *run = NULL;
    size_t bytes;
    void *packed = job_builder_pack(job, &bytes);

    if (iop_create(packed, bytes, &run))
        job_fail("create");
    free(packed);
    return run;
}

static inline int run_job_reading(struct job_builder *job, struct job_totals *totals, bool late,
                                  job_observer *observer, void *state)
{
    struct iop_run *run = job_create(job);
    struct shared_header *header;
    struct shared_live *live;
    uint8_t *block;
    int done = 0;

    memset(totals, 0, sizeof *totals);
    if (!run)
        return -1;
    header = iop_region(run);
    if (iop_prepare(run) || iop_arm(run) || iop_start(run, 1000000)) {
        iop_destroy(run);
        return job_fail("start");
    }
    while (!done) {
        done = iop_join(run, 2 * 1000 * 1000);
        if (!late || done)
            job_see_intervals(header, totals, observer, state);
    }
    block = (uint8_t *)header + header->worker_offset;
    live = (struct shared_live *)block;
    totals->stop = live->stop;
    totals->cpu_measured_ns = live->cpu_measured_ns;
    totals->cpu_window_ns = live->cpu_window_ns;
    totals->clock_drift_ns = live->clock_drift_ns;
    totals->first_error = *(struct shared_error *)(block + sizeof(struct shared_live));
    iop_destroy(run);
    return done < 0 ? job_fail("run") : 0;
}

static inline int run_job(struct job_builder *job, struct job_totals *totals)
{
    return run_job_reading(job, totals, false, NULL, NULL);
}

static inline int run_job_seeing(struct job_builder *job, struct job_totals *totals,
                                 job_observer *observer, void *state)
{
    return run_job_reading(job, totals, false, observer, state);
}

/* The reader comes only after the workers are done. */
static inline int run_job_reading_late(struct job_builder *job, struct job_totals *totals)
{
    return run_job_reading(job, totals, true, NULL, NULL);
}

#endif
