/*
 * One worker: a thread, its engine, its slots, its place in the shared region. worker.c is the
 * loop, lifecycle.c everything before and after it, failure.c what happens to an I/O that did not
 * simply work.
 */
#ifndef IOP_WORKER_H
#define IOP_WORKER_H

#include "access/mix.h"
#include "access/offset.h"
#include "access/sizes.h"
#include "clock/clock.h"
#include "engine/engine.h"
#include "error/error.h"
#include "layout/job_layout.h"
#include "layout/shared_layout.h"
#include "measure/heat.h"
#include "measure/interval.h"
#include "memory/buffers.h"
#include "memory/content.h"
#include "target/target.h"
#include "worker/verify.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* What all workers of a run share. Written off the hot path only. */
struct iop_control {
    pthread_mutex_t lock; /* of ready_count, failed_count, released */
    pthread_cond_t changed;
    uint32_t ready_count;
    uint32_t failed_count;
    bool released;      /* start_ns stands, or the run is given up */
    uint32_t stop;      /* enum shared_stop once somebody wants the end; set once */
    uint32_t writers;   /* workers that read back at the end and may write until then; release */
    uint32_t abandoned; /* 1: nobody reads the region any more */
    uint64_t failures;  /* failed operations of all workers */
    uint64_t start_ns;
    uint64_t warmup_ns;
    uint64_t duration_ns; /* 0: until the loads' own limits */
    uint64_t interval_ns;
    uint64_t drain_ns;
    uint64_t failures_max; /* 0: no limit */
    uint32_t on_error;     /* enum job_on_error */
};

/* A request under way. */
struct iop_slot {
    uint64_t start_ns;    /* stamp of the batch that submitted it first */
    uint64_t offset;      /* of the whole block */
    uint32_t length;      /* of the whole block */
    uint32_t transferred; /* bytes, by earlier short transfers */
    uint16_t target;
    uint8_t kind;
    uint8_t again; /* times it was answered with EAGAIN or EINTR */
};

/* The part of a target that is the worker's, and which blocks of its space lie there. */
struct iop_region {
    uint64_t block_first; /* of the worker's space */
    uint64_t offset;      /* bytes, of that block in the target */
    uint64_t bytes;       /* 0: outside of the worker's partition */
};

/* What a load with several block sizes draws its operations from; sized.c. */
struct iop_sized {
    struct iop_sizes reads;
    struct iop_sizes writes; /* and trims */
    struct iop_rng rng;
    bool runs_on;        /* sequential: the next one begins where the last one ended */
    bool jumps;          /* so do those between jumps */
    uint64_t position;   /* then its block */
    uint64_t bytes_left; /* of new operations; UINT64_MAX: no limit */
};

/* CPU time of a thread and the monotonic time beside it: at one moment, or between two. */
struct iop_cpu_use {
    uint64_t cpu_ns;
    uint64_t wall_ns;
};

enum { WORKER_WAIT_NS_MAX = 100 * 1000 * 1000 }; /* a waiting worker looks for a stop */

struct iop_pace;
struct iop_locks;

