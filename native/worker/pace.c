/*
 * The pace of a worker. See pace.h for the promise.
 */
#include "worker/pace.h"

#include "measure/hist.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

enum {
    MARGIN_START_NS = 50 * 1000,
    MARGIN_MAX_NS = 250 * 1000, /* what is later is an accident that no margin is worth */
    MARGIN_DECAY_SHIFT = 11,    /* the margin forgets within some thousand waits */
    WALK_INTERVAL = 64, /* arrivals of a backlog counted one by one at the end of an interval */
    WALK_END = 1 << 20, /* and at the end of the measurement */
    TIMER_SLACK_NS = 1,
    THINK_SERVICE_ALL = 100 * 1000,
};

bool iop_pace_thinks(const struct job_pace *asked)
{
    uint64_t think_ns = 0;

    for (int kind = 0; kind < JOB_KINDS_PACED; kind++)
        think_ns |= asked->think_ns[kind];
    return think_ns || asked->think_service;
}

int iop_pace_open(struct iop_worker *worker, uint64_t seed)
{
    const struct job_pace *asked = &worker->load->pace;
    struct iop_pace *pace;

    if (!asked->arrivals && !asked->depth.segment_count && !iop_pace_thinks(asked))
        return 0;
    pace = worker->pace = calloc(1, sizeof *pace);
    if (pace) {
        pace->slots = calloc(worker->depth, sizeof *pace->slots);
        pace->users = calloc(worker->depth, sizeof *pace->users);
    }
    if (!pace || !pace->slots || !pace->users)
        return iop_fail(ENOMEM, "not enough memory for the pace of a worker");
    worker->paced = true;
    pace->has_rate = asked->arrivals;
    pace->by_bytes = asked->by_bytes;
    pace->thinks = iop_pace_thinks(asked);
    pace->waiting = asked->waiting;
    pace->depth = worker->depth;
    pace->margin_ns = MARGIN_START_NS;
    pace->seed = seed;
    for (uint32_t i = 0; i < worker->depth; i++)
        pace->slots[i] = (struct iop_pace_slot){0, asked->think_every, PACE_THINKS_NOT};
    iop_schedule_logarithms(pace->logarithms);
    prctl(PR_SET_TIMERSLACK, TIMER_SLACK_NS);
    return 0;
}

void iop_pace_free(struct iop_worker *worker)
{
    if (!worker->pace)
        return;
    free(worker->pace->slots);
    free(worker->pace->users);
    free(worker->pace);
    worker->pace = NULL;
}

static void begin_schedule(struct iop_worker *worker)
{
    const struct job_pace *asked = &worker->load->pace;
    struct iop_pace *pace = worker->pace;
    struct iop_schedule_request request = {
        .segments = worker->segments + asked->rate.segment_first,
        .segment_count = asked->rate.segment_count,
        .repeats = asked->rate.repeats,
        .poisson = asked->arrivals == JOB_ARRIVALS_POISSON,
        .per_worker = asked->per_worker,
        .burst = asked->burst,
        .work = asked->by_bytes ? worker->block_bytes : 1,
        .ordinal = worker->place->ordinal,
        .peers = worker->place->peers,
        .start_ns = worker->control->start_ns,
        .lead_in_ns = worker->control->warmup_ns,
        .seed = pace->seed,
        .logarithms = pace->logarithms,
    };

    iop_schedule_open(&pace->schedule, &request);
}

static void enter_segment(struct iop_pace_curve *curve, uint32_t segment)
{
    bool is_last = segment + 1 == curve->segment_count && !curve->repeats;

    curve->segment = segment;
    curve->change_ns = is_last ? UINT64_MAX : curve->pass_ns + curve->segments[segment].end_ns;
}

static void follow(struct iop_pace_curve *curve, uint64_t now_ns)
{
    while (curve->change_ns <= now_ns) {
        uint32_t next = curve->segment + 1;

        if (next == curve->segment_count) {
            curve->pass_ns = curve->change_ns;
            next = 0;
        }
        enter_segment(curve, next);
    }
}

