/*
 * The ends of intervals and phases: warm-up, measurement, drain. Boundaries are exact times on the
 * grid that starts with the run; a completion belongs to the interval in which it was reaped.
 */
#include "worker/worker.h"

#include "measure/counters.h"
#include "worker/locks.h"
#include "worker/pace.h"

#include <time.h>

static uint64_t thread_cpu_ns(void)
{
    struct timespec used;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

/*
 * CPU time is looked at when the worker comes by, a little after a phase ended, so it is compared
 * with the time between the looks and not with the phase. Two looks give a window that holds the
 * CPU time: the first reads the wall before the CPU, the second after it.
 */
static struct iop_cpu_use first_look(void)
{
    uint64_t wall_ns = iop_clock_monotonic_ns();

    return (struct iop_cpu_use){thread_cpu_ns(), wall_ns};
}

static struct iop_cpu_use use_since(const struct iop_cpu_use *first)
{
    uint64_t cpu_ns = thread_cpu_ns() - first->cpu_ns;

    return (struct iop_cpu_use){cpu_ns, iop_clock_monotonic_ns() - first->wall_ns};
}

static uint64_t phase_length_ns(const struct iop_worker *worker)
{
    switch (worker->phase) {
    case PHASE_WARMUP:
        return worker->control->warmup_ns;
    case PHASE_MEASURE:
        return worker->control->duration_ns;
    default:
        return 0;
    }
}

static void begin_phase(struct iop_worker *worker, uint64_t now_ns, uint32_t phase)
{
    uint64_t length_ns;

    worker->phase = phase;
    worker->keeps_heat = phase == PHASE_MEASURE && worker->load->heat_counters;
    length_ns = phase_length_ns(worker);
    worker->phase_end_ns = length_ns ? now_ns + length_ns : UINT64_MAX;
    worker->interval_end_ns = now_ns + worker->control->interval_ns;
    worker->boundary_ns = worker->phase_end_ns < worker->interval_end_ns ? worker->phase_end_ns
                                                                         : worker->interval_end_ns;
}

/* Before a slot is handed over: its open gap, its depth up to the end. */
static void close_interval(struct iop_worker *worker, uint64_t end_ns)
{
    struct shared_interval *interval = worker->intervals.current;
    uint64_t gap_ns = end_ns - worker->completion_last_ns;

    if (end_ns > worker->completion_last_ns && gap_ns > interval->gap_max_ns) {
        interval->gap_max_ns = gap_ns;
        interval->gap_max_start_ns = worker->completion_last_ns;
    }
    if (end_ns > worker->depth_changed_ns) {
        interval->depth_integral_ns += worker->in_flight * (end_ns - worker->depth_changed_ns);
        interval->thinking_integral_ns += worker->thinking * (end_ns - worker->depth_changed_ns);
        worker->depth_changed_ns = end_ns;
    }
    interval->in_flight = worker->in_flight;
    if (worker->paced)
        interval->backlog = iop_pace_backlog(worker, end_ns);
}

static void end_interval(struct iop_worker *worker)
{
    uint64_t end_ns = worker->interval_end_ns;

    close_interval(worker, end_ns);
    iop_intervals_roll(&worker->intervals, end_ns);
    worker->interval_end_ns += worker->control->interval_ns;
}

static void end_phase(struct iop_worker *worker, uint64_t end_ns, uint32_t next)
{
    if (worker->locks && next == PHASE_DRAIN)
        iop_locks_stop(worker, end_ns);
    close_interval(worker, end_ns);
    if (worker->phase == PHASE_MEASURE)
        worker->measured = use_since(&worker->phase_start);
    worker->phase_start = first_look();
    iop_intervals_change_phase(&worker->intervals, end_ns, next);
    begin_phase(worker, end_ns, next);
}

struct transfers {
    uint64_t count;
    uint64_t bytes;
};

/* Reads, writes and trims that were issued and are not done: all slots but the free ones. */
static struct transfers transfers_under_way(const struct iop_worker *worker)
{
    struct transfers transfers = {0, 0};

    for (uint32_t i = 0; i < worker->depth; i++) {
        const struct iop_slot *slot = &worker->slots[i];

        transfers.count += slot->kind < IOP_FSYNC;
        transfers.bytes += slot->length; /* of syncs 0 */
    }
    for (uint32_t i = 0; i < worker->free_count; i++) {
        const struct iop_slot *slot = &worker->slots[worker->free_slots[i]];

        transfers.count -= slot->kind < IOP_FSYNC;
        transfers.bytes -= slot->length;
    }
    if (worker->paced) {
        transfers.count -= iop_pace_thinking_transfers(worker);
        transfers.bytes -= iop_pace_thinking_bytes(worker);
    }
    return transfers;
}

static uint64_t left_of(uint64_t limit, uint64_t used)
{
    if (limit == UINT64_MAX)
        return limit;
    return limit > used ? limit - used : 0;
}

/*
 * Limits count from the start of the measurement: what is under way then counts as issued, but for
 * syncs, which no limit counts.
 */
static void begin_measurement(struct iop_worker *worker)
{
    struct transfers under_way = transfers_under_way(worker);

    worker->issue_left = left_of(iop_worker_issue_limit(worker), under_way.count);
    worker->sized.bytes_left = left_of(iop_worker_byte_limit(worker), under_way.bytes);
    if (!worker->sized.bytes_left)
        worker->issue_left = 0;
}

void iop_worker_begin(struct iop_worker *worker)
{
    uint64_t start_ns = worker->control->start_ns;
    uint32_t phase = worker->control->warmup_ns ? PHASE_WARMUP : PHASE_MEASURE;

    worker->intervals.number = 0;
    worker->depth_changed_ns = start_ns;
    worker->completion_last_ns = start_ns;
    worker->phase_start = first_look();
    iop_store_relaxed(&worker->live->start_achieved_ns, iop_clock_read(worker->clock));
    iop_store_release_32(&worker->live->state, WORKER_RUNNING);
    iop_intervals_begin(&worker->intervals, start_ns, phase);
    begin_phase(worker, start_ns, phase);
    if (worker->paced)
        iop_pace_begin(worker);
    worker->issue_left = UINT64_MAX;
    worker->sized.bytes_left = UINT64_MAX;
    if (phase == PHASE_MEASURE)
        begin_measurement(worker);
}

void iop_worker_cross_boundary(struct iop_worker *worker, uint64_t now_ns)
{
    while (now_ns >= worker->boundary_ns) {
        if (worker->boundary_ns != worker->phase_end_ns) {
            end_interval(worker);
        } else if (worker->phase == PHASE_WARMUP) {
            end_phase(worker, worker->phase_end_ns, PHASE_MEASURE);
            begin_measurement(worker);
        } else {
            end_phase(worker, worker->phase_end_ns, PHASE_DRAIN);
            iop_worker_stop(worker, STOP_COMPLETE);
        }
        worker->boundary_ns = worker->phase_end_ns < worker->interval_end_ns
                                  ? worker->phase_end_ns
                                  : worker->interval_end_ns;
    }
}

/*
 * A limit reached leaves nothing in flight and ends the measured phase with its last completion;
 * an early stop drains, and so do the syncs of the end, which are measured apart.
 */
void iop_worker_stop(struct iop_worker *worker, uint32_t stop)
{
    if (worker->stopping)
        return;
    worker->stopping = true;
    worker->stop = stop;
    worker->syncs_left = worker->load->end_fsync ? worker->region_count : 0;
    if (worker->phase != PHASE_DRAIN && (stop != STOP_COMPLETE || worker->syncs_left))
        end_phase(worker, worker->depth_changed_ns, PHASE_DRAIN);
    if (worker->paced)
        iop_pace_stop(worker);
    iop_store_release_32(&worker->live->state, WORKER_DRAINING);
}

void iop_worker_begin_verify(struct iop_worker *worker)
{
    end_phase(worker, worker->depth_changed_ns, PHASE_VERIFY);
    iop_store_release(&worker->live->completion_last_ns, worker->depth_changed_ns);
    iop_store_release_32(&worker->live->state, WORKER_VERIFYING);
}

void iop_worker_end(struct iop_worker *worker, uint64_t now_ns)
{
    if (now_ns < worker->intervals.current->start_ns)
        now_ns = worker->intervals.current->start_ns; /* stopped before the start */
    close_interval(worker, now_ns);
    if (worker->phase == PHASE_MEASURE)
        worker->measured = use_since(&worker->phase_start);
    worker->live->cpu_ns = thread_cpu_ns();
    worker->live->cpu_measured_ns = worker->measured.cpu_ns;
    worker->live->cpu_window_ns = worker->measured.wall_ns;
    worker->live->stop = worker->stop;
    iop_intervals_end(&worker->intervals, now_ns);
}
