/*
 * The io_uring engine. submit only fills the submission ring; the next reap hands it over and waits
 * in the same io_uring_enter, so that a turn of the loop is one system call or none. With
 * IOP_OPT_SUBMIT_NOW submit enters the kernel itself, so that its time can be measured.
 *
 * Set-up steps back flag by flag where a kernel says EINVAL and reports what is in force. A kernel
 * or seccomp profile that forbids io_uring is refused in words; no other engine is taken instead.
 */
#include "engine/engine.h"

#include "engine/descriptor.h"
#include "engine/kernel_call.h"
#include "error/error.h"
#include "layout/job_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <liburing.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    RING_OPTIONS = IOP_OPT_REGISTERED_FILES | IOP_OPT_FIXED_BUFFERS | IOP_OPT_REGISTERED_RING |
                   IOP_OPT_SINGLE_ISSUER | IOP_OPT_DEFER_TASKRUN | IOP_OPT_COOP_TASKRUN |
                   IOP_OPT_SQPOLL | IOP_OPT_IOPOLL | IOP_OPT_UNCACHED | IOP_OPT_NOWAIT |
                   IOP_OPT_FORCE_ASYNC | IOP_OPT_SUBMIT_NOW | IOP_OPT_IOWQ_AFFINITY |
                   IOP_OPT_BUSY_REAP,
    SQPOLL_IDLE_MS = 2000,
    INLINE_PROBE_WAITS = 64, /* waits between two looks whether submissions complete at once */
    BUSY_TURNS = 64,         /* looks at the ring per reap before the caller may see to its time */
    BLOCK_COMMAND_DISCARD = 0x12 << 8,     /* _IO(0x12, 0), kernel 6.12 */
    REGISTERED_BUFFER_BYTES_MAX = 1 << 30, /* kernel's limit for one buffer */
};

struct uring_state {
    /* hot */
    struct io_uring ring;
    unsigned sq_tail;          /* filled */
    unsigned sq_handed;        /* taken by the kernel */
    uint32_t slots_per_buffer; /* 0: buffers are not registered */
    uint8_t *buffers;
    uint64_t buffer_stride;
    uint8_t opcode_read;
    uint8_t opcode_write;
    uint8_t sqe_flags;
    int32_t rw_flags;
    uint32_t vectors;
    uint32_t enter_flags;  /* IORING_ENTER_REGISTERED_RING or none */
    bool look_needs_enter; /* completions appear only inside io_uring_enter */
    bool sqpoll;
    bool submits_now;
    bool busy;
    bool completes_inline; /* the last look found a whole submission completed */
    uint32_t waits;        /* while it does not */
    /* set up once */
    struct iovec *parts; /* vectors per slot, part_count of them in use */
    uint32_t part_count;
    const struct iop_engine_target *targets;
    bool files_registered;
    bool ring_open;
};

/*
 * The store of the tail must be seen before the flags are read, or both sides could sleep: pairs
 * with the kernel thread's own order. Sequential consistency of the two accesses gives it.
 */
static bool poller_sleeps(const struct uring_state *uring)
{
    __atomic_store_n(uring->ring.sq.ktail, uring->sq_tail, __ATOMIC_SEQ_CST);
    return __atomic_load_n(uring->ring.sq.kflags, __ATOMIC_SEQ_CST) & IORING_SQ_NEED_WAKEUP;
}

static int broken(int error)
{
    char words[128];

    return iop_fail(error, "io_uring_enter: %s", iop_errno_words(error, words, sizeof words));
}

/* What io_uring_enter answered; submit is what it was to take. */
static inline int entered(struct uring_state *uring, unsigned submit, long result)
{
    if (result >= 0) {
        uring->sq_handed += uring->sqpoll ? submit : (unsigned)result;
        return 0;
    }
    /* EBUSY, EAGAIN: completions must be taken first. ETIME: nothing in time. */
    if (result == -ETIME || result == -EINTR || result == -EAGAIN || result == -EBUSY)
        return 0;
    return broken((int)-result);
}

