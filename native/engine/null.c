/*
 * The engine that does nothing: every request completes at once, whole. It measures the tool
 * itself, and it is the model for a new engine.
 */
#include "engine/engine.h"

#include "layout/job_layout.h"

struct null_state {
    uint32_t done_count;
    struct iop_completion done[JOB_DEPTH_MAX];
};

static int null_open(void *state, struct iop_engine_setup *setup)
{
    (void)state;
    setup->options_in_force = 0;
    return 0;
}

static void null_close(void *state)
{
    (void)state;
}

static int null_submit(void *state, const struct iop_request *requests, uint32_t n)
{
    struct null_state *null = state;
    struct iop_completion *done = null->done + null->done_count;

    for (uint32_t i = 0; i < n; i++)
        done[i] = (struct iop_completion){requests[i].slot, (int32_t)requests[i].length};
    null->done_count += n;
    return (int)n;
}

static int null_reap(void *state, struct iop_completion *completions, uint32_t min, uint32_t max,
                     uint64_t wait_ns)
{
    struct null_state *null = state;
    uint32_t n = null->done_count < max ? null->done_count : max;

    (void)min;
    (void)wait_ns;
    null->done_count -= n;
    for (uint32_t i = 0; i < n; i++)
        completions[i] = null->done[null->done_count + i];
    return (int)n;
}

const struct iop_engine iop_engine_null = {
    .name = "null",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_TRIM | IOP_NEEDS_NO_TARGET,
    .state_bytes = sizeof(struct null_state),
    .open = null_open,
    .close = null_close,
    .submit = null_submit,
    .reap = null_reap,
};
