/*
 * The content of new writes, put into the buffers of their slots before they are submitted. What
 * never changes is put there once.
 */
#include "worker/worker.h"

static bool is_filled_once(const struct iop_worker *worker)
{
    const struct iop_content *content = &worker->content;

    if (content->pattern != JOB_PATTERN_STRING || worker->load->read_limit)
        return false;
    for (uint32_t i = 0; i < worker->region_count; i++)
        if (worker->targets[i].offset % content->period)
            return false;
    return worker->block_bytes % content->period == 0;
}

/* At most: those of its partition or files, and as many as its limits allow. */
static uint64_t writable_blocks(const struct iop_worker *worker)
{
    uint64_t limit = iop_worker_issue_limit(worker);

    return worker->offsets.blocks < limit ? worker->offsets.blocks : limit;
}

int iop_worker_open_content(struct iop_worker *worker, uint64_t seed)
{
    const struct job_load *load = worker->load;
    struct iop_content_request request = {
        .content = &load->content,
        .string = worker->content_string,
        .seed = seed,
        .run_seed = worker->seed,
        .blocks = writable_blocks(worker),
    };
    bool writes = load->write_limit > load->read_limit;
    int error;

    if ((!writes && !worker->verifies) || worker->engine->capabilities & IOP_VIRTUAL_CLOCK)
        return 0;
    error = iop_content_open(&worker->content, &request);
    if (error)
        return error;
    worker->fills = worker->verifies || !is_filled_once(worker);
    for (uint32_t slot = 0; slot < worker->depth && !worker->fills; slot++)
        iop_content_next(&worker->content, worker->buffers.base + slot * worker->buffers.stride, 0,
                         iop_worker_longest(load));
    return 0;
}

void iop_worker_fill(struct iop_worker *worker, uint32_t first)
{
    for (uint32_t i = first; i < worker->pending_count; i++) {
        const struct iop_request *request = &worker->requests[i];

        if (worker->verifies)
            iop_worker_verify_new(worker, request);
        else if (request->kind == IOP_WRITE)
            iop_content_next(&worker->content,
                             worker->buffers.base + request->slot * worker->buffers.stride,
                             request->offset, request->length);
    }
}