void iop_pace_begin(struct iop_worker *worker)
{
    const struct job_curve *depth = &worker->load->pace.depth;
    struct iop_pace *pace = worker->pace;

    pace->now_ns = worker->control->start_ns;
    pace->free_since_ns = pace->now_ns;
    pace->depth_curve.change_ns = UINT64_MAX;
    if (pace->has_rate)
        begin_schedule(worker);
    if (!depth->segment_count)
        return;
    pace->depth_curve = (struct iop_pace_curve){
        .segments = worker->segments + depth->segment_first,
        .segment_count = depth->segment_count,
        .repeats = depth->repeats,
        .pass_ns = worker->control->start_ns + worker->control->warmup_ns,
    };
    enter_segment(&pace->depth_curve, 0);
    pace->depth = (uint32_t)pace->depth_curve.segments[0].value;
}

static void push(struct iop_worker *worker, struct iop_pace_user user)
{
    struct iop_pace_user *users = worker->pace->users;
    uint32_t i = worker->thinking++;

    for (; i && users[(i - 1) / 2].ready_ns > user.ready_ns; i = (i - 1) / 2)
        users[i] = users[(i - 1) / 2];
    users[i] = user;
}

static struct iop_pace_user pop(struct iop_worker *worker)
{
    struct iop_pace_user *users = worker->pace->users;
    struct iop_pace_user first = users[0], last = users[--worker->thinking];
    uint32_t i = 0;

    for (uint32_t child = 1; child < worker->thinking; child = 2 * i + 1) {
        if (child + 1 < worker->thinking && users[child + 1].ready_ns < users[child].ready_ns)
            child++;
        if (users[child].ready_ns >= last.ready_ns)
            break;
        users[i] = users[child];
        i = child;
    }
    users[i] = last;
    return first;
}

static void make_ready(struct iop_worker *worker, uint64_t due_ns)
{
    struct iop_pace_user user = pop(worker);

    worker->pace->slots[user.slot].due_ns = due_ns;
    worker->free_slots[worker->free_count++] = user.slot;
}

void iop_pace_advance(struct iop_worker *worker, uint64_t now_ns)
{
    struct iop_pace *pace = worker->pace;

    pace->now_ns = now_ns;
    while (worker->thinking && pace->users[0].ready_ns <= now_ns)
        make_ready(worker, pace->users[0].ready_ns);
    if (pace->depth_curve.change_ns <= now_ns) {
        follow(&pace->depth_curve, now_ns);
        pace->depth = (uint32_t)pace->depth_curve.segments[pace->depth_curve.segment].value;
    }
}

/* What the tool itself added: from when the arrival was due and had a slot to go to. */
static void note_delay(struct iop_worker *worker, uint64_t due_ns)
{
    struct shared_interval *interval = worker->intervals.current;
    const struct iop_pace *pace = worker->pace;
    uint64_t could_ns = due_ns > pace->free_since_ns ? due_ns : pace->free_since_ns;
    uint64_t delay_ns = pace->now_ns - could_ns;

    interval->arrivals_late += delay_ns > LATE_NS;
    if (delay_ns > interval->arrival_late_max_ns)
        interval->arrival_late_max_ns = delay_ns;
}

void iop_pace_take(struct iop_worker *worker, const struct iop_request *request, bool sync_follows)
{
    struct iop_pace *pace = worker->pace;
    struct iop_pace_slot *slot = &pace->slots[request->slot];
    bool is_sync = request->kind >= IOP_FSYNC;

    /* A user thinks after its write is synced, not between the two. */
    slot->think_kind = sync_follows ? PACE_THINKS_NOT : is_sync ? IOP_WRITE : request->kind;
    if (!pace->has_rate)
        return;
    if (!is_sync) {
        uint64_t work = pace->by_bytes ? request->length : 1;

        pace->arrival_last_ns = iop_schedule_take(&pace->schedule, work);
        pace->taken++;
        pace->work_taken += work;
        note_delay(worker, pace->arrival_last_ns);
    }
    slot->due_ns = pace->arrival_last_ns;
}

/* After a wait that was to end at this time. */
static void learn_margin(struct iop_pace *pace, uint64_t end_ns, uint64_t now_ns)
{
    uint64_t over_ns = now_ns > end_ns ? now_ns - end_ns : 0;

    if (over_ns <= pace->margin_ns)
        pace->margin_ns -= (pace->margin_ns - over_ns) >> MARGIN_DECAY_SHIFT;
    else
        pace->margin_ns =
            over_ns + over_ns / 4 < MARGIN_MAX_NS ? over_ns + over_ns / 4 : MARGIN_MAX_NS;
}

