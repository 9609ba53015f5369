/*
 * Linux native AIO by raw system calls; no library is needed. A batch is one io_submit; completions
 * are read from the ring that the kernel maps into the process, without a system call while any are
 * ready (IOP_OPT_RING_REAP), and waited for with io_getevents. fsync and fdatasync are queued like
 * reads and writes (Linux 4.18, found out at open), else executed inside submit; trims, which the
 * interface lacks, are always executed inside submit.
 *
 * The interface is asynchronous only where the kernel is: O_DIRECT on a device or a file whose
 * blocks are allocated. Buffered transfers complete inside io_submit.
 *
 * An I/O that io_submit itself rejects (EBADF, EINVAL, ...) is a completion like any other failure.
 */
#include "engine/descriptor.h"
#include "engine/finished.h"
#include "engine/kernel_call.h"

#include "error/error.h"

#include <errno.h>
#include <linux/aio_abi.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    RING_MAGIC = 0xa10a10a1,
    SYNCHRONOUS = -1,  /* in opcodes: executed inside submit */
    BUSY_LOOKS = 1024, /* at the ring before a busy reap goes back to the caller's clock */
    BUSY_LOOK_NS = 32, /* roughly; bounds a busy reap with a short wait */
    ERRNO_WORDS_BYTES = 128,
    NS_PER_S = 1000000000,
};

/*
 * What the context id points to, struct aio_ring of the kernel's fs/aio.c. The kernel writes tail,
 * this thread writes head.
 */
struct ring {
    uint32_t id;
    uint32_t event_count;
    uint32_t head;
    uint32_t tail;
    uint32_t magic;
    uint32_t compat_features;
    uint32_t incompat_features;
    uint32_t header_bytes;
    struct io_event events[];
};

_Static_assert(sizeof(struct ring) == 32, "fixed by the kernel");

struct libaio_state {
    aio_context_t context;
    struct ring *ring; /* NULL: io_getevents only */
    const struct iop_engine_target *targets;
    uint8_t *buffers;
    uint64_t stride;
    uint32_t depth;
    uint32_t vectors;
    uint32_t busy;
    uint32_t in_flight; /* in the kernel */
    int flags;          /* RWF_ */
    int16_t opcodes[IOP_KIND_COUNT];
    struct iocb *iocbs;      /* [depth], by slot */
    struct iovec *pieces;    /* [depth * vectors], by slot; NULL when not vectored */
    struct io_event *events; /* [depth], for io_getevents */
    struct iop_finished finished;
    struct iocb *batch[JOB_DEPTH_MAX];
};

static int check(struct iop_engine_setup *setup);
static int allocate(struct libaio_state *aio);
static int context_open(struct libaio_state *aio);
static int context_failed(int error, uint32_t depth);
static struct ring *ring_of(aio_context_t context);
static void choose_opcodes(struct libaio_state *aio);
static void libaio_close(void *state);

static int libaio_open(void *state, struct iop_engine_setup *setup)
{
    struct libaio_state *aio = state;
    int result = check(setup);

    if (result < 0)
        return result;
    aio->flags = result;
    aio->targets = setup->targets;
    aio->buffers = setup->buffers;
    aio->stride = setup->buffer_stride;
    aio->depth = setup->depth;
    aio->vectors = setup->vectors > 1 ? setup->vectors : 1;
    aio->busy = (setup->options & IOP_OPT_BUSY_REAP) != 0;
    result = allocate(aio);
    if (result == 0)
        result = context_open(aio);
    if (result < 0) {
        libaio_close(aio);
        return result;
    }
    choose_opcodes(aio);
    aio->ring = setup->options & IOP_OPT_RING_REAP ? ring_of(aio->context) : NULL;
    setup->options_in_force = setup->options & ~(aio->ring ? 0u : (uint32_t)IOP_OPT_RING_REAP);
    return 0;
}

static void libaio_close(void *state)
{
    struct libaio_state *aio = state;

    if (aio->context)
        syscall(SYS_io_destroy, aio->context); /* waits for what is in flight */
    free(aio->iocbs);
    free(aio->pieces);
    free(aio->events);
    aio->context = 0;
    aio->ring = NULL;
    aio->iocbs = NULL;
    aio->pieces = NULL;
    aio->events = NULL;
    aio->in_flight = 0;
    aio->finished.count = 0;
}

