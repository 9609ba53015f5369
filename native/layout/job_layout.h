/*
 * The flat job: everything Java hands to native, in one buffer that native copies and checks.
 *
 *   offset 0            job_header
 *   loads_offset        job_load    [load_count]     what a worker does
 *   targets_offset      job_target  [target_count]   where
 *   workers_offset      job_worker  [worker_count]   who, on which CPU
 *   text_offset         text_bytes of UTF-8 paths and of write patterns, each named by offset and
 *                       length
 *   segments_offset     job_segment [segment_count]  tables over time that paces refer to
 *   buckets_offset      job_bucket  [bucket_count]   how often which block, tables of workers
 *
 * All numbers little-endian, natural alignment, every gap explicit. Writer: Java, JobWriter.
 * Reader: native, api/job.c. The Java constants are printed by layout_gen.c.
 */
#ifndef IOP_JOB_LAYOUT_H
#define IOP_JOB_LAYOUT_H

#include <stdint.h>

enum {
    JOB_WORKERS_MAX = 1024,
    JOB_TARGETS_MAX = 4096,
    JOB_LOADS_MAX = 64,
    JOB_DEPTH_MAX = 4096,
    JOB_VECTORS_MAX = 64,
    JOB_SEGMENTS_MAX = 1 << 20,
    JOB_BURST_MAX = 1 << 20,
    JOB_KINDS_PACED = 3, /* reads, writes, trims */
    JOB_PATH_BYTES_MAX = 4095,
    JOB_BUCKETS_MAX = 4096, /* of one load */
    JOB_BLOCK_BYTES_MIN = 512,
    JOB_BLOCK_BYTES_MAX = 1 << 30,
    JOB_STRING_BYTES_MAX = 1 << 20, /* of a repeated write pattern */
    JOB_SIZES_MAX = 32,             /* entries of a mix of block sizes */
    JOB_VERIFY_EVERY_MAX = 1 << 20,
};

/* Shares of operations are counted in fractions of this, so a percentage is kept to 2e-10. */
static const uint64_t JOB_SHARE_ALL = (uint64_t)1 << 32;

enum job_engine_id {
    JOB_ENGINE_IO_URING = 0,
    JOB_ENGINE_LIBAIO = 1,
    JOB_ENGINE_SYNC = 2,
    JOB_ENGINE_MMAP = 3,
    JOB_ENGINE_NULL = 4,
    JOB_ENGINE_SIM = 5,
    JOB_ENGINE_COUNT = 6,
};

enum job_access {
    JOB_ACCESS_SEQUENTIAL = 0,
    JOB_ACCESS_UNIFORM = 1,     /* independent draws; blocks may repeat */
    JOB_ACCESS_PERMUTATION = 2, /* each block once per pass, in random order */
    JOB_ACCESS_STRIDED = 3,     /* each stride-th block, then those beside them, and so on */
    JOB_ACCESS_SKEWED = 4,      /* independent draws from a table */
};

enum job_places_flag {
    JOB_PLACES_BACKWARD = 1 << 0,   /* strided: the last block first */
    JOB_PLACES_SCATTERED = 1 << 1,  /* skewed: hot blocks are spread by a bijection */
    JOB_PLACES_PER_WORKER = 1 << 2, /* skewed: each worker has hot blocks of its own */
};

/* How the workers of a load share its blocks. */
enum job_sharing {
    JOB_SHARING_SLICES = 0,      /* all blocks for all; an order starts at the worker's slice */
    JOB_SHARING_SAME = 1,        /* all blocks for all; an order starts at the first block */
    JOB_SHARING_INTERLEAVED = 2, /* of n workers, worker i has the blocks i, i+n, i+2n, ... */
    JOB_SHARING_PARTITIONS = 3,  /* a worker has its slice and nothing else */
    JOB_SHARING_OWN_TARGETS = 4, /* a worker has targets that no other has */
};

/* Record locks that each operation takes and gives back: reads shared, writes exclusive. */
enum job_lock_mode {
    JOB_LOCK_NONE = 0,
    JOB_LOCK_RANGE = 1, /* of its own bytes */
    JOB_LOCK_FULL = 2,  /* of the whole target */
};

enum job_on_error {
    JOB_ON_ERROR_STOP = 0,
    JOB_ON_ERROR_CONTINUE = 1,
};

