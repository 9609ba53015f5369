/*
 * The loop and nothing but the loop: issue what is free, wait for one, reap all that are ready,
 * count, repeat. One clock read before a submit and one after a reap; no allocation, no lock, no
 * system call but the engine's. Setting up and tearing down is lifecycle.c, the ends of intervals
 * and phases phase.c, and everything that did not simply work failure.c.
 */
#include "worker/worker.h"

#include "measure/counters.h"
#include "measure/hist.h"
#include "worker/issue.h"
#include "worker/locks.h"
#include "worker/pace.h"

#include <errno.h>

enum {
    BATCH_MIN = 4, /* submitted at once while completions trickle */
};

static inline uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static inline void add_sync(struct iop_worker *worker, uint16_t target, uint8_t kind)
{
    struct iop_request sync = {.target = target, .kind = kind};

    add_request(worker, &sync);
}

static inline void generate_one(struct iop_worker *worker, uint64_t block)
{
    uint16_t target = worker->region_count == 1 ? 0 : region_of(worker, block);
    const struct iop_region *region = &worker->regions[target];
    struct iop_request request = {
        .offset = region->offset + (block - region->block_first) * worker->block_bytes,
        .length = worker->block_bytes,
        .target = target,
        .kind = iop_mix_next(&worker->mix),
    };

    add_request(worker, &request);
}

static void interleave(struct iop_worker *worker, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        worker->blocks[i] = worker->blocks[i] * worker->place->peers + worker->place->ordinal;
}

static inline void generate_plain(struct iop_worker *worker, uint32_t n)
{
    iop_offsets_draw(&worker->offsets, worker->blocks, n);
    if (__builtin_expect(worker->interleaves, 0))
        interleave(worker, n);
    if (__builtin_expect(worker->notes_drawn, 0))
        iop_worker_note_drawn(worker, worker->blocks, n);
    for (uint32_t i = 0; i < n; i++)
        generate_one(worker, worker->blocks[i]);
    worker->issue_left -= n;
}

/* Adds n new operations behind the pending ones; of mixed sizes fewer where a limit is reached. */
static inline void generate(struct iop_worker *worker, uint32_t n)
{
    if (__builtin_expect(worker->mixes_sizes, 0))
        iop_worker_generate_sized(worker, n);
    else
        generate_plain(worker, n);
}

static inline uint32_t syncs_due(const struct iop_worker *worker)
{
    const struct job_load *load = worker->load;

    return (load->fsync_every && worker->writes_since_fsync >= load->fsync_every) +
           (load->fdatasync_every && worker->writes_since_fdatasync >= load->fdatasync_every);
}

/* The sync that every n-th write brings: a request of its own, aimed at the target written last. */
static void add_due_sync(struct iop_worker *worker)
{
    const struct job_load *load = worker->load;
    bool fsync = load->fsync_every && worker->writes_since_fsync >= load->fsync_every;

    if (fsync)
        worker->writes_since_fsync = 0;
    else
        worker->writes_since_fdatasync = 0;
    add_sync(worker, worker->target_written_last, fsync ? IOP_FSYNC : IOP_FDATASYNC);
}

/* As generate, for loads with syncs between their writes: n counts both. */
static void generate_with_syncs(struct iop_worker *worker, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *added;

        if (syncs_due(worker)) {
            add_due_sync(worker);
            continue;
        }
        if (!worker->issue_left)
            return; /* a limit in bytes was reached by fewer operations than it allowed */
        generate(worker, 1);
        added = &worker->requests[worker->pending_count - 1];
        if (added->kind != IOP_WRITE)
            continue;
        worker->target_written_last = added->target;
        worker->writes_since_fsync++;
        worker->writes_since_fdatasync++;
    }
}

/* As generate, for loads with a pace: n at most, syncs and what may start now. */
static void generate_paced(struct iop_worker *worker, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!syncs_due(worker) && !(worker->issue_left && iop_pace_allows(worker)))
            return;
        generate_with_syncs(worker, 1);
        iop_pace_take(worker, &worker->requests[worker->pending_count - 1], syncs_due(worker));
    }
}