/* The RWF_ flags of every transfer, or -errno. */
static int check(struct iop_engine_setup *setup)
{
    enum {
        KNOWN = IOP_OPT_RING_REAP | IOP_OPT_BUSY_REAP | IOP_OPT_NOWAIT | IOP_OPT_UNCACHED |
                IOP_OPT_SUBMIT_NOW
    };
    int result = iop_descriptor_check_options(setup, "libaio", KNOWN);

    if (result == 0)
        result = iop_descriptor_check_vectors(setup);
    if (result == 0)
        result = iop_descriptor_check_trim(setup);
    return result < 0 ? result : iop_descriptor_hints(setup);
}

static int allocate(struct libaio_state *aio)
{
    size_t piece_count = aio->vectors > 1 ? (size_t)aio->depth * aio->vectors : 1;

    aio->iocbs = calloc(aio->depth, sizeof *aio->iocbs);
    aio->events = calloc(aio->depth, sizeof *aio->events);
    aio->pieces = calloc(piece_count, sizeof *aio->pieces);
    if (!aio->iocbs || !aio->events || !aio->pieces)
        return iop_fail(ENOMEM, "no memory for %u requests of libaio", aio->depth);
    for (uint32_t slot = 0; slot < aio->depth; slot++)
        aio->iocbs[slot].aio_data = slot;
    return 0;
}

static int context_open(struct libaio_state *aio)
{
    if (syscall(SYS_io_setup, aio->depth, &aio->context) == 0)
        return 0;
    aio->context = 0;
    return context_failed(errno, aio->depth);
}

static int context_failed(int error, uint32_t depth)
{
    const char *cause = "memory is short";
    char words[ERRNO_WORDS_BYTES];

    if (error == EAGAIN)
        cause = "all processes together reached fs.aio-max-nr; raise it (sysctl) or lower the "
                "queue depth or the number of workers";
    else if (error == ENOSYS)
        cause = "this kernel is built without AIO, or a seccomp profile hides it; use engine "
                "io_uring or sync";
    else if (error == EPERM)
        cause = "a seccomp profile forbids it; use engine sync";
    return iop_fail(error, "engine libaio: io_setup for %u requests failed (%s): %s", depth,
                    iop_errno_words(error, words, sizeof words), cause);
}

/* NULL when the kernel's ring is not the one this file knows. */
static struct ring *ring_of(aio_context_t context)
{
    struct ring *ring = (struct ring *)context;

    if (ring->magic != RING_MAGIC || ring->incompat_features != 0 ||
        ring->header_bytes != sizeof *ring || ring->event_count == 0)
        return NULL;
    return ring;
}

/* Tries a queued sync on an empty file in memory, where it does nothing. */
static int queued_sync_works(struct libaio_state *aio)
{
    int fd = memfd_create("iopulse", MFD_CLOEXEC);
    struct iocb iocb = {.aio_lio_opcode = IOCB_CMD_FDSYNC, .aio_fildes = (uint32_t)fd};
    struct iocb *list[] = {&iocb};
    int works = fd >= 0 && syscall(SYS_io_submit, aio->context, 1L, list) == 1 &&
                syscall(SYS_io_getevents, aio->context, 1L, 1L, aio->events, NULL) == 1 &&
                aio->events[0].res == 0;

    if (fd >= 0)
        close(fd);
    return works;
}

static void choose_opcodes(struct libaio_state *aio)
{
    int vectored = aio->vectors > 1;
    int queued = queued_sync_works(aio);

    aio->opcodes[IOP_READ] = vectored ? IOCB_CMD_PREADV : IOCB_CMD_PREAD;
    aio->opcodes[IOP_WRITE] = vectored ? IOCB_CMD_PWRITEV : IOCB_CMD_PWRITE;
    aio->opcodes[IOP_TRIM] = SYNCHRONOUS;
    aio->opcodes[IOP_FSYNC] = queued ? IOCB_CMD_FSYNC : SYNCHRONOUS;
    aio->opcodes[IOP_FDATASYNC] = queued ? IOCB_CMD_FDSYNC : SYNCHRONOUS;
}

/* A queued sync: the kernel refuses one with any transfer field set. */
static void prepare_sync(struct iocb *iocb)
{
    iocb->aio_buf = 0;
    iocb->aio_nbytes = 0;
    iocb->aio_offset = 0;
    iocb->aio_rw_flags = 0;
}