static IOP_RETURNS_BY_JUMP int enter(struct uring_state *uring, unsigned submit, unsigned min,
                                     uint64_t wait_ns)
{
    struct __kernel_timespec wait = {(long long)(wait_ns / 1000000000u),
                                     (long long)(wait_ns % 1000000000u)};
    struct io_uring_getevents_arg argument = {.ts = (uint64_t)(uintptr_t)&wait};
    unsigned flags = uring->enter_flags;
    long call[6] = {uring->ring.enter_ring_fd, submit, min};

    if (uring->sqpoll && poller_sleeps(uring))
        flags |= IORING_ENTER_SQ_WAKEUP;
    if (min || uring->look_needs_enter)
        flags |= IORING_ENTER_GETEVENTS;
    if (min) {
        flags |= IORING_ENTER_EXT_ARG;
        call[4] = (long)&argument;
        call[5] = sizeof argument;
    }
    call[3] = flags;
    return entered(uring, submit, iop_kernel_call(__NR_io_uring_enter, call));
}

/* Submits and asks for no events, which is cheaper when all complete inside the submission. */
static IOP_RETURNS_BY_JUMP int hand_over(struct uring_state *uring, unsigned submit)
{
    const long call[6] = {uring->ring.enter_ring_fd, submit, 0, uring->enter_flags};

    return entered(uring, submit, iop_kernel_call(__NR_io_uring_enter, call));
}

static inline uint8_t *buffer_of(const struct uring_state *uring, const struct iop_request *request)
{
    return uring->buffers + request->slot * uring->buffer_stride + request->buffer_offset;
}

static inline void fill_transfer(const struct uring_state *uring, struct io_uring_sqe *sqe,
                                 const struct iop_request *request, uint8_t opcode)
{
    *sqe = (struct io_uring_sqe){
        .opcode = opcode,
        .flags = uring->sqe_flags,
        .fd = uring->files_registered ? request->target : uring->targets[request->target].fd,
        .off = request->offset,
        .addr = (uint64_t)(uintptr_t)buffer_of(uring, request),
        .len = request->length,
        .rw_flags = uring->rw_flags,
        .user_data = request->slot,
    };
    if (uring->slots_per_buffer)
        sqe->buf_index = (uint16_t)(request->slot / uring->slots_per_buffer);
    if (__builtin_expect(request->retry, 0))
        sqe->rw_flags &= ~RWF_NOWAIT;
}

/* Vectored, unless an earlier short transfer left only a part of the block. */
static void fill_vectored(const struct uring_state *uring, struct io_uring_sqe *sqe,
                          const struct iop_request *request)
{
    bool read = request->kind == IOP_READ;

    if (request->buffer_offset) {
        fill_transfer(uring, sqe, request, read ? IORING_OP_READ : IORING_OP_WRITE);
        return;
    }
    fill_transfer(uring, sqe, request, read ? IORING_OP_READV : IORING_OP_WRITEV);
    sqe->addr = (uint64_t)(uintptr_t)(uring->parts + (size_t)request->slot * uring->vectors);
    sqe->len = uring->part_count;
}

static void fill_trim(const struct uring_state *uring, struct io_uring_sqe *sqe,
                      const struct iop_request *request)
{
    bool discard = uring->targets[request->target].is_block_device;

    sqe->opcode = discard ? IORING_OP_URING_CMD : IORING_OP_FALLOCATE;
    if (discard) {
        sqe->off = 0;
        sqe->cmd_op = BLOCK_COMMAND_DISCARD;
        sqe->addr = request->offset;
        sqe->len = 0;
        sqe->addr3 = request->length;
    } else {
        sqe->addr = request->length;
        sqe->len = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    }
    sqe->rw_flags = 0;
    sqe->buf_index = 0;
}

static void fill_other(const struct uring_state *uring, struct io_uring_sqe *sqe,
                       const struct iop_request *request)
{
    fill_transfer(uring, sqe, request, IORING_OP_FSYNC);
    if (request->kind == IOP_TRIM) {
        fill_trim(uring, sqe, request);
        return;
    }
    sqe->off = 0;
    sqe->addr = 0;
    sqe->len = 0;
    sqe->buf_index = 0;
    sqe->fsync_flags = request->kind == IOP_FDATASYNC ? IORING_FSYNC_DATASYNC : 0;
}