struct iop_worker {
    /* the loop's own, hot */
    const struct iop_engine *engine;
    void *engine_state;
    struct iop_clock *clock;
    struct iop_slot *slots;
    uint32_t *free_slots;
    struct iop_request *requests; /* pending ones first, then this turn's */
    struct iop_completion *completions;
    uint64_t *blocks; /* drawn block numbers of a turn */
    uint64_t *drawn;  /* by slot: its place in the load's space before scattering; heat.c */
    uint32_t depth;
    uint32_t free_count;
    uint32_t pending_count; /* in requests, not accepted yet or to be issued again */
    uint32_t held_back;     /* the last of them, which wait for their locks; locks.c */
    uint32_t in_flight;
    uint32_t batch;       /* new requests per turn at most, adapted */
    uint32_t block_bytes; /* of every operation, unless sizes are mixed */
    uint32_t region_count;
    bool mixes_sizes;
    bool interleaves; /* blocks drawn are every n-th of the space */
    bool notes_drawn; /* scattered, in a load that asks for heat */
    bool stopping;
    bool measures_submission;
    bool paced;                /* something decides when operations start; pace.c */
    uint32_t thinking;         /* users that do; pace.c */
    bool fills;                /* the buffers of new writes; content.c */
    bool verifies;             /* what it reads; verify.c */
    bool reads_back;           /* what it wrote; read_back.c */
    bool keeps_heat;           /* now: in the measured phase of a load that asks for it */
    uint64_t issue_left;       /* new operations still allowed */
    uint64_t depth_changed_ns; /* depth integral is up to date to here */
    uint64_t boundary_ns;      /* next end of an interval or a phase */
    uint64_t completion_last_ns;
    uint64_t ops_total; /* of all kinds, over all phases */
    bool has_syncs;     /* between writes */
    uint16_t target_written_last;
    uint32_t writes_since_fsync;
    uint32_t writes_since_fdatasync;
    struct iop_region *regions;
    struct iop_offsets offsets;
    struct iop_mix mix;
    struct iop_intervals intervals;
    struct iop_heat heat;
    struct shared_live *live;
    struct iop_pace *pace;   /* NULL: not paced */
    struct iop_locks *locks; /* NULL: operations take none */
    uint64_t wait_ns_max;    /* a waiting worker looks around this often */

    /* set up once */
    const struct job_load *load;
    const struct job_worker *place;
    const struct iop_target_spec *targets; /* the worker's */
    struct iop_sized sized;
    uint64_t space_blocks;              /* of all targets of the load */
    uint64_t space_first;               /* of them, before the worker's partition or targets */
    const struct job_segment *segments; /* of the job */
    const struct job_bucket *buckets;   /* the worker's */
    struct iop_control *control;
    struct shared_error *errors;
    struct shared_heat *shared_heat; /* NULL: no load of the run keeps it */
    struct iop_engine_setup setup;
    struct iop_engine_target *opened;
    struct iop_buffers buffers;
    struct iop_content content; /* of writes */
    struct iop_verification verification;
    const uint8_t *content_string; /* the load's, in the job */
    struct iop_clock own_clock;    /* virtual */
    uint64_t seed;
    uint64_t interval_end_ns;
    uint64_t phase_end_ns; /* UINT64_MAX: when the limits are reached */
    struct iop_cpu_use phase_start;
    struct iop_cpu_use measured;
    uint32_t phase;      /* enum shared_phase */
    uint32_t stop;       /* enum shared_stop */
    uint32_t syncs_left; /* targets still to be synced at the end */
    pthread_t thread;
    int error; /* why it could not open or its engine broke */
    bool thread_started;
    bool lost_requests;     /* the drain was given up: memory must stay mapped */
    uint32_t ended;         /* 1: the thread uses nothing of the run any more; release */
    uint64_t drain_from_ns; /* when its waiter saw that it has to drain; 0: not yet */
    char error_text[IOP_ERROR_TEXT_BYTES];
};

/* Opens everything, waits at the barrier, runs the loop, closes everything; lifecycle.c. */
void *iop_worker_main(void *worker);

/* Frees what its thread allocated; safe on a worker that never had one. */
void iop_worker_free(struct iop_worker *worker);

/*
 * Whether the worker's thread has touched everything for the last time, and whether it should have
 * long ago: it is held up in the kernel. Both for the one thread that waits for the workers.
 */
bool iop_worker_has_ended(const struct iop_worker *worker);
bool iop_worker_is_overdue(struct iop_worker *worker, uint64_t now_ns);

/* Time since its last completion, or since the start of the run when there was none. */
uint64_t iop_worker_silence_ns(const struct iop_worker *worker, uint64_t now_ns);

/* Bytes of the longest operation of a load; space.c. */
uint32_t iop_worker_longest(const struct job_load *load);