static void prepare_vectors(struct libaio_state *aio, struct iocb *iocb, uint32_t slot)
{
    struct iovec *pieces = aio->pieces + (size_t)slot * aio->vectors;

    iocb->aio_nbytes = iop_descriptor_split(pieces, aio->vectors, (uint8_t *)iocb->aio_buf,
                                            (uint32_t)iocb->aio_nbytes);
    iocb->aio_buf = (uintptr_t)pieces;
}

/* Fills the batch up to the first request that is executed inside submit; returns its length. */
static uint32_t prepare(struct libaio_state *aio, const struct iop_request *requests, uint32_t n)
{
    const struct iop_engine_target *targets = aio->targets;
    struct iocb *iocbs = aio->iocbs;
    struct iocb **batch = aio->batch;
    uintptr_t buffers = (uintptr_t)aio->buffers;
    uint64_t stride = aio->stride;
    int flags = aio->flags;
    int vectored = aio->vectors > 1;

    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *request = requests + i;
        struct iocb *iocb = iocbs + request->slot;
        int opcode = aio->opcodes[request->kind];

        if (opcode == SYNCHRONOUS)
            return i;
        iocb->aio_lio_opcode = (uint16_t)opcode;
        iocb->aio_fildes = (uint32_t)targets[request->target].fd;
        iocb->aio_buf = buffers + request->slot * stride + request->buffer_offset;
        iocb->aio_nbytes = request->length;
        iocb->aio_offset = (int64_t)request->offset;
        iocb->aio_rw_flags = request->retry ? flags & ~RWF_NOWAIT : flags;
        if (request->kind > IOP_WRITE)
            prepare_sync(iocb);
        else if (vectored)
            prepare_vectors(aio, iocb, request->slot);
        batch[i] = iocb;
    }
    return n;
}

/*
 * Hands the batch over; returns how many requests the kernel took or refused for good. Fewer than n
 * when it has no room.
 */
static IOP_RETURNS_BY_JUMP uint32_t hand_over(struct libaio_state *aio, uint32_t n)
{
    uint32_t done = 0;

    while (done < n) {
        long taken =
            iop_kernel_call(SYS_io_submit, (const long[6]){(long)aio->context, (long)(n - done),
                                                           (long)(aio->batch + done)});

        if (taken > 0) {
            done += (uint32_t)taken;
            aio->in_flight += (uint32_t)taken;
            continue;
        }
        /* Without anything in flight no reap makes room: the request has failed. */
        if (taken == -EAGAIN && aio->in_flight + aio->finished.count > 0)
            break;
        iop_finished_add(&aio->finished, (uint32_t)aio->batch[done]->aio_data,
                         taken < 0 ? taken : -EAGAIN);
        done++;
    }
    return done;
}

static int64_t execute(struct libaio_state *aio, const struct iop_request *request)
{
    const struct iop_engine_target *target = aio->targets + request->target;

    if (request->kind == IOP_TRIM)
        return iop_descriptor_trim(target, request->offset, request->length);
    return iop_descriptor_sync(target->fd, request->kind);
}

static IOP_RETURNS_BY_JUMP int libaio_submit(void *state, const struct iop_request *requests,
                                             uint32_t n)
{
    struct libaio_state *aio = state;
    uint32_t room = aio->depth - aio->in_flight - aio->finished.count;
    uint32_t asked = n;
    uint32_t accepted = 0;

    if (n > room)
        n = room;
    while (accepted < n) {
        uint32_t queued = prepare(aio, requests + accepted, n - accepted);
        uint32_t taken = hand_over(aio, queued);

        accepted += taken;
        if (taken < queued)
            break;
        if (accepted < n) {
            iop_finished_add(&aio->finished, requests[accepted].slot,
                             execute(aio, requests + accepted));
            accepted++;
        }
    }
    return accepted || asked == 0 ? (int)accepted : -EAGAIN;
}