static uint64_t margin_of(const struct iop_pace *pace, bool is_start)
{
    if (!is_start || pace->waiting == JOB_WAIT_SLEEP)
        return 0;
    return pace->waiting == JOB_WAIT_SPIN ? UINT64_MAX : pace->margin_ns;
}

static int wait_for_completion(struct iop_worker *worker, uint64_t now_ns, uint64_t until_ns,
                               bool is_start)
{
    struct iop_pace *pace = worker->pace;
    uint64_t margin_ns = margin_of(pace, is_start);
    bool sleeps = until_ns - now_ns > margin_ns;
    uint64_t wait_ns = sleeps ? until_ns - now_ns - margin_ns : 0;
    int n = worker->engine->reap(worker->engine_state, worker->completions, sleeps,
                                 worker->in_flight, wait_ns);

    if (n)
        return n;
    if (!sleeps)
        worker->intervals.current->spun_ns += iop_clock_read(worker->clock) - now_ns;
    else if (is_start)
        learn_margin(pace, now_ns + wait_ns, iop_clock_read(worker->clock));
    return 0;
}

static inline void relax(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

static void spin(struct iop_worker *worker, uint64_t now_ns, uint64_t until_ns)
{
    const uint32_t *stop = &worker->control->stop;
    uint64_t began_ns = now_ns;

    while (now_ns < until_ns && !__atomic_load_n(stop, __ATOMIC_RELAXED)) {
        relax();
        now_ns = iop_clock_read(worker->clock);
    }
    worker->intervals.current->spun_ns += now_ns - began_ns;
}

/* Nothing is in flight. */
static void idle(struct iop_worker *worker, uint64_t now_ns, uint64_t until_ns, bool is_start)
{
    struct iop_pace *pace = worker->pace;
    uint64_t margin_ns = margin_of(pace, is_start);

    if (until_ns - now_ns > margin_ns) {
        uint64_t rest_ns = until_ns - now_ns - margin_ns, end_ns = now_ns + rest_ns;
        struct timespec rest = {0, (long)rest_ns};
        bool woken_early = nanosleep(&rest, NULL);

        now_ns = iop_clock_read(worker->clock);
        if (woken_early)
            return;
        if (is_start)
            learn_margin(pace, end_ns, now_ns);
    }
    if (is_start && pace->waiting != JOB_WAIT_SLEEP)
        spin(worker, now_ns, until_ns);
}

/* When the next operation may start at the earliest, apart from what completions allow. */
static uint64_t next_start_ns(const struct iop_worker *worker)
{
    const struct iop_pace *pace = worker->pace;

    if (worker->stopping || !worker->issue_left)
        return UINT64_MAX;
    if (pace->has_rate)
        return worker->free_count ? pace->schedule.next_ns : UINT64_MAX;
    return worker->thinking && pace->users[0].ready_ns < pace->depth_curve.change_ns
               ? pace->users[0].ready_ns
               : pace->depth_curve.change_ns;
}

int iop_pace_reap(struct iop_worker *worker, bool waits)
{
    uint64_t now_ns = iop_clock_read(worker->clock);
    uint64_t start_ns = next_start_ns(worker);
    uint64_t until_ns = start_ns < worker->boundary_ns ? start_ns : worker->boundary_ns;

    if (until_ns > now_ns + worker->wait_ns_max)
        until_ns = now_ns + worker->wait_ns_max;
    if (!waits || until_ns <= now_ns ||
        (worker->pending_count > worker->held_back && !worker->in_flight))
        return worker->engine->reap(worker->engine_state, worker->completions, 0, worker->in_flight,
                                    0);
    if (worker->clock->kind == CLOCK_VIRTUAL) /* whose engine moves it even when it is idle */
        return worker->engine->reap(worker->engine_state, worker->completions, 1, worker->in_flight,
                                    until_ns - now_ns);
    if (worker->in_flight)
        return wait_for_completion(worker, now_ns, until_ns, until_ns == start_ns);
    idle(worker, now_ns, until_ns, until_ns == start_ns);
    return 0;
}

void iop_pace_record(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns)
{
    struct iop_intervals *intervals = &worker->intervals;
    const struct iop_slot *slot = &worker->slots[slot_index];
    uint64_t due_ns = worker->pace->slots[slot_index].due_ns;
    uint8_t kind = slot->kind;

    if (!due_ns)
        return;
    iop_hist_add(intervals->counts[LATENCY_LATENESS][kind],
                 &intervals->current->statistics[LATENCY_LATENESS][kind], slot->start_ns - due_ns,
                 1);
    if (worker->pace->has_rate)
        iop_hist_add(intervals->counts[LATENCY_RESPONSE][kind],
                     &intervals->current->statistics[LATENCY_RESPONSE][kind], now_ns - due_ns, 1);
}

/* How long the user of a slot thinks after the operation that completed in it; 0: not at all. */
static uint64_t think_ns_after(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns)
{
    const struct job_pace *asked = &worker->load->pace;
    struct iop_pace_slot *slot = &worker->pace->slots[slot_index];
    uint64_t service_ns = now_ns - worker->slots[slot_index].start_ns;

    if (slot->think_kind == PACE_THINKS_NOT || --slot->until_think)
        return 0;
    slot->until_think = asked->think_every;
    return asked->think_ns[slot->think_kind] +
           (uint64_t)((unsigned __int128)service_ns * asked->think_service / THINK_SERVICE_ALL);
}

static void send_thinking(struct iop_worker *worker, uint32_t freed_from, uint64_t now_ns)
{
    uint32_t kept = freed_from;

    for (uint32_t i = freed_from; i < worker->free_count; i++) {
        uint32_t slot_index = worker->free_slots[i];
        uint64_t think_ns = think_ns_after(worker, slot_index, now_ns);

        if (think_ns)
            push(worker, (struct iop_pace_user){now_ns + think_ns, slot_index});
        else
            worker->free_slots[kept++] = slot_index;
    }
    worker->free_count = kept;
}

void iop_pace_complete(struct iop_worker *worker, uint32_t n, uint32_t freed_from, uint64_t now_ns)
{
    struct iop_pace *pace = worker->pace;

    if (!freed_from && worker->free_count)
        pace->free_since_ns = now_ns;
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_completion *done = &worker->completions[i];

        if ((uint32_t)done->result == worker->slots[done->slot].length)
            iop_pace_record(worker, done->slot, now_ns);
    }
    for (uint32_t i = freed_from; i < worker->free_count; i++)
        pace->slots[worker->free_slots[i]].due_ns = 0;
    if (pace->thinks && !worker->stopping)
        send_thinking(worker, freed_from, now_ns);
}