/* At the end of the run every written target is synced, one request each. */
static void generate_final_syncs(struct iop_worker *worker)
{
    uint32_t first = worker->pending_count;

    while (worker->syncs_left && worker->free_count)
        add_sync(worker, (uint16_t)--worker->syncs_left, IOP_FSYNC);
    if (worker->fills)
        iop_worker_fill(worker, first);
}

static inline void advance_to(struct iop_worker *worker, uint64_t now_ns)
{
    if (__builtin_expect(now_ns >= worker->boundary_ns, 0))
        iop_worker_cross_boundary(worker, now_ns);
    worker->intervals.current->depth_integral_ns +=
        worker->in_flight * (now_ns - worker->depth_changed_ns);
    if (worker->paced)
        worker->intervals.current->thinking_integral_ns +=
            worker->thinking * (now_ns - worker->depth_changed_ns);
    worker->depth_changed_ns = now_ns;
}

static void record_submission(struct iop_worker *worker, uint32_t accepted, uint64_t span_ns)
{
    struct iop_intervals *intervals = &worker->intervals;

    for (uint32_t i = 0; i < accepted; i++) {
        uint8_t kind = worker->requests[i].kind;
        uint32_t *counts = intervals->counts[LATENCY_SUBMISSION][kind];

        iop_hist_add(counts, &intervals->current->statistics[LATENCY_SUBMISSION][kind], span_ns, 1);
    }
}

/* What the engine did not take was not submitted: its service begins when it is. */
static inline void forget_start(struct iop_worker *worker, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        struct iop_slot *slot = &worker->slots[worker->requests[i].slot];

        if (!slot->transferred && !slot->again)
            slot->start_ns = 0;
    }
}

/* Submits the pending requests that may start; those not accepted stay pending. */
static int submit(struct iop_worker *worker, uint64_t *start_ns)
{
    uint32_t n = worker->pending_count - worker->held_back;
    uint64_t now_ns = iop_clock_read(worker->clock);
    int accepted;

    *start_ns = now_ns;
    advance_to(worker, now_ns);
    for (uint32_t i = 0; i < n; i++) {
        struct iop_slot *slot = &worker->slots[worker->requests[i].slot];

        slot->start_ns = slot->start_ns ? slot->start_ns : now_ns;
    }
    accepted = worker->engine->submit(worker->engine_state, worker->requests, n);
    if (accepted == -EAGAIN)
        accepted = 0;
    if (accepted < 0)
        return accepted;
    forget_start(worker, (uint32_t)accepted, n);
    if (worker->measures_submission)
        record_submission(worker, (uint32_t)accepted, iop_clock_read(worker->clock) - now_ns);
    worker->in_flight += (uint32_t)accepted;
    worker->pending_count -= (uint32_t)accepted;
    for (uint32_t i = 0; i < worker->pending_count; i++)
        worker->requests[i] = worker->requests[(uint32_t)accepted + i];
    return accepted;
}

/* Whole operations of one kind that were submitted together and came back together. */
struct group {
    uint64_t start_ns;
    uint64_t bytes;
    uint32_t count;
    uint8_t kind;
};

static inline void count_group(struct iop_worker *worker, const struct group *group,
                               uint64_t now_ns)
{
    struct iop_intervals *intervals = &worker->intervals;
    struct shared_interval *interval = intervals->current;
    struct shared_live *live = worker->live;

    if (!group->count)
        return;
    iop_hist_add(intervals->counts[LATENCY_SERVICE][group->kind],
                 &interval->statistics[LATENCY_SERVICE][group->kind], now_ns - group->start_ns,
                 group->count);
    interval->ops[group->kind] += group->count;
    interval->bytes[group->kind] += group->bytes;
    iop_store_relaxed(&live->ops[group->kind], live->ops[group->kind] + group->count);
    iop_store_relaxed(&live->bytes[group->kind], live->bytes[group->kind] + group->bytes);
    worker->ops_total += group->count;
}

void iop_worker_count(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns)
{
    const struct iop_slot *slot = &worker->slots[slot_index];
    struct group group = {slot->start_ns, slot->length, 1, slot->kind};

    if (worker->keeps_heat)
        iop_worker_note_heat_of(worker, slot_index);
    count_group(worker, &group, now_ns);
    if (worker->paced)
        iop_pace_record(worker, slot_index, now_ns);
    worker->free_slots[worker->free_count++] = slot_index;
}

