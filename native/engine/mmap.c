/*
 * Memory-mapped I/O: a read copies from the mapping into the slot's buffer, a write copies from the
 * buffer into the mapping, fdatasync is msync(MS_SYNC) of the mapped region, fsync adds fsync; trim
 * punches a hole or discards. A request is done when submit returns; reap never waits.
 *
 * The region of a target is mapped when its first request comes and stays mapped. Nothing is
 * populated ahead: the page faults are the cost of this way of doing I/O and are measured with it.
 *
 * A page that cannot be had (the file was cut, the device failed, no space for a hole) arrives as
 * SIGBUS and becomes a completion with -EIO; why, the kernel does not tell. The handler is
 * installed once per process, acts only on addresses of the mapping that this thread is copying,
 * and passes every other SIGBUS to the handler it found, for example the JVM's.
 */
#include "engine/descriptor.h"
#include "engine/finished.h"

#include "error/error.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

enum { ERRNO_WORDS_BYTES = 128 };

/* One target. Zeroed until the first request: then no transfer is within held. */
struct mapping {
    uint8_t *base;
    uint64_t first; /* byte of the target at base, page-aligned */
    uint64_t bytes; /* mapped */
    uint64_t held;  /* bytes from base that the target really has, as last seen */
};

struct mmap_state {
    const struct iop_engine_target *targets;
    uint32_t target_count;
    uint8_t *buffers;
    uint64_t stride;
    uint64_t page_bytes;
    int protection; /* PROT_ */
    uint32_t advice;
    struct mapping *mappings; /* [target_count] */

    /* For the SIGBUS handler, which runs on this thread. */
    const struct mapping *in_use;
    uint32_t next; /* request being executed */
    sigjmp_buf jump;

    struct iop_finished finished;
};

/*
 * The state whose batch this thread is executing. Initial-exec: the handler may run on any thread
 * and must not allocate thread-local storage.
 */
static _Thread_local struct mmap_state *active __attribute__((tls_model("initial-exec")));

static struct sigaction previous_action;
static int handler_error;

static const struct advice {
    uint32_t bit; /* enum job_advice */
    int advice;
    const char *name;
} advices[] = {
    {JOB_ADVICE_SEQUENTIAL, MADV_SEQUENTIAL, "sequential"},
    {JOB_ADVICE_RANDOM, MADV_RANDOM, "random"},
    {JOB_ADVICE_WILLNEED, MADV_WILLNEED, "willneed"},
    {JOB_ADVICE_HUGEPAGE, MADV_HUGEPAGE, "hugepage"},
    {JOB_ADVICE_NOHUGEPAGE, MADV_NOHUGEPAGE, "nohugepage"},
};

enum { ADVICE_COUNT = sizeof advices / sizeof advices[0] };

static int check(struct iop_engine_setup *setup);
static int check_targets(const struct mmap_state *mmap);
static void install_handler(void);
static void copy_failed(struct mmap_state *state, const struct iop_request *request);
static void run(struct mmap_state *state, const struct iop_request *requests, uint32_t n);
static void mmap_close(void *state);

static int mmap_open(void *state, struct iop_engine_setup *setup)
{
    static pthread_once_t handler_installed = PTHREAD_ONCE_INIT;
    uint32_t writing = setup->kinds & 1u << IOP_WRITE;
    struct mmap_state *mapped = state;
    int result = check(setup);

    if (result < 0)
        return result;
    pthread_once(&handler_installed, install_handler);
    if (handler_error)
        return iop_fail(handler_error, "engine mmap: cannot install its SIGBUS handler");
    mapped->targets = setup->targets;
    mapped->target_count = setup->target_count;
    mapped->buffers = setup->buffers;
    mapped->stride = setup->buffer_stride;
    mapped->page_bytes = (uint64_t)sysconf(_SC_PAGESIZE);
    mapped->protection = PROT_READ | (writing ? PROT_WRITE : 0);
    mapped->advice = setup->madvise;
    mapped->mappings = calloc(setup->target_count, sizeof *mapped->mappings);
    if (!mapped->mappings)
        return iop_fail(ENOMEM, "no memory for the mappings of %u targets", setup->target_count);
    result = check_targets(mapped);
    if (result < 0)
        mmap_close(mapped);
    else
        setup->options_in_force = setup->options;
    return result;
}

static void mmap_close(void *state)
{
    struct mmap_state *mapped = state;

    for (uint32_t i = 0; mapped->mappings && i < mapped->target_count; i++)
        if (mapped->mappings[i].base)
            munmap(mapped->mappings[i].base, mapped->mappings[i].bytes);
    free(mapped->mappings);
    mapped->mappings = NULL;
    mapped->finished.count = 0;
}