void iop_pace_stop(struct iop_worker *worker)
{
    while (worker->thinking)
        make_ready(worker, 0);
}

uint64_t iop_pace_thinking_transfers(const struct iop_worker *worker)
{
    uint64_t transfers = 0;

    for (uint32_t i = 0; i < worker->thinking; i++)
        transfers += worker->slots[worker->pace->users[i].slot].kind < IOP_FSYNC;
    return transfers;
}

uint64_t iop_pace_thinking_bytes(const struct iop_worker *worker)
{
    uint64_t bytes = 0;

    for (uint32_t i = 0; i < worker->thinking; i++)
        bytes += worker->slots[worker->pace->users[i].slot].length;
    return bytes;
}

uint64_t iop_pace_backlog(const struct iop_worker *worker, uint64_t end_ns)
{
    const struct iop_pace *pace = worker->pace;
    bool goes_on = end_ns == worker->interval_end_ns && end_ns != worker->phase_end_ns;
    uint64_t walk_max = goes_on ? WALK_INTERVAL : WALK_END;
    uint64_t work = pace->by_bytes ? worker->block_bytes : 1, backlog;

    if (pace->taken) /* sizes may be mixed: those to come are as those that were */
        work = pace->work_taken / pace->taken;

    if (!pace->has_rate || worker->phase == PHASE_DRAIN)
        return 0;
    backlog = iop_schedule_backlog(&pace->schedule, end_ns, work, walk_max);
    return backlog < worker->issue_left ? backlog : worker->issue_left;
}