static void complete(struct iop_worker *worker, uint32_t n, uint64_t now_ns)
{
    struct group group = {0};
    uint32_t freed_from = worker->free_count;

    if (worker->keeps_heat)
        iop_worker_note_heat(worker, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t slot_index = worker->completions[i].slot;
        int32_t result = worker->completions[i].result;
        const struct iop_slot *slot = &worker->slots[slot_index];

        if (__builtin_expect((uint32_t)result != slot->length, 0)) {
            iop_worker_incomplete(worker, slot_index, result, now_ns);
            continue;
        }
        if (slot->start_ns != group.start_ns || slot->kind != group.kind) {
            count_group(worker, &group, now_ns);
            group = (struct group){slot->start_ns, 0, 0, slot->kind};
        }
        group.bytes += slot->length;
        group.count++;
        worker->free_slots[worker->free_count++] = slot_index;
    }
    count_group(worker, &group, now_ns);
    if (worker->locks)
        iop_locks_release(worker, freed_from);
    if (worker->paced)
        iop_pace_complete(worker, n, freed_from, now_ns);
}

static inline void note_completions(struct iop_worker *worker, uint64_t now_ns)
{
    struct shared_interval *interval = worker->intervals.current;
    uint64_t gap_ns = now_ns - worker->completion_last_ns;

    if (gap_ns > interval->gap_max_ns) {
        interval->gap_max_ns = gap_ns;
        interval->gap_max_start_ns = worker->completion_last_ns;
    }
    worker->completion_last_ns = now_ns;
}

/*
 * A turn that began and ended with nothing in flight did all its operations inside the submission:
 * each of them took some part of the span, and no one knows which.
 */
static inline void note_inline_batch(struct iop_worker *worker, uint32_t n, uint64_t span_ns)
{
    struct shared_interval *interval = worker->intervals.current;

    if (n > 1 && span_ns > interval->batch_span_max_ns)
        interval->batch_span_max_ns = span_ns;
}

/* The store of the total announces the counters behind it. */
static inline void publish_live(struct iop_worker *worker)
{
    struct shared_live *live = worker->live;

    iop_store_relaxed(&live->in_flight, worker->in_flight);
    iop_store_relaxed(&live->completion_last_ns, worker->completion_last_ns);
    iop_store_release(&live->ops_total, worker->ops_total);
}

/*
 * Grows the batch while whole submissions come back within their own turn (page cache, RAM): a
 * longer batch costs nothing there. Shrinks it as soon as the device takes its time: what is free
 * must then reach it at once.
 */
static inline void adapt_batch(struct iop_worker *worker)
{
    if (!worker->in_flight)
        worker->batch = smaller(worker->batch * 2, worker->depth);
    else if (worker->batch > BATCH_MIN)
        worker->batch /= 2;
}

/* New requests still to be issued, now or later. */
static inline uint64_t left_to_issue(const struct iop_worker *worker)
{
    uint64_t left = worker->issue_left;

    if (worker->stopping)
        return 0;
    return worker->has_syncs && left < worker->depth ? left + syncs_due(worker) : left;
}

/* New requests that may be issued now; with a pace at most so many. */
static inline uint32_t room(const struct iop_worker *worker)
{
    uint64_t left = left_to_issue(worker);

    if (worker->paced && !iop_pace_allows(worker))
        left = left ? syncs_due(worker) : 0;
    return left < worker->free_count ? (uint32_t)left : worker->free_count;
}

static int reap(struct iop_worker *worker, uint32_t min, uint64_t start_ns)
{
    uint64_t wait_ns = worker->wait_ns_max;

    if (min && worker->boundary_ns > start_ns && worker->boundary_ns - start_ns < wait_ns)
        wait_ns = worker->boundary_ns - start_ns;
    return worker->engine->reap(worker->engine_state, worker->completions, min, worker->in_flight,
                                wait_ns);
}

static int wait_and_reap(struct iop_worker *worker, bool waits, uint64_t start_ns)
{
    if (worker->paced)
        return iop_pace_reap(worker, waits);
    if (worker->held_back && waits && !worker->in_flight)
        iop_locks_rest(worker);
    return reap(worker, waits && worker->in_flight, start_ns);
}