static IOP_RETURNS_BY_JUMP int uring_submit(void *state, const struct iop_request *requests,
                                            uint32_t n)
{
    struct uring_state *uring = state;
    unsigned mask = uring->ring.sq.ring_mask;
    unsigned tail = uring->sq_tail;
    unsigned room = uring->ring.sq.ring_entries - (tail - uring->sq_handed);
    int error;

    if (uring->sqpoll)
        room =
            uring->ring.sq.ring_entries - (tail - io_uring_smp_load_acquire(uring->ring.sq.khead));
    if (n > room)
        n = room;
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *request = &requests[i];
        struct io_uring_sqe *sqe = &uring->ring.sq.sqes[tail++ & mask];

        if (__builtin_expect(request->kind > IOP_WRITE, 0))
            fill_other(uring, sqe, request);
        else if (__builtin_expect(uring->vectors > 1, 0))
            fill_vectored(uring, sqe, request);
        else
            fill_transfer(uring, sqe, request,
                          request->kind == IOP_READ ? uring->opcode_read : uring->opcode_write);
    }
    uring->sq_tail = tail;
    io_uring_smp_store_release(uring->ring.sq.ktail, tail);
    if (!uring->submits_now || !n)
        return (int)n;
    error = enter(uring, tail - uring->sq_handed, 0, 0);
    return error ? error : (int)n;
}

static inline unsigned ready_count(const struct uring_state *uring)
{
    return io_uring_smp_load_acquire(uring->ring.cq.ktail) - *uring->ring.cq.khead;
}

static inline uint32_t take(struct uring_state *uring, struct iop_completion *completions,
                            uint32_t max)
{
    struct io_uring_cq *cq = &uring->ring.cq;
    unsigned head = *cq->khead;
    unsigned ready = io_uring_smp_load_acquire(cq->ktail) - head;
    unsigned n = ready < max ? ready : max;

    for (unsigned i = 0; i < n; i++) {
        const struct io_uring_cqe *cqe = &cq->cqes[(head + i) & cq->ring_mask];

        completions[i] = (struct iop_completion){(uint32_t)cqe->user_data, cqe->res};
    }
    io_uring_smp_store_release(cq->khead, head + n);
    return n;
}

static IOP_RETURNS_BY_JUMP int reap_busily(struct uring_state *uring,
                                           struct iop_completion *completions, uint32_t max)
{
    for (int i = 0; i < BUSY_TURNS; i++) {
        uint32_t n;
        int error = 0;

        if (uring->look_needs_enter)
            error = enter(uring, uring->sq_tail - uring->sq_handed, 0, 0);
        n = take(uring, completions, max);
        if (error || n)
            return error ? error : (int)n;
    }
    return 0;
}

/* Whether a submission of all that is in flight is likely to complete at once, as of late. */
static inline bool expects_inline(struct uring_state *uring)
{
    if (uring->sqpoll)
        return false;
    return uring->completes_inline || !(++uring->waits % INLINE_PROBE_WAITS);
}

static IOP_RETURNS_BY_JUMP int uring_reap(void *state, struct iop_completion *completions,
                                          uint32_t min, uint32_t max, uint64_t wait_ns)
{
    struct uring_state *uring = state;
    unsigned submit = uring->sq_tail - uring->sq_handed;
    unsigned ready = ready_count(uring);
    bool busy = uring->busy && min;
    unsigned wanted = busy || ready >= min ? 0 : min;
    int error = 0;

    if (uring->sqpoll && !poller_sleeps(uring)) { /* its thread takes them by itself */
        uring->sq_handed = uring->sq_tail;
        submit = 0;
    }
    if (wanted && submit == max && expects_inline(uring)) {
        error = hand_over(uring, submit);
        submit = uring->sq_tail - uring->sq_handed;
        ready = ready_count(uring);
        wanted = ready >= min ? 0 : min;
        uring->completes_inline = ready == max;
    }
    if (!error && (submit || wanted || (!ready && uring->look_needs_enter)))
        error = enter(uring, submit, wanted, wait_ns);
    if (error)
        return error;
    if (busy && !ready)
        return reap_busily(uring, completions, max);
    return (int)take(uring, completions, max);
}