enum job_sync_mode {
    JOB_SYNC_NONE = 0,
    JOB_SYNC_SYNC = 1,  /* O_SYNC */
    JOB_SYNC_DSYNC = 2, /* O_DSYNC */
};

enum job_target_kind {
    JOB_TARGET_FILE = 0,
    JOB_TARGET_BLOCK = 1,
    JOB_TARGET_CHARACTER = 2,
    JOB_TARGET_NONE = 3, /* null and sim: only a size */
};

enum job_target_flag {
    JOB_TARGET_CREATE = 1 << 0,       /* create the file when it is missing */
    JOB_TARGET_FILL = 1 << 1,         /* write random data to every unwritten byte of the region */
    JOB_TARGET_REFUSE_HOLES = 1 << 2, /* reads are planned: unwritten ranges are refused */
    JOB_TARGET_WRITE = 1 << 3,        /* the run writes or trims */
    JOB_TARGET_ALLOW_DEVICE = 1 << 4, /* --allow-device names it */
    JOB_TARGET_DESTROY_DATA = 1 << 5, /* --destroy-data names it */
    JOB_TARGET_PREALLOCATE = 1 << 6,  /* posix_fallocate the region */
    JOB_TARGET_DIRECT = 1 << 7,       /* O_DIRECT */
    JOB_TARGET_READ = 1 << 8,         /* the run reads */
};

enum job_advice {
    JOB_ADVICE_SEQUENTIAL = 1 << 0,
    JOB_ADVICE_RANDOM = 1 << 1,
    JOB_ADVICE_WILLNEED = 1 << 2,
    JOB_ADVICE_DONTNEED = 1 << 3,   /* fadvise only */
    JOB_ADVICE_NOREUSE = 1 << 4,    /* fadvise only */
    JOB_ADVICE_HUGEPAGE = 1 << 5,   /* madvise only */
    JOB_ADVICE_NOHUGEPAGE = 1 << 6, /* madvise only */
};

enum job_buffer_flag {
    JOB_BUFFER_HUGE_PAGES = 1 << 0,
};

enum job_pattern {
    JOB_PATTERN_RANDOM = 0, /* other bytes in every write */
    JOB_PATTERN_STRING = 1, /* a string of bytes, repeated from the start of the target */
};

enum job_sim_law {
    JOB_SIM_CONSTANT = 0,    /* latency_ns */
    JOB_SIM_UNIFORM = 1,     /* latency_ns .. latency_high_ns */
    JOB_SIM_EXPONENTIAL = 2, /* mean latency_ns */
};

/*
 * The virtual device. A request issued at t completes at t + a draw from the law; during a stall
 * window nothing completes. Rates are per million requests.
 */
struct job_sim {
    uint32_t law;      /* enum job_sim_law */
    uint32_t channels; /* requests served at once; 0: without limit */
    uint64_t latency_ns;
    uint64_t latency_high_ns;
    uint64_t stall_at_ns; /* since the start of the run; 0 with stall_ns 0: none */
    uint64_t stall_ns;
    uint32_t short_per_million; /* transfers cut in half */
    uint32_t error_per_million;
    uint32_t error_errno;
    uint32_t again_per_million; /* requests answered with EAGAIN */
};

/*
 * Blocks that are drawn together, and a cell of an alias table (Walker 1974, Vose 1991). Each
 * bucket of a table of n is drawn with 1/n; a second draw below the threshold stays in it, any
 * other goes to its alias. Inside of a bucket the density of the blocks is a straight line, from
 * 1 + tilt at its beginning to 1 - tilt at its end.
 */
struct job_bucket {
    uint64_t first;     /* block */
    uint64_t blocks;    /* 1 and more */
    uint64_t threshold; /* of 2^64 */
    uint32_t alias;     /* index in the table */
    int32_t tilt;       /* of 2^31 */
};

/*
 * Where the blocks of a load fall, beyond the order that job_access names. Draws may be places to
 * jump to: an operation jumps with probability jump_limit, or after a run of run_min to run_max
 * blocks, and otherwise goes on to the next block. With neither each operation jumps.
 */
struct job_places {
    uint64_t stride;     /* strided: blocks from one to the next */
    uint64_t jump_limit; /* of 2^32; 0: unused */
    uint32_t run_min;    /* blocks; 0: unused */
    uint32_t run_max;
    uint32_t flags; /* enum job_places_flag */
    uint32_t reserved;
};

