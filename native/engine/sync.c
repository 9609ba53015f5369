/*
 * Plain blocking calls: pread and pwrite, or preadv2 and pwritev2 when blocks are split into
 * vectors or carry a hint, fsync, fdatasync, and trims by punching a hole or discarding. A request
 * is done when submit returns; reap hands the result over and never waits. The failure of a call is
 * the completion of its request.
 *
 * Assumes a 64-bit kernel interface, where an offset is one argument.
 */
#include "engine/descriptor.h"
#include "engine/finished.h"
#include "engine/kernel_call.h"

struct sync_state {
    const struct iop_engine_target *targets;
    uint8_t *buffers;
    uint64_t stride;
    uint32_t vectors;
    int flags;     /* RWF_ */
    int by_vector; /* vectors or flags are in use */
    struct iop_finished finished;
};

_Static_assert(sizeof(long) == 8, "offsets are one argument of a system call");

static IOP_RETURNS_BY_JUMP void submit_plain(struct sync_state *sync,
                                             const struct iop_request *requests, uint32_t n);
static IOP_RETURNS_BY_JUMP void submit_by_vector(struct sync_state *sync,
                                                 const struct iop_request *requests, uint32_t n);

static int sync_open(void *state, struct iop_engine_setup *setup)
{
    enum { KNOWN = IOP_OPT_NOWAIT | IOP_OPT_UNCACHED | IOP_OPT_SUBMIT_NOW };
    struct sync_state *sync = state;
    int result = iop_descriptor_check_options(setup, "sync", KNOWN);

    if (result == 0)
        result = iop_descriptor_check_vectors(setup);
    if (result == 0)
        result = iop_descriptor_check_trim(setup);
    if (result == 0)
        result = iop_descriptor_hints(setup);
    if (result < 0)
        return result;
    sync->targets = setup->targets;
    sync->buffers = setup->buffers;
    sync->stride = setup->buffer_stride;
    sync->vectors = setup->vectors > 1 ? setup->vectors : 1;
    sync->flags = result;
    sync->by_vector = sync->vectors > 1 || sync->flags != 0;
    setup->options_in_force = setup->options;
    return 0;
}

/* Descriptors and buffers belong to the caller. */
static void sync_close(void *state)
{
    struct sync_state *sync = state;

    sync->finished.count = 0;
}

static IOP_RETURNS_BY_JUMP int sync_submit(void *state, const struct iop_request *requests,
                                           uint32_t n)
{
    struct sync_state *sync = state;
    uint32_t room = iop_finished_room(&sync->finished);

    if (n > room)
        n = room;
    if (sync->by_vector)
        submit_by_vector(sync, requests, n);
    else
        submit_plain(sync, requests, n);
    return room || n == 0 ? (int)n : -EAGAIN;
}

static int sync_reap(void *state, struct iop_completion *completions, uint32_t min, uint32_t max,
                     uint64_t wait_ns)
{
    struct sync_state *sync = state;

    (void)min;
    (void)wait_ns;
    return (int)iop_finished_take(&sync->finished, completions, max);
}

/* The kinds that move no data through the buffer. */
static int64_t submit_control(const struct iop_engine_target *target,
                              const struct iop_request *request)
{
    if (request->kind == IOP_TRIM)
        return iop_descriptor_trim(target, request->offset, request->length);
    return iop_descriptor_sync(target->fd, request->kind);
}

static void submit_plain(struct sync_state *sync, const struct iop_request *requests, uint32_t n)
{
    const struct iop_engine_target *targets = sync->targets;
    uint8_t *buffers = sync->buffers;
    uint64_t stride = sync->stride;

    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *request = requests + i;
        const struct iop_engine_target *target = targets + request->target;
        uint8_t *memory = buffers + request->slot * stride + request->buffer_offset;
        int64_t result;

        if (request->kind <= IOP_WRITE) {
            result = iop_kernel_call(
                request->kind == IOP_READ ? SYS_pread64 : SYS_pwrite64,
                (const long[6]){target->fd, (long)memory, request->length, (long)request->offset});
        } else {
            result = submit_control(target, request);
        }
        iop_finished_add(&sync->finished, request->slot, result);
    }
}

static void submit_by_vector(struct sync_state *sync, const struct iop_request *requests,
                             uint32_t n)
{
    struct iovec pieces[JOB_VECTORS_MAX];

    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *request = requests + i;
        const struct iop_engine_target *target = sync->targets + request->target;
        uint8_t *memory = sync->buffers + request->slot * sync->stride + request->buffer_offset;
        int flags = request->retry ? sync->flags & ~RWF_NOWAIT : sync->flags;
        int64_t result;

        if (request->kind <= IOP_WRITE) {
            uint32_t count = iop_descriptor_split(pieces, sync->vectors, memory, request->length);

            /* The fifth argument is the high half of the offset, unused on 64 bits. */
            result = iop_kernel_call(
                request->kind == IOP_READ ? SYS_preadv2 : SYS_pwritev2,
                (const long[6]){target->fd, (long)pieces, count, (long)request->offset, 0, flags});
        } else {
            result = submit_control(target, request);
        }
        iop_finished_add(&sync->finished, request->slot, result);
    }
}

const struct iop_engine iop_engine_sync = {
    .name = "sync",
    .capabilities = IOP_CAN_VECTORS | IOP_CAN_TRIM | IOP_CAN_HINT_NOWAIT,
    .state_bytes = sizeof(struct sync_state),
    .open = sync_open,
    .close = sync_close,
    .submit = sync_submit,
    .reap = sync_reap,
};
