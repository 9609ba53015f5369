/*
 * A virtual device of known latency law, with short transfers, errors, EAGAIN and a stall, all from
 * a seed. It drives the worker's virtual clock, so that a run becomes a function of job and seed
 * and the truth of every number is known. Submitting takes no virtual time.
 */
#include "engine/engine.h"

#include "access/rng.h"
#include "clock/clock.h"
#include "error/error.h"
#include "layout/job_layout.h"

#include <errno.h>
#include <math.h>

enum { PER_MILLION = 1000 * 1000 };

struct sim_request {
    uint64_t due_ns;
    uint32_t slot;
    int32_t result;
};

struct sim_state {
    struct iop_clock *clock;
    struct iop_rng rng;
    struct job_sim device;
    uint64_t start_ns;
    uint64_t channel_free_ns[JOB_DEPTH_MAX]; /* when each channel has served what it was given */
    uint32_t count;
    struct sim_request heap[JOB_DEPTH_MAX]; /* earliest first */
};

static int sim_open(void *state, struct iop_engine_setup *setup)
{
    struct sim_state *sim = state;

    if (setup->options & ~(uint32_t)IOP_OPT_SUBMIT_NOW)
        return iop_fail(EINVAL, "engine sim has no options of other engines");
    if (setup->sim->channels > JOB_DEPTH_MAX)
        return iop_fail(EINVAL, "the sim device has at most %d channels", JOB_DEPTH_MAX);
    if (!setup->sim->latency_ns || (setup->sim->law == JOB_SIM_UNIFORM &&
                                    setup->sim->latency_high_ns < setup->sim->latency_ns))
        return iop_fail(EINVAL,
                        "the sim device needs a latency of at least 1 ns, lower bound first");
    sim->clock = setup->clock;
    sim->device = *setup->sim;
    iop_rng_seed(&sim->rng, setup->seed, 0);
    setup->options_in_force = 0;
    return 0;
}

static void sim_close(void *state)
{
    struct sim_state *sim = state;

    sim->count = 0;
}

/* Uniform in (0, 1]. */
static double draw_unit(struct sim_state *sim)
{
    return (double)((iop_rng_next(&sim->rng) >> 11) + 1) * 0x1p-53;
}

static uint64_t draw_latency_ns(struct sim_state *sim)
{
    const struct job_sim *device = &sim->device;

    switch (device->law) {
    case JOB_SIM_UNIFORM:
        return device->latency_ns +
               iop_rng_below(&sim->rng, device->latency_high_ns - device->latency_ns + 1);
    case JOB_SIM_EXPONENTIAL:
        return (uint64_t)llround(-log(draw_unit(sim)) * (double)device->latency_ns);
    default:
        return device->latency_ns;
    }
}

static int32_t draw_result(struct sim_state *sim, const struct iop_request *request)
{
    const struct job_sim *device = &sim->device;
    uint64_t draw = iop_rng_below(&sim->rng, PER_MILLION);

    if (draw < device->error_per_million)
        return -(int32_t)device->error_errno;
    draw -= device->error_per_million;
    if (draw < device->again_per_million)
        return -EAGAIN;
    draw -= device->again_per_million;
    if (draw < device->short_per_million && request->length > 1)
        return (int32_t)(request->length / 2);
    return (int32_t)request->length;
}

/* The channel that is free first serves the request; without channels service starts at once. */
static uint64_t serve(struct sim_state *sim, uint64_t now_ns, uint64_t latency_ns)
{
    uint32_t best = 0;

    if (!sim->device.channels)
        return now_ns + latency_ns;
    for (uint32_t i = 1; i < sim->device.channels; i++)
        if (sim->channel_free_ns[i] < sim->channel_free_ns[best])
            best = i;
    if (sim->channel_free_ns[best] < now_ns)
        sim->channel_free_ns[best] = now_ns;
    return sim->channel_free_ns[best] += latency_ns;
}

/* What would complete during the stall completes at its end. */
static uint64_t after_stall(const struct sim_state *sim, uint64_t due_ns)
{
    uint64_t from_ns = sim->start_ns + sim->device.stall_at_ns;
    uint64_t to_ns = from_ns + sim->device.stall_ns;

    return due_ns >= from_ns && due_ns < to_ns ? to_ns : due_ns;
}

static void push(struct sim_state *sim, struct sim_request request)
{
    uint32_t i = sim->count++;

    for (; i && sim->heap[(i - 1) / 2].due_ns > request.due_ns; i = (i - 1) / 2)
        sim->heap[i] = sim->heap[(i - 1) / 2];
    sim->heap[i] = request;
}

static struct sim_request pop(struct sim_state *sim)
{
    struct sim_request first = sim->heap[0];
    struct sim_request last = sim->heap[--sim->count];
    uint32_t i = 0;

    for (uint32_t child = 1; child < sim->count; child = 2 * i + 1) {
        if (child + 1 < sim->count && sim->heap[child + 1].due_ns < sim->heap[child].due_ns)
            child++;
        if (sim->heap[child].due_ns >= last.due_ns)
            break;
        sim->heap[i] = sim->heap[child];
        i = child;
    }
    sim->heap[i] = last;
    return first;
}

static int sim_submit(void *state, const struct iop_request *requests, uint32_t n)
{
    struct sim_state *sim = state;
    uint64_t now_ns = sim->clock->virtual_ns;

    if (!sim->start_ns)
        sim->start_ns = now_ns;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t due_ns = serve(sim, now_ns, draw_latency_ns(sim));

        push(sim, (struct sim_request){
                      .due_ns = after_stall(sim, due_ns),
                      .slot = requests[i].slot,
                      .result = draw_result(sim, &requests[i]),
                  });
    }
    return (int)n;
}

/* Moves the clock to the min-th completion or by wait_ns, then hands over all that are due. */
static int sim_reap(void *state, struct iop_completion *completions, uint32_t min, uint32_t max,
                    uint64_t wait_ns)
{
    struct sim_state *sim = state;
    uint64_t limit_ns = sim->clock->virtual_ns + wait_ns;
    uint32_t n = 0;

    while (sim->count && n < max) {
        uint64_t due_ns = sim->heap[0].due_ns;
        struct sim_request done;

        if (due_ns > sim->clock->virtual_ns && (n >= min || due_ns > limit_ns))
            break;
        if (due_ns > sim->clock->virtual_ns)
            sim->clock->virtual_ns = due_ns;
        done = pop(sim);
        completions[n++] = (struct iop_completion){done.slot, done.result};
    }
    if (n < min)
        sim->clock->virtual_ns = limit_ns;
    return (int)n;
}

const struct iop_engine iop_engine_sim = {
    .name = "sim",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_TRIM | IOP_NEEDS_NO_TARGET | IOP_VIRTUAL_CLOCK,
    .state_bytes = sizeof(struct sim_state),
    .open = sim_open,
    .close = sim_close,
    .submit = sim_submit,
    .reap = sim_reap,
};
