/*
 * What native publishes: one memory-mapped region per run, read by Java while the run goes on.
 *
 *   offset 0        shared_header
 *   worker_offset   one block per worker, worker_stride bytes apart (multiple of 4096):
 *                     shared_live                       what is happening now
 *                     shared_error [SHARED_ERRORS_MAX]  the first failures of each kind
 *                     shared_verified                   what was verified
 *                     shared_mismatch [SHARED_MISMATCHES_MAX]  the first failures of verification
 *                     shared_ring                       sequences of the interval ring
 *                     slot 0 .. slot_count-1, slot_stride bytes apart, from slots_offset:
 *                       shared_interval
 *                       histograms: uint32_t [HISTOGRAM_COUNTS], one per pair (latency, kind) that
 *                       the run can produce, at histogram_offset[latency][kind] from the slot
 *                     shared_heat, at heat_offset, in runs of which a load keeps it
 *                       shared_heat_part, one per kind with a position that the load can produce,
 *                       at part_offset[kind] from the shared_heat
 *
 * Every field has one writer. Java writes nothing but shared_ring.consumed. Ordering: fields are
 * plain until a release store of the field that announces them (ready, sequences, totals).
 * The Java constants are printed by layout_gen.c.
 */
#ifndef IOP_SHARED_LAYOUT_H
#define IOP_SHARED_LAYOUT_H

#include <stdint.h>

enum {
    SHARED_MAGIC = 0x504f4953, /* "SIOP" */
    SHARED_ERRORS_MAX = 32,
    SHARED_MISMATCHES_MAX = 16, /* first ones of a worker */
    SHARED_DUMP_BYTES = 64,     /* around the first difference */
    SHARED_KINDS = 5,           /* enum iop_kind */
    SHARED_LATENCIES = 5,       /* enum shared_latency */
    /* Interval slots of a worker: as many as fit in so many bytes, within these bounds. */
    SHARED_SLOTS_BYTES = 1536 * 1024,
    SHARED_SLOTS_MIN = 4,
    SHARED_SLOTS_MAX = 8,
    SHARED_ALIGNMENT = 4096, /* of the region's parts: blocks of workers, their slots */
    /* HdrHistogram of 3 significant digits, 1 ns .. 1 h, in the library's own index order. */
    HISTOGRAM_COUNTS = 33792,
    HISTOGRAM_BYTES = HISTOGRAM_COUNTS * 4,
    /* Where operations fell: measure/heat.h. */
    HEAT_KINDS = 3, /* read, write, trim: the kinds that have a position */
    HEAT_COUNTERS_MAX = 10000,
    HEAT_GROUP_BITS = 20,
    HEAT_GROUPS_MAX = 1 << HEAT_GROUP_BITS,
    HEAT_REGISTER_BITS = 14,
    HEAT_REGISTERS = 1 << HEAT_REGISTER_BITS,
};

enum shared_latency {
    LATENCY_SERVICE = 0,    /* submit to completion */
    LATENCY_RESPONSE = 1,   /* intended start to completion; only with a rate */
    LATENCY_SUBMISSION = 2, /* time inside submit; only when asked for */
    LATENCY_LATENESS = 3,   /* intended start to submit; with a rate, or after think time */
    LATENCY_LOCK_WAIT = 4,  /* ready to start to holding its lock; only with locks */
};

/* A start so much later than it could have been is the tool's fault and no measuring error. */
enum { LATE_NS = 100 * 1000 };

enum shared_phase {
    PHASE_WARMUP = 0,
    PHASE_MEASURE = 1,
    PHASE_DRAIN = 2,
    PHASE_VERIFY = 3, /* what was written is read back */
};

enum shared_worker_state {
    WORKER_CREATED = 0,
    WORKER_READY = 1, /* waiting at the start barrier */
    WORKER_RUNNING = 2,
    WORKER_DRAINING = 3,
    WORKER_DONE = 4,
    WORKER_FAILED = 5, /* could not be armed, or its engine broke */
    WORKER_VERIFYING = 6,
};

enum shared_stop {
    STOP_NONE = 0,
    STOP_COMPLETE = 1, /* duration, bytes, operations or coverage reached */
    STOP_ASKED = 2,    /* iop_stop */
    STOP_ERRORS = 3,   /* an I/O failed and the policy says stop */
    STOP_ENGINE = 4,   /* the engine broke */
};

/* What is wrong with a block that was read and verified. */
enum shared_mismatch_class {
    MISMATCH_CORRUPTED = 0,   /* bytes that nobody wrote */
    MISMATCH_TORN = 1,        /* parts of several generations, or a part missing */
    MISMATCH_MISDIRECTED = 2, /* a whole block that belongs elsewhere */
    MISMATCH_STALE = 3,       /* an older generation than the one acknowledged */
    MISMATCH_LOST = 4,        /* acknowledged, but what was there before is still there */
    MISMATCH_CLASSES = 5,
};