static int mmap_submit(void *state, const struct iop_request *requests, uint32_t n)
{
    struct mmap_state *mapped = state;
    const uint32_t room = iop_finished_room(&mapped->finished);
    const uint32_t count = n < room ? n : room;

    mapped->next = 0;
    active = mapped;
    /* Comes back here from the handler. The signal mask is not saved: that is a system call. */
    if (sigsetjmp(mapped->jump, 0) != 0)
        copy_failed(mapped, requests + mapped->next);
    run(mapped, requests, count);
    active = NULL;
    return count || n == 0 ? (int)count : -EAGAIN;
}

static int mmap_reap(void *state, struct iop_completion *completions, uint32_t min, uint32_t max,
                     uint64_t wait_ns)
{
    struct mmap_state *mapped = state;

    (void)min;
    (void)wait_ns;
    return (int)iop_finished_take(&mapped->finished, completions, max);
}

static int refuse(const struct iop_engine_target *target, const char *what)
{
    char words[ERRNO_WORDS_BYTES];
    int error = errno;

    return iop_fail(error, "engine mmap: cannot %s %s (%s)", what, target->path,
                    iop_errno_words(error, words, sizeof words));
}

static int check(struct iop_engine_setup *setup)
{
    uint32_t usable = 0;
    int result = iop_descriptor_check_options(setup, "mmap", IOP_OPT_SUBMIT_NOW);

    for (int i = 0; i < ADVICE_COUNT; i++)
        usable |= advices[i].bit;
    if (setup->vectors > 1)
        return iop_fail(EINVAL, "engine mmap does not split blocks into vectors");
    if (setup->madvise & ~usable)
        return iop_fail(EINVAL, "engine mmap: of the madvise flags, dontneed and noreuse are "
                                "refused: they would do nothing to a new mapping");
    return result < 0 ? result : iop_descriptor_check_trim(setup);
}

/* Applies the advice; the first refused one is named. 0 or -errno. */
static int advise(void *memory, size_t bytes, uint32_t advice, const char **refused)
{
    for (int i = 0; i < ADVICE_COUNT; i++) {
        if (!(advice & advices[i].bit) || madvise(memory, bytes, advices[i].advice) == 0)
            continue;
        *refused = advices[i].name;
        return -errno;
    }
    return 0;
}

/* Maps one page of a target, untouched, to refuse in words what would fail at the first request. */
static int check_target(const struct mmap_state *mapped, const struct iop_engine_target *target)
{
    uint32_t advice = mapped->advice & ~(uint32_t)JOB_ADVICE_WILLNEED;
    const char *refused = NULL;
    int status = fcntl(target->fd, F_GETFL);
    void *page;
    int result;

    if (status >= 0 && status & (O_DIRECT | O_DSYNC))
        return iop_fail(EINVAL,
                        "engine mmap goes through the page cache of %s: direct and synchronous "
                        "modes would do nothing",
                        target->path);
    page = mmap(NULL, mapped->page_bytes, mapped->protection, MAP_SHARED, target->fd, 0);
    if (page == MAP_FAILED)
        return refuse(target, "map");
    result = advise(page, mapped->page_bytes, advice, &refused);
    munmap(page, mapped->page_bytes);
    if (result < 0)
        return iop_fail(result, "engine mmap: the kernel refuses madvise %s for %s", refused,
                        target->path);
    return 0;
}

static int check_targets(const struct mmap_state *mapped)
{
    for (uint32_t i = 0; i < mapped->target_count; i++) {
        int result = check_target(mapped, mapped->targets + i);

        if (result < 0)
            return result;
    }
    return 0;
}

/* To the handler that was there before, as the kernel would have called it. */
static void pass_on(int number, siginfo_t *info, void *context)
{
    sigset_t before;

    if (previous_action.sa_handler == SIG_IGN && info->si_code <= 0)
        return;
    if (previous_action.sa_handler == SIG_DFL || previous_action.sa_handler == SIG_IGN) {
        signal(number, SIG_DFL); /* a fault comes again on return, and ends the process */
        if (info->si_code <= 0)
            raise(number);
        return;
    }
    pthread_sigmask(SIG_BLOCK, &previous_action.sa_mask, &before);
    if (previous_action.sa_flags & SA_SIGINFO)
        previous_action.sa_sigaction(number, info, context);
    else
        previous_action.sa_handler(number);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void on_bus_error(int number, siginfo_t *info, void *context)
{
    struct mmap_state *mapped = active;
    const struct mapping *mapping = mapped ? mapped->in_use : NULL;

    if (mapping && info->si_code > 0 &&
        (uintptr_t)info->si_addr - (uintptr_t)mapping->base < mapping->bytes) {
        /* Whoever wraps handlers (a sanitizer) may have blocked signals all the same. */
        pthread_sigmask(SIG_SETMASK, &((ucontext_t *)context)->uc_sigmask, NULL);
        siglongjmp(mapped->jump, 1);
    }
    pass_on(number, info, context);
}

static void install_handler(void)
{
    struct sigaction action = {.sa_sigaction = on_bus_error,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};

    if (sigaction(SIGBUS, NULL, &previous_action) < 0 || sigaction(SIGBUS, &action, NULL) < 0)
        handler_error = errno;
}

/* Bytes from the mapping's start that the target has now: touching more is a SIGBUS. */
static uint64_t held_bytes(const struct mapping *mapping, int fd)
{
    struct stat status;
    uint64_t size;

    if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode))
        return mapping->bytes;
    size = (uint64_t)status.st_size;
    if (size <= mapping->first)
        return 0;
    return size - mapping->first < mapping->bytes ? size - mapping->first : mapping->bytes;
}