static int refuse(int error)
{
    char words[128];

    if (error == ENOSYS)
        return iop_fail(error, "this kernel has no io_uring (io_uring_setup: ENOSYS, or a seccomp "
                               "profile that says so); use --engine libaio");
    if (error == EPERM || error == EACCES)
        return iop_fail(error,
                        "io_uring is forbidden here (io_uring_setup: %s): the sysctl "
                        "kernel.io_uring_disabled, or a seccomp profile as containers have; use "
                        "--engine libaio",
                        error == EPERM ? "EPERM" : "EACCES");
    if (error == ENOMEM)
        return iop_fail(error, "io_uring_setup: ENOMEM: the limit of locked memory (ulimit -l) is "
                               "too low for the ring");
    return iop_fail(error, "io_uring_setup: %s", iop_errno_words(error, words, sizeof words));
}

/* Nothing else of what is asked can be invalid once the flags were stepped back. */
static int refuse_poller(const struct iop_engine_setup *setup)
{
    return iop_misuse("--sqpoll %d: the kernel runs no submission thread on CPU %d "
                      "(io_uring_setup says EINVAL): it is offline or outside of the CPUs that "
                      "this process may use",
                      setup->sqpoll_cpu, setup->sqpoll_cpu);
}

static unsigned setup_flags(uint32_t options)
{
    unsigned flags = IORING_SETUP_CLAMP | IORING_SETUP_SUBMIT_ALL;

    flags |= options & IOP_OPT_SINGLE_ISSUER ? IORING_SETUP_SINGLE_ISSUER : 0;
    flags |= options & IOP_OPT_DEFER_TASKRUN ? IORING_SETUP_DEFER_TASKRUN : 0;
    flags |= options & IOP_OPT_COOP_TASKRUN ? IORING_SETUP_COOP_TASKRUN : 0;
    flags |= options & IOP_OPT_SQPOLL ? IORING_SETUP_SQPOLL : 0;
    flags |= options & IOP_OPT_IOPOLL ? IORING_SETUP_IOPOLL : 0;
    return flags;
}

/* Newest first: what an older kernel may not know is given up one by one. */
static const uint32_t step_back[] = {IOP_OPT_DEFER_TASKRUN, IOP_OPT_SINGLE_ISSUER,
                                     IOP_OPT_COOP_TASKRUN};

static int open_ring(struct uring_state *uring, struct iop_engine_setup *setup, uint32_t *options)
{
    size_t steps = sizeof step_back / sizeof *step_back;

    for (size_t step = 0;; step++) {
        struct io_uring_params params = {.flags = setup_flags(*options)};
        int error;

        if (*options & IOP_OPT_SQPOLL) {
            params.sq_thread_idle = SQPOLL_IDLE_MS;
            params.flags |= setup->sqpoll_cpu >= 0 ? IORING_SETUP_SQ_AFF : 0;
            params.sq_thread_cpu = setup->sqpoll_cpu >= 0 ? (unsigned)setup->sqpoll_cpu : 0;
        }
        error = io_uring_queue_init_params(setup->depth, &uring->ring, &params);
        if (!error) {
            uring->ring_open = true;
            return params.features & IORING_FEAT_EXT_ARG
                       ? 0
                       : iop_fail(ENOTSUP, "io_uring of this kernel cannot wait with a timeout "
                                           "(needs Linux 5.11); use --engine libaio");
        }
        if (error != -EINVAL || step == steps)
            return error == -EINVAL && setup->sqpoll_cpu >= 0 ? refuse_poller(setup)
                                                              : refuse(-error);
        *options &= ~step_back[step];
    }
}

static int register_files(struct uring_state *uring, const struct iop_engine_setup *setup)
{
    int *fds = calloc(setup->target_count, sizeof *fds);
    int error;

    if (!fds)
        return -ENOMEM;
    for (uint32_t i = 0; i < setup->target_count; i++)
        fds[i] = setup->targets[i].fd;
    error = io_uring_register_files(&uring->ring, fds, setup->target_count);
    free(fds);
    return error;
}