/* How many of the load's targets are the worker's; space.c. */
uint32_t iop_worker_target_count(const struct iop_worker *worker);

/* Sets up regions, visiting order and sizes; 0, or -errno with a sentence; space.c. */
int iop_worker_open_space(struct iop_worker *worker);

/*
 * Operations this worker may issue in the measured phase, and their bytes where sizes are mixed;
 * UINT64_MAX: no limit; space.c.
 */
uint64_t iop_worker_issue_limit(const struct iop_worker *worker);
uint64_t iop_worker_byte_limit(const struct iop_worker *worker);

/* Adds n new operations of mixed sizes, or fewer where a limit is reached; sized.c. */
void iop_worker_generate_sized(struct iop_worker *worker, uint32_t n);

/* Runs from start to the last completion; 0 or -errno when the engine broke; worker.c. */
int iop_worker_loop(struct iop_worker *worker);

/* Counts one whole operation and frees its slot; worker.c. */
void iop_worker_count(struct iop_worker *worker, uint32_t slot_index, uint64_t now_ns);

/* Prepares the content of writes, by the worker's own thread, with its buffers; content.c. */
int iop_worker_open_content(struct iop_worker *worker, uint64_t seed);

/*
 * Readies the pending requests from first on: fills the buffers of writes, and when verification is
 * on, takes note of all; content.c.
 */
void iop_worker_fill(struct iop_worker *worker, uint32_t first);
/* Prepares to note where operations fall, in loads that ask for it; heat.c. */
void iop_worker_open_heat(struct iop_worker *worker);

/* The next n new requests will be for these blocks; heat.c. */
void iop_worker_note_drawn(struct iop_worker *worker, const uint64_t *blocks, uint32_t n);

/* The whole operations among the first n completions, not yet counted; heat.c. */
void iop_worker_note_heat(const struct iop_worker *worker, uint32_t n);

/* One whole operation that is about to be counted; heat.c. */
void iop_worker_note_heat_of(const struct iop_worker *worker, uint32_t slot_index);

/* Before the content, by the worker's own thread, and after the last request; verify.c. */
int iop_worker_open_verify(struct iop_worker *worker);
void iop_worker_close_verify(struct iop_worker *worker);

/* A request that was just made: a write gets its generation and content; verify.c. */
void iop_worker_verify_new(struct iop_worker *worker, const struct iop_request *request);

/* Settles n completions before they are counted; what is not as it should be fails; verify.c. */
void iop_worker_verify(struct iop_worker *worker, uint32_t n);

/* The request of a slot has failed for good; verify.c. */
void iop_worker_verify_failed(struct iop_worker *worker, uint32_t slot_index);

/* Adds the reads that are due, as far as slots are free; read_back.c. */
void iop_worker_read_back(struct iop_worker *worker);

/* It will not write any more: others may read what it wrote. Safe to call again; read_back.c. */
void iop_worker_has_written(struct iop_worker *worker);

/* With nothing in flight: whether it may end; begins to read back when all have written. */
bool iop_worker_has_read_back(struct iop_worker *worker);

/* An I/O that did not transfer everything at once; failure.c. */
void iop_worker_incomplete(struct iop_worker *worker, uint32_t slot_index, int32_t result,
                           uint64_t now_ns);

/* Begins the first interval; phase.c. */
void iop_worker_begin(struct iop_worker *worker);

/* Ends intervals and phases that lie before now_ns; phase.c. */
void iop_worker_cross_boundary(struct iop_worker *worker, uint64_t now_ns);

/* No new operations from now on; what is in flight is drained; phase.c. */
void iop_worker_stop(struct iop_worker *worker, uint32_t stop);

/* Everything is written and synced: the phase of reading back begins; phase.c. */
void iop_worker_begin_verify(struct iop_worker *worker);

/* Hands over the last interval and the totals; phase.c. */
void iop_worker_end(struct iop_worker *worker, uint64_t now_ns);

#endif