enum shared_clock {
    CLOCK_TSC = 0,
    CLOCK_MONOTONIC_CALL = 1, /* clock_gettime: no invariant TSC */
    CLOCK_VIRTUAL = 2,
};

/* Beside errno, numbers beyond all of them. */
enum {
    ERROR_END_OF_FILE = 4096, /* a transfer met the end of the file */
    ERROR_MISUSE = 4097,      /* the user could have asked otherwise: iop_misuse() */
};

struct shared_header {
    uint32_t magic;
    uint32_t worker_count;
    uint64_t layout_id;
    uint64_t region_bytes;
    uint64_t worker_offset;
    uint64_t worker_stride;
    uint64_t verified_offset; /* from the worker block; mismatches follow */
    uint64_t ring_offset;     /* from the worker block */
    uint64_t slots_offset;    /* from the worker block */
    uint64_t slot_stride;
    uint32_t slot_count;
    uint32_t clock;                                            /* enum shared_clock */
    uint64_t histogram_offset[SHARED_LATENCIES][SHARED_KINDS]; /* from the slot; 0: not kept */
    uint64_t heat_offset;   /* from the worker block; 0: no load keeps it */
    uint64_t prepare_bytes; /* written so far while preparing; release */
    uint64_t prepare_bytes_total;
    uint64_t unwritten_bytes; /* that will hold no data when the run writes them; release */
    uint64_t start_ns;        /* monotonic, set by iop_start */
    uint64_t ready;           /* 1 once all of the above but prepare/start stands; release */
};

/* Monotone totals of one worker over all phases, stored with release once per batch. */
struct shared_live {
    uint32_t state; /* enum shared_worker_state; release */
    uint32_t stop;  /* enum shared_stop, valid when DONE */
    uint64_t ops[SHARED_KINDS];
    uint64_t bytes[SHARED_KINDS];
    uint64_t errors;  /* failed operations */
    uint64_t retries; /* EAGAIN, EINTR */
    uint64_t short_transfers;
    uint64_t in_flight;
    uint64_t completion_last_ns;
    uint64_t ops_total;         /* sum of ops; announces the fields above; release */
    uint64_t cpu_ns;            /* CPU time of the thread in warm-up, measurement and drain; DONE */
    uint64_t cpu_measured_ns;   /* of that, in the measured phase; valid when DONE */
    uint64_t options_in_force;  /* enum iop_engine_option; valid when READY */
    uint64_t start_achieved_ns; /* when the loop really began */
    uint64_t region_blocks;     /* blocks of all targets of its load */
    uint64_t cpu_window_ns;     /* monotonic time in which cpu_measured_ns was used; DONE */
    int64_t clock_drift_ns;     /* gained by the worker's clock on CLOCK_MONOTONIC; DONE */
};

/* One kind of failure: an operation kind and an errno. Valid below shared_ring.errors. */
struct shared_error {
    uint64_t count;
    uint64_t first_offset; /* bytes */
    uint64_t first_ns;     /* since start */
    uint32_t first_length; /* bytes */
    uint32_t first_target; /* index in the job's targets */
    uint32_t kind;         /* enum iop_kind */
    uint32_t error;        /* errno or ERROR_END_OF_FILE */
};

/* Verification of one worker over all phases. */
struct shared_verified {
    uint64_t blocks; /* found as they should be */
    uint64_t bytes;
    uint64_t unsettled; /* being written while they were read, or cut off by a crash: not judged */
    uint64_t unwritten; /* read, but not known to be written */
    uint64_t failures[MISMATCH_CLASSES];
    uint64_t read_back;      /* blocks that were read to be verified only */
    uint64_t read_back_left; /* blocks that a run cut short did not read back any more */
    uint64_t mismatches;     /* entries of the table in use; worker, release */
    uint64_t reserved[4];
};

/* One of the first blocks that were not as they should be. */
struct shared_mismatch {
    uint64_t offset;  /* of the block in the target */
    uint64_t time_ns; /* since start */
    uint64_t found_generation;
    uint64_t found_offset;
    uint64_t found_file;
    uint64_t file;             /* expected */
    uint32_t length;           /* of the block */
    uint32_t target;           /* index in the job's targets */
    uint32_t mismatch;         /* enum shared_mismatch_class */
    uint32_t has_header;       /* 1: found_* are what a header there says */
    uint32_t generation_lower; /* expected, at least */
    uint32_t generation_upper; /* expected, at most */
    uint32_t generation;       /* that expected was made of */
    uint32_t difference;       /* first byte of the block that differs from it */
    uint32_t dump_from;        /* first byte of the block in the two dumps */
    uint32_t dump_bytes;
    uint8_t expected[SHARED_DUMP_BYTES];
    uint8_t found[SHARED_DUMP_BYTES];
};