/* Moves up to max ready events out of the ring; returns how many. */
static uint32_t ring_take(struct ring *ring, struct iop_completion *completions, uint32_t max)
{
    uint32_t count = ring->event_count;
    uint32_t head = ring->head;
    /* Pairs with the kernel's write barrier between an event and the tail. */
    uint32_t tail = __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE);
    uint32_t n = 0;

    if (head == tail)
        return 0;
    while (head != tail && n < max) {
        const struct io_event *event = ring->events + head;

        completions[n++] = (struct iop_completion){(uint32_t)event->data, (int32_t)event->res};
        head = head + 1 == count ? 0 : head + 1;
    }
    /* Pairs with the kernel's read of head before it reuses an event. */
    __atomic_store_n(&ring->head, head, __ATOMIC_RELEASE);
    return n;
}

/* io_getevents; 0 when time is up or a signal came. */
static IOP_RETURNS_BY_JUMP int wait_for(struct libaio_state *aio,
                                        struct iop_completion *completions, uint32_t min,
                                        uint32_t max, uint64_t wait_ns)
{
    struct timespec timeout = {(time_t)(wait_ns / NS_PER_S), (long)(wait_ns % NS_PER_S)};
    long n = iop_kernel_call(SYS_io_getevents, (const long[6]){(long)aio->context, min, max,
                                                               (long)aio->events, (long)&timeout});

    if (n < 0)
        return n == -EINTR ? 0 : (int)n;
    for (long i = 0; i < n; i++)
        completions[i] =
            (struct iop_completion){(uint32_t)aio->events[i].data, (int32_t)aio->events[i].res};
    return (int)n;
}

static IOP_RETURNS_BY_JUMP int look(struct libaio_state *aio, struct iop_completion *completions,
                                    uint32_t max)
{
    if (aio->ring)
        return (int)ring_take(aio->ring, completions, max);
    return wait_for(aio, completions, 0, max, 0);
}

/* Looks until min are there, but not for ever: time is the caller's. */
static IOP_RETURNS_BY_JUMP int look_busily(struct libaio_state *aio,
                                           struct iop_completion *completions, uint32_t min,
                                           uint32_t max, uint64_t wait_ns)
{
    uint64_t looks = wait_ns / BUSY_LOOK_NS < BUSY_LOOKS ? wait_ns / BUSY_LOOK_NS : BUSY_LOOKS;
    uint32_t n = 0;

    while (n < min && looks-- > 0) {
        int found = look(aio, completions + n, max - n);

        if (found < 0)
            return found;
        n += (uint32_t)found;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    return (int)n;
}

/* What the kernel has completed: ready events first, then waits for the rest of min. */
static IOP_RETURNS_BY_JUMP int collect(struct libaio_state *aio, struct iop_completion *completions,
                                       uint32_t min, uint32_t max, uint64_t wait_ns)
{
    int ready = aio->ring || min == 0 ? look(aio, completions, max) : 0;
    int more = 0;

    if (ready < 0 || (uint32_t)ready >= min)
        return ready;
    completions += ready;
    max -= (uint32_t)ready;
    min -= (uint32_t)ready;
    if (aio->busy)
        more = look_busily(aio, completions, min, max, wait_ns);
    else if (wait_ns > 0 || !aio->ring)
        more = wait_for(aio, completions, min, max, wait_ns);
    return more < 0 && ready == 0 ? more : ready + (more < 0 ? 0 : more);
}

static IOP_RETURNS_BY_JUMP int libaio_reap(void *state, struct iop_completion *completions,
                                           uint32_t min, uint32_t max, uint64_t wait_ns)
{
    struct libaio_state *aio = state;
    uint32_t n = 0;
    uint32_t wanted;
    int collected;

    if (aio->finished.count)
        n = iop_finished_take(&aio->finished, completions, max);
    if (n == max || aio->in_flight == 0)
        return (int)n;
    if (max - n > aio->in_flight)
        max = n + aio->in_flight;
    wanted = min > n ? min - n : 0;
    if (wanted > max - n)
        wanted = max - n;
    collected = collect(aio, completions + n, wanted, max - n, wait_ns);
    if (collected < 0)
        return n ? (int)n : collected;
    aio->in_flight -= (uint32_t)collected;
    return (int)n + collected;
}

const struct iop_engine iop_engine_libaio = {
    .name = "libaio",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_VECTORS | IOP_CAN_TRIM | IOP_CAN_HINT_NOWAIT,
    .state_bytes = sizeof(struct libaio_state),
    .open = libaio_open,
    .close = libaio_close,
    .submit = libaio_submit,
    .reap = libaio_reap,
};