/* The whole mapping as few large buffers: fewer table entries to look at than one per slot. */
static int register_buffers(struct uring_state *uring, const struct iop_engine_setup *setup)
{
    uint32_t slots = (uint32_t)(REGISTERED_BUFFER_BYTES_MAX / setup->buffer_stride);
    uint32_t per_buffer = slots > setup->depth ? setup->depth : slots;
    uint32_t count = per_buffer ? (setup->depth + per_buffer - 1) / per_buffer : 0;
    struct iovec *whole = count ? calloc(count, sizeof *whole) : NULL;
    int error;

    if (!whole)
        return -ENOMEM;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = i * per_buffer;
        uint32_t held = setup->depth - first < per_buffer ? setup->depth - first : per_buffer;

        whole[i].iov_base = setup->buffers + first * setup->buffer_stride;
        whole[i].iov_len = held * setup->buffer_stride;
    }
    error = io_uring_register_buffers(&uring->ring, whole, count);
    free(whole);
    uring->slots_per_buffer = error ? 0 : per_buffer;
    return error;
}

/* Kernel workers of buffered writes must not be forced onto the CPU the worker is pinned to. */
static int free_kernel_workers(struct uring_state *uring)
{
    cpu_set_t all;
    int error = sched_getaffinity(getpid(), sizeof all, &all) ? -errno : 0;

    return error ? error : io_uring_register_iowq_aff(&uring->ring, sizeof all, &all);
}

static int split_blocks(struct uring_state *uring, const struct iop_engine_setup *setup)
{
    uring->parts = calloc((size_t)setup->depth * setup->vectors, sizeof *uring->parts);
    if (!uring->parts)
        return iop_fail(ENOMEM, "not enough memory for the vectors of %u requests", setup->depth);
    for (uint32_t slot = 0; slot < setup->depth; slot++)
        uring->part_count =
            iop_descriptor_split(uring->parts + (size_t)slot * setup->vectors, setup->vectors,
                                 setup->buffers + slot * setup->buffer_stride, setup->block_bytes);
    return 0;
}

static int check_options(const struct iop_engine_setup *setup)
{
    uint32_t transfers = 1u << IOP_READ | 1u << IOP_WRITE;
    int error = iop_descriptor_check_options(setup, "io_uring", RING_OPTIONS);

    if (!error && setup->options & IOP_OPT_IOPOLL && setup->kinds & ~transfers)
        error = iop_fail(EINVAL, "a polled ring (--iopoll) cannot sync or trim");
    if (!error)
        error = iop_descriptor_check_trim(setup);
    return error ? error : iop_descriptor_check_vectors(setup);
}

/* Registers what is asked for; what the kernel refuses is left out and not reported as in force. */
static uint32_t register_all(struct uring_state *uring, const struct iop_engine_setup *setup,
                             uint32_t options)
{
    if (options & IOP_OPT_REGISTERED_FILES && register_files(uring, setup))
        options &= ~(uint32_t)IOP_OPT_REGISTERED_FILES;
    if (options & IOP_OPT_FIXED_BUFFERS && (setup->vectors > 1 || register_buffers(uring, setup)))
        options &= ~(uint32_t)IOP_OPT_FIXED_BUFFERS;
    if (options & IOP_OPT_REGISTERED_RING && io_uring_register_ring_fd(&uring->ring) != 1)
        options &= ~(uint32_t)IOP_OPT_REGISTERED_RING;
    if (options & IOP_OPT_IOWQ_AFFINITY && free_kernel_workers(uring))
        options &= ~(uint32_t)IOP_OPT_IOWQ_AFFINITY;
    return options;
}