/* What writes contain. */
struct job_content {
    uint32_t pattern; /* enum job_pattern */
    uint32_t reserved;
    uint32_t string_offset; /* from text_offset */
    uint32_t string_bytes;  /* 0: none */
    /* Random content only, shares of JOB_SHARE_ALL. */
    uint64_t compress_limit; /* of the bytes, that a compressor takes away */
    uint64_t dedupe_limit;   /* of the writes, that repeat data written elsewhere */
};

enum job_arrivals {
    JOB_ARRIVALS_CLOSED = 0, /* no schedule: the queue is kept full */
    JOB_ARRIVALS_CONSTANT = 1,
    JOB_ARRIVALS_POISSON = 2,
};

/* How a worker waits for a time at which it has something to issue. */
enum job_waiting {
    JOB_WAIT_HYBRID = 0, /* sleeps, and spins for the last part */
    JOB_WAIT_SLEEP = 1,
    JOB_WAIT_SPIN = 2,
};

/* A value that holds from the end of the segment before it to its own end. */
struct job_segment {
    uint64_t end_ns; /* since the start of the measurement, ascending */
    uint64_t value;
};

/*
 * A value over time: neighbours in the table of segments. During the warm-up the first value holds,
 * behind the last segment its value, unless the curve repeats.
 */
struct job_curve {
    uint32_t segment_first;
    uint32_t segment_count; /* 0: there is no curve */
    uint32_t repeats;
    uint32_t reserved;
};

/* When the next operation starts. */
struct job_pace {
    uint32_t arrivals;      /* enum job_arrivals */
    uint32_t burst;         /* arrivals at one instant, 1 or more */
    uint32_t by_bytes;      /* 1: the rate is one of bytes, not of operations */
    uint32_t per_worker;    /* 1: the rate is each worker's, not that of all peers together */
    struct job_curve rate;  /* thousandths of an operation or byte per second */
    struct job_curve depth; /* requests in flight or thinking users; none: the depth of the load */
    uint64_t think_ns[JOB_KINDS_PACED]; /* pause of a user after its own operation, by kind */
    uint32_t think_every;               /* a user pauses after so many of its operations */
    uint32_t think_service;             /* pause in 1/100,000 of the operation's service time */
    uint32_t waiting;                   /* enum job_waiting */
    uint32_t reserved;
};

/* Sizes first_bytes, first_bytes + step_bytes, ...: count of them, each equally likely. */
struct job_size {
    uint32_t first_bytes;
    uint32_t step_bytes;
    uint32_t count;
    uint32_t reserved;
    uint64_t share; /* of JOB_SHARE_ALL, which the entries of a mix are together */
};

enum job_verify_flag {
    JOB_VERIFY_HEADER = 1 << 0,    /* blocks carry a header; else every byte is the pattern's */
    JOB_VERIFY_READ_BACK = 1 << 1, /* after the run, what is known to be written */
    JOB_VERIFY_ANY_STATE = 1 << 2, /* without a state, every block is expected to hold the string */
};

/* What is taken for written after the process or the machine ended without warning. */
enum job_verify_bound {
    JOB_BOUND_BY_BOOT = 0, /* acknowledged writes, or durable ones when the machine was restarted */
    JOB_BOUND_ACKED = 1,
    JOB_BOUND_DURABLE = 2, /* only what was synced */
};

struct job_verify {
    uint32_t unit_bytes; /* of a verified block, a divisor of block_bytes; 0: nothing is verified */
    uint32_t flags;      /* enum job_verify_flag */
    uint32_t every;      /* writes after which they are read back; 0: never */
    uint32_t bound;      /* enum job_verify_bound */
};