/* New requests behind the pending ones, ready to be submitted. */
static inline void generate_what_fits(struct iop_worker *worker)
{
    uint32_t first = worker->pending_count, n;

    if (worker->reads_back)
        iop_worker_read_back(worker);
    n = smaller(room(worker), worker->batch);
    if (n && worker->paced)
        generate_paced(worker, n);
    else if (n && worker->has_syncs)
        generate_with_syncs(worker, n);
    else if (n)
        generate(worker, n);
    if (worker->fills)
        iop_worker_fill(worker, first);
}

/* One turn: submit, reap, count. -errno when the engine broke, else the time after the reap. */
static int turn(struct iop_worker *worker, uint64_t *now_ns)
{
    uint64_t start_ns = *now_ns;
    bool was_idle = !worker->in_flight;
    bool waits;
    int n = 0;

    if (worker->paced)
        iop_pace_advance(worker, start_ns);
    generate_what_fits(worker);
    if (worker->locks)
        n = iop_locks_take(worker, start_ns);
    if (!n && worker->pending_count > worker->held_back)
        n = submit(worker, &start_ns);
    if (n < 0)
        return n;
    waits = !room(worker) || (worker->pending_count > worker->held_back && !n);
    n = wait_and_reap(worker, waits, start_ns);
    if (n < 0)
        return n == -EINTR ? 0 : n;
    *now_ns = iop_clock_read(worker->clock);
    advance_to(worker, *now_ns);
    worker->in_flight -= (uint32_t)n;
    worker->intervals.current->batches += n || !worker->paced; /* a wait is none */
    if (n) {
        note_completions(worker, *now_ns);
        if (was_idle && !worker->in_flight)
            note_inline_batch(worker, (uint32_t)n, *now_ns - start_ns);
        if (worker->verifies)
            iop_worker_verify(worker, (uint32_t)n);
        complete(worker, (uint32_t)n, *now_ns);
        publish_live(worker);
    }
    adapt_batch(worker);
    return 0;
}

static bool finished(struct iop_worker *worker)
{
    if (!worker->stopping && !worker->in_flight && !worker->pending_count && !left_to_issue(worker))
        iop_worker_stop(worker, STOP_COMPLETE);
    if (!worker->stopping || worker->pending_count || worker->in_flight)
        return false;
    generate_final_syncs(worker);
    return !worker->pending_count && (!worker->reads_back || iop_worker_has_read_back(worker));
}

/* From when on the time is counted in which what is in flight has to come back. */
static inline uint64_t patience_from_ns(const struct iop_worker *worker, uint64_t stopped_ns)
{
    return worker->phase == PHASE_VERIFY ? worker->completion_last_ns : stopped_ns;
}

static int give_up_drain(struct iop_worker *worker)
{
    worker->lost_requests = worker->in_flight;
    if (worker->held_back && !worker->in_flight)
        return iop_fail(ETIMEDOUT,
                        "%u requests did not get their locks within %.1f s of the end of the run: "
                        "another process holds them",
                        worker->held_back, (double)worker->control->drain_ns / 1e9);
    return iop_fail(ETIMEDOUT,
                    "%u requests did not come back within %.1f s of the end of the run: the device "
                    "or its driver hangs",
                    worker->in_flight, (double)worker->control->drain_ns / 1e9);
}

int iop_worker_loop(struct iop_worker *worker)
{
    uint64_t now_ns, stopped_ns = 0;
    int error = 0;

    iop_worker_begin(worker);
    now_ns = worker->depth_changed_ns;
    while (!error && !finished(worker)) {
        uint32_t asked = iop_load_relaxed_32(&worker->control->stop);

        if (asked && !worker->stopping)
            iop_worker_stop(worker, asked);
        error = turn(worker, &now_ns);
        if (worker->stopping && !stopped_ns)
            stopped_ns = now_ns;
        if (worker->stopping &&
            now_ns - patience_from_ns(worker, stopped_ns) > worker->control->drain_ns &&
            worker->in_flight + worker->pending_count > 0)
            error = give_up_drain(worker);
    }
    iop_worker_end(worker, now_ns);
    return error;
}