static void choose_operations(struct uring_state *uring, const struct iop_engine_setup *setup,
                              uint32_t options)
{
    bool fixed = options & IOP_OPT_FIXED_BUFFERS;

    uring->opcode_read = fixed ? IORING_OP_READ_FIXED : IORING_OP_READ;
    uring->opcode_write = fixed ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE;
    uring->files_registered = options & IOP_OPT_REGISTERED_FILES;
    uring->sqe_flags = uring->files_registered ? IOSQE_FIXED_FILE : 0;
    uring->sqe_flags |= options & IOP_OPT_FORCE_ASYNC ? IOSQE_ASYNC : 0;
    uring->enter_flags = options & IOP_OPT_REGISTERED_RING ? IORING_ENTER_REGISTERED_RING : 0;
    uring->look_needs_enter = options & (IOP_OPT_DEFER_TASKRUN | IOP_OPT_IOPOLL);
    uring->sqpoll = options & IOP_OPT_SQPOLL;
    uring->submits_now = options & IOP_OPT_SUBMIT_NOW;
    uring->busy = options & IOP_OPT_BUSY_REAP;
    uring->targets = setup->targets;
    uring->buffers = setup->buffers;
    uring->buffer_stride = setup->buffer_stride;
    uring->vectors = setup->vectors;
}

/* A discard of nothing: one that is known and possible is refused for its length alone. */
static int answer_to_discard(const struct uring_state *uring, struct io_uring *ring,
                             uint32_t target)
{
    const struct iop_request nothing = {.target = (uint16_t)target, .kind = IOP_TRIM};
    struct io_uring_sqe *sqe = io_uring_get_sqe(ring);
    struct io_uring_cqe *cqe = NULL;
    int result;

    *sqe = (struct io_uring_sqe){.fd = uring->targets[target].fd};
    fill_trim(uring, sqe, &nothing);
    result = io_uring_submit_and_wait(ring, 1);
    result = result < 0 ? result : io_uring_peek_cqe(ring, &cqe);
    if (cqe) {
        result = cqe->res;
        io_uring_cqe_seen(ring, cqe);
    }
    return result;
}

static int try_discards(const struct uring_state *uring, const struct iop_engine_setup *setup)
{
    struct io_uring ring; /* one of its own: the loop keeps count of what its ring was given */
    int error = io_uring_queue_init(1, &ring, 0);

    if (error)
        return refuse(-error);
    for (uint32_t i = 0; i < setup->target_count && !error; i++)
        if (setup->targets[i].is_block_device && answer_to_discard(uring, &ring, i) == -EOPNOTSUPP)
            error = iop_fail(EOPNOTSUPP,
                             "io_uring cannot trim %s: that needs Linux 6.12 and a device that can "
                             "discard; with an older kernel use --engine libaio or sync",
                             setup->targets[i].path);
    io_uring_queue_exit(&ring);
    return error;
}

static void uring_close(void *state);

static int uring_open(void *state, struct iop_engine_setup *setup)
{
    struct uring_state *uring = state;
    uint32_t options = setup->options;
    int error = check_options(setup);

    if (error)
        return error;
    if (options & IOP_OPT_SQPOLL) /* its thread runs the task work */
        options &= ~(uint32_t)(IOP_OPT_DEFER_TASKRUN | IOP_OPT_COOP_TASKRUN);
    uring->rw_flags = iop_descriptor_hints(setup);
    error = uring->rw_flags < 0 ? uring->rw_flags : open_ring(uring, setup, &options);
    if (!error) {
        options = register_all(uring, setup, options);
        choose_operations(uring, setup, options);
        for (unsigned i = 0; i < uring->ring.sq.ring_entries; i++)
            uring->ring.sq.array[i] = i;
        setup->options_in_force = options;
        error = setup->vectors > 1 ? split_blocks(uring, setup) : 0;
        if (!error && setup->kinds & 1u << IOP_TRIM)
            error = try_discards(uring, setup);
    }
    if (error)
        uring_close(state);
    return error;
}

static void uring_close(void *state)
{
    struct uring_state *uring = state;

    if (uring->ring_open)
        io_uring_queue_exit(&uring->ring);
    free(uring->parts);
    uring->parts = NULL;
    uring->ring_open = false;
}

const struct iop_engine iop_engine_uring = {
    .name = "io_uring",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_VECTORS | IOP_CAN_TRIM | IOP_CAN_HINT_NOWAIT,
    .state_bytes = sizeof(struct uring_state),
    .open = uring_open,
    .close = uring_close,
    .submit = uring_submit,
    .reap = uring_reap,
};