/* What a worker does: one component of a workload. */
struct job_load {
    uint32_t engine;         /* enum job_engine_id */
    uint32_t engine_options; /* enum iop_engine_option */
    uint32_t depth;          /* 1 .. JOB_DEPTH_MAX */
    uint32_t block_bytes;    /* longest */
    uint32_t access;         /* enum job_access */
    uint32_t vectors;        /* 1: not vectored */
    /* A draw below read_limit is a read, below write_limit a write, else a trim: 2^32 is all. */
    uint64_t read_limit;
    uint64_t write_limit;
    uint32_t fsync_every;        /* writes; 0: never */
    uint32_t fdatasync_every;    /* writes; 0: never */
    uint32_t end_fsync;          /* 1: fsync every written target after the drain */
    uint32_t sync_mode;          /* enum job_sync_mode */
    uint32_t fadvise;            /* enum job_advice */
    uint32_t madvise;            /* enum job_advice */
    uint32_t buffer_flags;       /* enum job_buffer_flag */
    int32_t sqpoll_cpu;          /* -1: any */
    uint32_t latency_submission; /* 1: record submission latency */
    uint32_t until_complete;     /* 1: stop when every block of the region was touched once */
    uint64_t ops_max;            /* of all workers of the load together; 0: no limit */
    uint64_t bytes_max;          /* of all workers of the load together; 0: no limit */
    uint32_t target_first;       /* the load's targets are neighbours in the target array */
    uint32_t target_count;
    uint32_t heat_counters;    /* pieces in which the space's operations are counted; 0: none */
    uint32_t sharing;          /* enum job_sharing */
    uint32_t read_size_count;  /* 0 with write_size_count 0: not mixed */
    uint32_t write_size_count; /* of writes and trims */
    uint32_t lock_mode;        /* enum job_lock_mode */
    uint32_t reserved;
    struct job_size read_sizes[JOB_SIZES_MAX];
    struct job_size write_sizes[JOB_SIZES_MAX];
    struct job_places places;
    struct job_sim sim;
    struct job_content content;
    struct job_pace pace;
    struct job_verify verify;
};

struct job_target {
    uint32_t path_offset;  /* from text_offset */
    uint32_t path_bytes;   /* without terminator */
    uint32_t kind;         /* enum job_target_kind, as Java saw it; native refuses another */
    uint32_t flags;        /* enum job_target_flag */
    uint64_t offset;       /* first byte in use */
    uint64_t bytes;        /* bytes in use, a multiple of the load's block size */
    uint32_t state_offset; /* of the path of the state of verification, from text_offset */
    uint32_t state_bytes;  /* 0: none */
};

struct job_worker {
    uint32_t load;    /* index */
    uint32_t ordinal; /* 0 .. peers-1 among all workers of its load, over all nodes */
    uint32_t peers;
    int32_t cpu;           /* -1: not pinned */
    int32_t numa_node;     /* -1: not bound */
    uint32_t target_first; /* among the targets of its load */
    uint32_t target_count; /* 0: all of them */
    uint32_t bucket_first; /* skewed: its table, over the blocks that are its own */
    uint32_t bucket_count;
    uint32_t reserved;
};

struct job_header {
    uint64_t layout_id; /* IOP_LAYOUT_ID */
    uint64_t bytes_total;
    uint64_t seed;
    uint64_t warmup_ns;
    uint64_t duration_ns; /* measured part; 0: until the loads' own limits */
    uint64_t interval_ns;
    uint64_t drain_ns;   /* how long the end waits for what is in flight; then it is given up */
    uint64_t errors_max; /* with JOB_ON_ERROR_CONTINUE; 0: no limit */
    uint32_t on_error;   /* enum job_on_error */
    uint32_t load_count;
    uint32_t target_count;
    uint32_t worker_count;
    uint32_t loads_offset;
    uint32_t targets_offset;
    uint32_t workers_offset;
    uint32_t text_offset;
    uint32_t text_bytes;
    uint32_t segments_offset;
    uint32_t segment_count;
    uint32_t buckets_offset;
    uint32_t bucket_count;
    uint32_t reserved;
};

_Static_assert(sizeof(struct job_sim) == 56, "job_sim");
_Static_assert(sizeof(struct job_content) == 32, "job_content");
_Static_assert(sizeof(struct job_size) == 24, "job_size");
_Static_assert(sizeof(struct job_segment) == 16, "job_segment");
_Static_assert(sizeof(struct job_curve) == 16, "job_curve");
_Static_assert(sizeof(struct job_pace) == 88, "job_pace");
_Static_assert(sizeof(struct job_load) == 1888, "job_load");
_Static_assert(sizeof(struct job_bucket) == 32, "job_bucket");
_Static_assert(sizeof(struct job_places) == 32, "job_places");
_Static_assert(sizeof(struct job_verify) == 16, "job_verify");
_Static_assert(sizeof(struct job_target) == 40, "job_target");
_Static_assert(sizeof(struct job_worker) == 40, "job_worker");
_Static_assert(sizeof(struct job_header) == 120, "job_header");

#endif