/* Sequences of the interval ring, one cache-line pair per writer. */
struct shared_ring {
    uint64_t published; /* slots handed over so far; worker, release; pairs with acquire */
    uint64_t errors;    /* entries of the error table in use; worker, release */
    uint64_t pad_worker[14];
    uint64_t consumed; /* slots taken back so far; Java, release; pairs with acquire */
    uint64_t pad_java[15];
};

/* Exact statistics beside one histogram. */
struct shared_statistics {
    uint64_t count;       /* values recorded, those above the range included */
    uint64_t above_range; /* values over 1 h: counted here, not in the histogram */
    uint64_t min_ns;      /* UINT64_MAX when count is 0 */
    uint64_t max_ns;
    uint64_t sum_ns;
    uint64_t sum_squares_low; /* 128-bit sum of squares, ns² */
    uint64_t sum_squares_high;
    uint64_t reserved;
};

/* One interval of one worker. Completions belong to the interval in which they were reaped. */
struct shared_interval {
    uint64_t number;   /* 0 .. over all phases of the worker */
    uint32_t covers;   /* nominal intervals in this slot; above 1 when Java was late */
    uint32_t phase;    /* enum shared_phase */
    uint64_t start_ns; /* monotonic */
    uint64_t end_ns;
    uint64_t ops[SHARED_KINDS];
    uint64_t bytes[SHARED_KINDS];
    uint64_t errors;
    uint64_t retries;
    uint64_t short_transfers;
    uint64_t depth_integral_ns; /* in-flight requests × time: divided by the length, the depth */
    uint64_t gap_max_ns;        /* longest time without a completion that ended here (or is open) */
    uint64_t gap_max_start_ns;
    uint64_t batches;           /* turns of the loop that submitted or reaped */
    uint64_t batch_span_max_ns; /* longest turn that did several operations inside its submission */
    uint64_t in_flight;         /* at the end */
    uint64_t backlog;           /* arrivals due before the end and not issued; with a rate */
    uint64_t arrivals_late;     /* issued over LATE_NS after they were due and a slot was free */
    uint64_t arrival_late_max_ns;  /* longest such delay, below LATE_NS too */
    uint64_t thinking_integral_ns; /* users that think × time */
    uint64_t spun_ns;              /* spent spinning for the next start */
    uint64_t reserved[4];
    struct shared_statistics statistics[SHARED_LATENCIES][SHARED_KINDS];
};

/*
 * Where the operations that one worker completed in the measured phase fell in its load's space of
 * blocks: all targets one after another. Whole when the worker is DONE.
 */
struct shared_heat {
    uint64_t blocks;                  /* of the space; 0: this worker keeps none */
    uint32_t block_bytes;             /* its unit */
    uint32_t counter_count;           /* pieces of the space */
    uint32_t border_shift;            /* they begin and end at multiples of 2^border_shift blocks */
    uint32_t sample_shift;            /* one tracked block in 2^sample_shift; 0: all */
    uint64_t part_offset[HEAT_KINDS]; /* from here; 0: not kept */
    uint32_t scattered;               /* 1: drawn counts, too */
    uint32_t reserved_word;
    uint64_t reserved;
};

/* One kind of operation: counted at its first block. */
struct shared_heat_part {
    uint64_t counters[HEAT_COUNTERS_MAX];   /* operations, by piece */
    uint64_t drawn[HEAT_COUNTERS_MAX];      /* the same, at their places before scattering */
    uint64_t touched[HEAT_GROUPS_MAX / 64]; /* a bit per group of 2^sample_shift blocks */
    uint8_t sketch[HEAT_REGISTERS];         /* HyperLogLog; kept when sample_shift is not 0 */
};

_Static_assert(sizeof(struct shared_header) == 328, "shared_header");
_Static_assert(sizeof(struct shared_live) % 64 == 0, "shared_live");
_Static_assert(sizeof(struct shared_error) == 40, "shared_error");
_Static_assert(sizeof(struct shared_verified) % 64 == 0, "shared_verified");
_Static_assert(sizeof(struct shared_ring) == 256, "shared_ring");
_Static_assert(sizeof(struct shared_statistics) == 64, "shared_statistics");
_Static_assert(sizeof(struct shared_interval) % 64 == 0, "shared_interval");
_Static_assert(sizeof(struct shared_heat) == 64, "shared_heat");
_Static_assert(sizeof(struct shared_heat_part) % 64 == 0, "shared_heat_part");

#endif