static int map_region(const struct mmap_state *mapped, struct mapping *mapping,
                      const struct iop_engine_target *target)
{
    uint64_t first = target->offset / mapped->page_bytes * mapped->page_bytes;
    uint64_t bytes = target->offset + target->bytes - first;
    const char *refused;
    void *base = mmap(NULL, bytes, mapped->protection, MAP_SHARED, target->fd, (off_t)first);
    int result;

    if (base == MAP_FAILED)
        return -errno;
    result = advise(base, bytes, mapped->advice, &refused);
    if (result < 0) {
        munmap(base, bytes);
        return result;
    }
    *mapping = (struct mapping){.base = base, .first = first, .bytes = bytes};
    return 0;
}

/*
 * For a request outside of what is known to be held: maps the target, or looks whether it has
 * grown. How many bytes of the request can be copied; -EIO when it begins behind the end, else
 * -errno.
 */
static int64_t reach(const struct mmap_state *mapped, const struct iop_request *request)
{
    const struct iop_engine_target *target = mapped->targets + request->target;
    struct mapping *mapping = mapped->mappings + request->target;
    int result = mapping->base ? 0 : map_region(mapped, mapping, target);
    uint64_t start = request->offset - mapping->first;

    if (result < 0)
        return result;
    mapping->held = held_bytes(mapping, target->fd);
    if (request->offset < mapping->first || start >= mapping->held)
        return -EIO;
    return mapping->held - start < request->length ? (int64_t)(mapping->held - start)
                                                   : (int64_t)request->length;
}

/* Of a file that became shorter the request is tried again, up to the new end. */
static void copy_failed(struct mmap_state *mapped, const struct iop_request *request)
{
    struct mapping *mapping = mapped->mappings + request->target;
    uint64_t held = held_bytes(mapping, mapped->targets[request->target].fd);

    if (held < mapping->held) {
        mapping->held = held;
        return;
    }
    iop_finished_add(&mapped->finished, request->slot, -EIO);
    mapped->next++;
}

static int64_t synchronise(const struct mmap_state *mapped, const struct iop_request *request)
{
    const struct mapping *mapping = mapped->mappings + request->target;

    if (mapping->base && msync(mapping->base, mapping->bytes, MS_SYNC) < 0)
        return -errno;
    if (mapping->base && request->kind == IOP_FDATASYNC)
        return 0;
    return iop_descriptor_sync(mapped->targets[request->target].fd, request->kind);
}

static int64_t control(const struct mmap_state *mapped, const struct iop_request *request)
{
    if (request->kind == IOP_TRIM)
        return iop_descriptor_trim(mapped->targets + request->target, request->offset,
                                   request->length);
    return synchronise(mapped, request);
}

static void copy(const struct iop_request *request, uint8_t *file, uint8_t *buffer, size_t bytes)
{
    if (request->kind == IOP_READ)
        memcpy(buffer, file, bytes);
    else
        memcpy(file, buffer, bytes);
}

/* Executes requests[next .. n). Left by siglongjmp in the middle of a copy when a page fails. */
static __attribute__((noinline)) void run(struct mmap_state *mapped,
                                          const struct iop_request *requests, uint32_t n)
{
    struct mapping *mappings = mapped->mappings;
    uint8_t *buffers = mapped->buffers;
    uint64_t stride = mapped->stride;

    for (uint32_t i = mapped->next; i < n; i++) {
        const struct iop_request *request = requests + i;
        struct mapping *mapping = mappings + request->target;
        uint64_t start = request->offset - mapping->first;
        int64_t bytes = request->length;

        if (request->kind > IOP_WRITE) {
            iop_finished_add(&mapped->finished, request->slot, control(mapped, request));
            continue;
        }
        if (start > mapping->held || request->length > mapping->held - start) {
            bytes = reach(mapped, request);
            start = request->offset - mapping->first;
        }
        if (bytes > 0) {
            mapped->in_use = mapping;
            mapped->next = i;
            atomic_signal_fence(memory_order_seq_cst); /* with the handler, before the copy */
            copy(request, mapping->base + start,
                 buffers + request->slot * stride + request->buffer_offset, (size_t)bytes);
        }
        iop_finished_add(&mapped->finished, request->slot, bytes);
    }
}

const struct iop_engine iop_engine_mmap = {
    .name = "mmap",
    .capabilities = IOP_CAN_TRIM,
    .state_bytes = sizeof(struct mmap_state),
    .open = mmap_open,
    .close = mmap_close,
    .submit = mmap_submit,
    .reap = mmap_reap,
};
