/*
 * The engine table: the one seam between the loop and a way of doing I/O.
 *
 * An engine moves batches of requests to the kernel (or pretends to) and hands back completions.
 * It never reads a clock, counts, paces, logs, or knows a worker; time, statistics and retries are
 * the caller's. A new engine is one file and one line in engines.c; null.c is the model.
 *
 * All functions of one state are called by one thread, the worker that opened it.
 */
#ifndef IOP_ENGINE_H
#define IOP_ENGINE_H

#include <stddef.h>
#include <stdint.h>

struct iop_clock;
struct job_sim;

/* What a request does. The order is the order of the counters in the shared region. */
enum iop_kind {
    IOP_READ = 0,
    IOP_WRITE = 1,
    IOP_TRIM = 2,
    IOP_FSYNC = 3,
    IOP_FDATASYNC = 4,
    IOP_KIND_COUNT = 5,
};

/* Capability bits: what an engine can do. */
enum iop_engine_capability {
    IOP_CAN_QUEUE = 1 << 0,       /* more than one request in flight */
    IOP_CAN_VECTORS = 1 << 1,     /* --vectors */
    IOP_CAN_TRIM = 1 << 2,        /* IOP_TRIM */
    IOP_CAN_HINT_NOWAIT = 1 << 3, /* --nowait, --uncached */
    IOP_NEEDS_NO_TARGET = 1 << 4, /* never opens the target: null and sim */
    IOP_VIRTUAL_CLOCK = 1 << 5,   /* drives its own clock: sim */
};

/*
 * Engine options, asked for in iop_engine_setup.options; the bits really in force are reported in
 * options_in_force. The Java side prints their names, see layout_gen.c.
 */
enum iop_engine_option {
    IOP_OPT_REGISTERED_FILES = 1 << 0,
    IOP_OPT_FIXED_BUFFERS = 1 << 1,
    IOP_OPT_REGISTERED_RING = 1 << 2,
    IOP_OPT_SINGLE_ISSUER = 1 << 3,
    IOP_OPT_DEFER_TASKRUN = 1 << 4,
    IOP_OPT_COOP_TASKRUN = 1 << 5,
    IOP_OPT_SQPOLL = 1 << 6,
    IOP_OPT_IOPOLL = 1 << 7,
    IOP_OPT_UNCACHED = 1 << 8,     /* RWF_DONTCACHE */
    IOP_OPT_NOWAIT = 1 << 9,       /* RWF_NOWAIT */
    IOP_OPT_FORCE_ASYNC = 1 << 10, /* IOSQE_ASYNC */
    IOP_OPT_SUBMIT_NOW = 1 << 11,  /* enter the kernel in submit, never in reap: --lat-submission */
    IOP_OPT_RING_REAP = 1 << 12,   /* libaio: completions read from the mapped ring */
    IOP_OPT_IOWQ_AFFINITY = 1 << 13, /* io_uring: kernel workers freed from the worker's CPU */
    IOP_OPT_BUSY_REAP = 1 << 14,     /* spin for completions instead of sleeping */
};

/* One I/O. offset is absolute in the target; an engine adds nothing to it. */
struct iop_request {
    uint64_t offset;        /* bytes, absolute in the target */
    uint32_t length;        /* bytes still to transfer; 0 for syncs */
    uint32_t slot;          /* 0 .. depth-1: identity of the request and its buffer */
    uint32_t buffer_offset; /* bytes of the slot's buffer already transferred */
    uint16_t target;        /* index in iop_engine_setup.targets */
    uint8_t kind;           /* enum iop_kind */
    uint8_t retry;          /* 1: issued again after EAGAIN, must not carry RWF_NOWAIT */
};

/* result: bytes transferred (0 for syncs and trims that worked), or -errno. */
struct iop_completion {
    uint32_t slot;
    int32_t result;
};

/* An opened target as an engine sees it. */
struct iop_engine_target {
    int fd;
    uint32_t is_block_device; /* 1: trims are discards */
    uint64_t offset;          /* first byte of the region in use */
    uint64_t bytes;           /* length of the region in use */
    const char *path;
};

/* Everything open may need. Lives longer than the state. */
struct iop_engine_setup {
    const struct iop_engine_target *targets;
    uint32_t target_count;
    uint32_t depth;            /* requests in flight at most, 1 .. 4096 */
    uint8_t *buffers;          /* depth buffers, buffer_stride bytes apart */
    uint64_t buffer_stride;    /* bytes */
    uint32_t block_bytes;      /* longest request */
    uint32_t kinds;            /* bit 1 << enum iop_kind for every kind that may come */
    uint32_t vectors;          /* parts per request; 1: not vectored */
    uint32_t options;          /* enum iop_engine_option asked for */
    uint32_t options_in_force; /* out */
    int32_t sqpoll_cpu;        /* -1: any */
    uint32_t madvise;          /* enum job_advice bits, mmap only */
    const struct job_sim *sim; /* sim only */
    struct iop_clock *clock;   /* sim only: the virtual clock it drives */
    uint64_t seed;             /* sim only */
};

struct iop_engine {
    const char *name;
    uint32_t capabilities;
    size_t state_bytes;

    /*
     * state is zeroed, cache-line aligned. Refuses any kind or option it cannot serve: returns
     * -errno with a sentence in iop_error_text(). On failure it has closed what it opened.
     */
    int (*open)(void *state, struct iop_engine_setup *setup);

    /* Safe on a half-built and on a closed state. */
    void (*close)(void *state);

    /*
     * Takes up to n requests in order; returns how many were accepted (0 .. n) or -errno when the
     * engine itself broke (never for the failure of one I/O: that is a completion). May leave the
     * kernel call to the next reap unless IOP_OPT_SUBMIT_NOW. -EAGAIN: no room, reap first.
     */
    int (*submit)(void *state, const struct iop_request *requests, uint32_t n);

    /*
     * Flushes what submit left, then collects between min and max completions; waits at most
     * wait_ns for the first min. Returns the count (may be below min when time is up or a signal
     * came) or -errno when the engine itself broke.
     */
    int (*reap)(void *state, struct iop_completion *completions, uint32_t min, uint32_t max,
                uint64_t wait_ns);
};

extern const struct iop_engine iop_engine_uring;
extern const struct iop_engine iop_engine_libaio;
extern const struct iop_engine iop_engine_sync;
extern const struct iop_engine iop_engine_mmap;
extern const struct iop_engine iop_engine_null;
extern const struct iop_engine iop_engine_sim;

/* By enum job_engine_id; NULL when the id is none. */
const struct iop_engine *iop_engine_by_id(uint32_t id);

#endif
