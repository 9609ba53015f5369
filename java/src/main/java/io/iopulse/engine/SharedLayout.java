package io.iopulse.engine;

/** Offsets and constants of the native layouts. Printed by layout_gen; do not edit. */
final class SharedLayout {
    static final long LAYOUT_ID = 0x6049ea43e4c2b62fL;

    // constants
    static final int JOB_WORKERS_MAX = 1024;
    static final int JOB_TARGETS_MAX = 4096;
    static final int JOB_DEPTH_MAX = 4096;
    static final int JOB_VECTORS_MAX = 64;
    static final int JOB_PATH_BYTES_MAX = 4095;
    static final int JOB_BLOCK_BYTES_MIN = 512;
    static final int JOB_BLOCK_BYTES_MAX = 1073741824;
    static final int JOB_STRING_BYTES_MAX = 1048576;
    static final int JOB_VERIFY_EVERY_MAX = 1048576;
    static final int JOB_VERIFY_HEADER = 1;
    static final int JOB_VERIFY_READ_BACK = 2;
    static final int JOB_VERIFY_ANY_STATE = 4;
    static final int JOB_BOUND_BY_BOOT = 0;
    static final int JOB_BOUND_ACKED = 1;
    static final int JOB_BOUND_DURABLE = 2;
    static final int SHARED_MISMATCHES_MAX = 16;
    static final int SHARED_DUMP_BYTES = 64;
    static final int MISMATCH_CORRUPTED = 0;
    static final int MISMATCH_TORN = 1;
    static final int MISMATCH_MISDIRECTED = 2;
    static final int MISMATCH_STALE = 3;
    static final int MISMATCH_LOST = 4;
    static final int MISMATCH_CLASSES = 5;
    static final int PHASE_VERIFY = 3;
    static final int WORKER_VERIFYING = 6;
    static final int JOB_PATTERN_RANDOM = 0;
    static final int JOB_PATTERN_STRING = 1;
    static final int JOB_SEGMENTS_MAX = 1048576;
    static final int JOB_BURST_MAX = 1048576;
    static final int JOB_KINDS_PACED = 3;
    static final int JOB_SIZES_MAX = 32;
    static final int JOB_SHARING_SLICES = 0;
    static final int JOB_SHARING_SAME = 1;
    static final int JOB_SHARING_INTERLEAVED = 2;
    static final int JOB_SHARING_PARTITIONS = 3;
    static final int JOB_SHARING_OWN_TARGETS = 4;
    static final int JOB_LOCK_NONE = 0;
    static final int JOB_LOCK_RANGE = 1;
    static final int JOB_LOCK_FULL = 2;
    static final int JOB_TARGET_FILE = 0;
    static final int JOB_TARGET_BLOCK = 1;
    static final int JOB_TARGET_CHARACTER = 2;
    static final int JOB_TARGET_NONE = 3;
    static final int JOB_TARGET_CREATE = 1;
    static final int JOB_TARGET_FILL = 2;
    static final int JOB_TARGET_REFUSE_HOLES = 4;
    static final int JOB_TARGET_WRITE = 8;
    static final int JOB_TARGET_ALLOW_DEVICE = 16;
    static final int JOB_TARGET_DESTROY_DATA = 32;
    static final int JOB_TARGET_PREALLOCATE = 64;
    static final int JOB_TARGET_DIRECT = 128;
    static final int JOB_TARGET_READ = 256;
    static final int JOB_ENGINE_IO_URING = 0;
    static final int JOB_ENGINE_LIBAIO = 1;
    static final int JOB_ENGINE_SYNC = 2;
    static final int JOB_ENGINE_MMAP = 3;
    static final int JOB_ENGINE_NULL = 4;
    static final int JOB_ENGINE_SIM = 5;
    static final int JOB_ACCESS_SEQUENTIAL = 0;
    static final int JOB_ACCESS_UNIFORM = 1;
    static final int JOB_ACCESS_PERMUTATION = 2;
    static final int JOB_ACCESS_STRIDED = 3;
    static final int JOB_ACCESS_SKEWED = 4;
    static final int JOB_BUCKETS_MAX = 4096;
    static final int JOB_PLACES_BACKWARD = 1;
    static final int JOB_PLACES_SCATTERED = 2;
    static final int JOB_PLACES_PER_WORKER = 4;
    static final int JOB_ON_ERROR_STOP = 0;
    static final int JOB_ON_ERROR_CONTINUE = 1;
    static final int JOB_SYNC_NONE = 0;
    static final int JOB_SYNC_SYNC = 1;
    static final int JOB_SYNC_DSYNC = 2;
    static final int JOB_ADVICE_SEQUENTIAL = 1;
    static final int JOB_ADVICE_RANDOM = 2;
    static final int JOB_ADVICE_WILLNEED = 4;
    static final int JOB_ADVICE_DONTNEED = 8;
    static final int JOB_ADVICE_NOREUSE = 16;
    static final int JOB_ADVICE_HUGEPAGE = 32;
    static final int JOB_ADVICE_NOHUGEPAGE = 64;
    static final int JOB_SIM_CONSTANT = 0;
    static final int JOB_SIM_UNIFORM = 1;
    static final int JOB_SIM_EXPONENTIAL = 2;
    static final int IOP_READ = 0;
    static final int IOP_WRITE = 1;
    static final int IOP_TRIM = 2;
    static final int IOP_FSYNC = 3;
    static final int IOP_FDATASYNC = 4;
    static final int LATENCY_SERVICE = 0;
    static final int LATENCY_RESPONSE = 1;
    static final int LATENCY_SUBMISSION = 2;
    static final int LATENCY_LATENESS = 3;
    static final int LATENCY_LOCK_WAIT = 4;
    static final int LATE_NS = 100000;
    static final int JOB_ARRIVALS_CLOSED = 0;
    static final int JOB_ARRIVALS_CONSTANT = 1;
    static final int JOB_ARRIVALS_POISSON = 2;
    static final int JOB_WAIT_HYBRID = 0;
    static final int JOB_WAIT_SLEEP = 1;
    static final int JOB_WAIT_SPIN = 2;
    static final int PHASE_WARMUP = 0;
    static final int PHASE_MEASURE = 1;
    static final int PHASE_DRAIN = 2;
    static final int JOB_ENGINE_COUNT = 6;
    static final int JOB_BUFFER_HUGE_PAGES = 1;
    static final int SHARED_MAGIC = 1347373395;
    static final int SHARED_ERRORS_MAX = 32;
    static final int SHARED_KINDS = 5;
    static final int SHARED_LATENCIES = 5;
    static final int SHARED_SLOTS_BYTES = 1572864;
    static final int SHARED_SLOTS_MIN = 4;
    static final int SHARED_SLOTS_MAX = 8;
    static final int SHARED_ALIGNMENT = 4096;
    static final int HISTOGRAM_COUNTS = 33792;
    static final int HISTOGRAM_BYTES = 135168;
    static final int HEAT_KINDS = 3;
    static final int HEAT_COUNTERS_MAX = 10000;
    static final int HEAT_GROUP_BITS = 20;
    static final int HEAT_GROUPS_MAX = 1048576;
    static final int HEAT_REGISTER_BITS = 14;
    static final int HEAT_REGISTERS = 16384;
    static final int WORKER_CREATED = 0;
    static final int WORKER_READY = 1;
    static final int WORKER_RUNNING = 2;
    static final int WORKER_DRAINING = 3;
    static final int WORKER_DONE = 4;
    static final int WORKER_FAILED = 5;
    static final int STOP_NONE = 0;
    static final int STOP_COMPLETE = 1;
    static final int STOP_ASKED = 2;
    static final int STOP_ERRORS = 3;
    static final int STOP_ENGINE = 4;
    static final int CLOCK_TSC = 0;
    static final int CLOCK_MONOTONIC_CALL = 1;
    static final int CLOCK_VIRTUAL = 2;
    static final int ERROR_END_OF_FILE = 4096;
    static final int ERROR_MISUSE = 4097;
    static final int IOP_CAN_QUEUE = 1;
    static final int IOP_CAN_VECTORS = 2;
    static final int IOP_CAN_TRIM = 4;
    static final int IOP_CAN_HINT_NOWAIT = 8;
    static final int IOP_NEEDS_NO_TARGET = 16;
    static final int IOP_VIRTUAL_CLOCK = 32;
    static final int IOP_OPT_REGISTERED_FILES = 1;
    static final int IOP_OPT_FIXED_BUFFERS = 2;
    static final int IOP_OPT_REGISTERED_RING = 4;
    static final int IOP_OPT_SINGLE_ISSUER = 8;
    static final int IOP_OPT_DEFER_TASKRUN = 16;
    static final int IOP_OPT_COOP_TASKRUN = 32;
    static final int IOP_OPT_SQPOLL = 64;
    static final int IOP_OPT_IOPOLL = 128;
    static final int IOP_OPT_UNCACHED = 256;
    static final int IOP_OPT_NOWAIT = 512;
    static final int IOP_OPT_FORCE_ASYNC = 1024;
    static final int IOP_OPT_SUBMIT_NOW = 2048;
    static final int IOP_OPT_RING_REAP = 4096;
    static final int IOP_OPT_IOWQ_AFFINITY = 8192;
    static final int IOP_OPT_BUSY_REAP = 16384;

    // struct job_header
    static final int JOB_HEADER_LAYOUT_ID = 0;
    static final int JOB_HEADER_BYTES_TOTAL = 8;
    static final int JOB_HEADER_SEED = 16;
    static final int JOB_HEADER_WARMUP_NS = 24;
    static final int JOB_HEADER_DURATION_NS = 32;
    static final int JOB_HEADER_INTERVAL_NS = 40;
    static final int JOB_HEADER_DRAIN_NS = 48;
    static final int JOB_HEADER_ERRORS_MAX = 56;
    static final int JOB_HEADER_ON_ERROR = 64;
    static final int JOB_HEADER_LOAD_COUNT = 68;
    static final int JOB_HEADER_TARGET_COUNT = 72;
    static final int JOB_HEADER_WORKER_COUNT = 76;
    static final int JOB_HEADER_LOADS_OFFSET = 80;
    static final int JOB_HEADER_TARGETS_OFFSET = 84;
    static final int JOB_HEADER_WORKERS_OFFSET = 88;
    static final int JOB_HEADER_TEXT_OFFSET = 92;
    static final int JOB_HEADER_TEXT_BYTES = 96;
    static final int JOB_HEADER_SEGMENTS_OFFSET = 100;
    static final int JOB_HEADER_SEGMENT_COUNT = 104;
    static final int JOB_HEADER_BUCKETS_OFFSET = 108;
    static final int JOB_HEADER_BUCKET_COUNT = 112;
    static final int JOB_HEADER_RESERVED = 116;
    static final int SIZEOF_JOB_HEADER = 120;

    // struct job_load
    static final int JOB_LOAD_ENGINE = 0;
    static final int JOB_LOAD_ENGINE_OPTIONS = 4;
    static final int JOB_LOAD_DEPTH = 8;
    static final int JOB_LOAD_BLOCK_BYTES = 12;
    static final int JOB_LOAD_ACCESS = 16;
    static final int JOB_LOAD_VECTORS = 20;
    static final int JOB_LOAD_READ_LIMIT = 24;
    static final int JOB_LOAD_WRITE_LIMIT = 32;
    static final int JOB_LOAD_FSYNC_EVERY = 40;
    static final int JOB_LOAD_FDATASYNC_EVERY = 44;
    static final int JOB_LOAD_END_FSYNC = 48;
    static final int JOB_LOAD_SYNC_MODE = 52;
    static final int JOB_LOAD_FADVISE = 56;
    static final int JOB_LOAD_MADVISE = 60;
    static final int JOB_LOAD_BUFFER_FLAGS = 64;
    static final int JOB_LOAD_SQPOLL_CPU = 68;
    static final int JOB_LOAD_LATENCY_SUBMISSION = 72;
    static final int JOB_LOAD_UNTIL_COMPLETE = 76;
    static final int JOB_LOAD_OPS_MAX = 80;
    static final int JOB_LOAD_BYTES_MAX = 88;
    static final int JOB_LOAD_TARGET_FIRST = 96;
    static final int JOB_LOAD_TARGET_COUNT = 100;
    static final int JOB_LOAD_HEAT_COUNTERS = 104;
    static final int JOB_LOAD_SHARING = 108;
    static final int JOB_LOAD_READ_SIZE_COUNT = 112;
    static final int JOB_LOAD_WRITE_SIZE_COUNT = 116;
    static final int JOB_LOAD_LOCK_MODE = 120;
    static final int JOB_LOAD_RESERVED = 124;
    static final int JOB_LOAD_READ_SIZES = 128;
    static final int JOB_LOAD_WRITE_SIZES = 896;
    static final int JOB_LOAD_PLACES = 1664;
    static final int JOB_LOAD_SIM = 1696;
    static final int JOB_LOAD_CONTENT = 1752;
    static final int JOB_LOAD_PACE = 1784;
    static final int JOB_LOAD_VERIFY = 1872;
    static final int SIZEOF_JOB_LOAD = 1888;

    // struct job_sim
    static final int JOB_SIM_LAW = 0;
    static final int JOB_SIM_CHANNELS = 4;
    static final int JOB_SIM_LATENCY_NS = 8;
    static final int JOB_SIM_LATENCY_HIGH_NS = 16;
    static final int JOB_SIM_STALL_AT_NS = 24;
    static final int JOB_SIM_STALL_NS = 32;
    static final int JOB_SIM_SHORT_PER_MILLION = 40;
    static final int JOB_SIM_ERROR_PER_MILLION = 44;
    static final int JOB_SIM_ERROR_ERRNO = 48;
    static final int JOB_SIM_AGAIN_PER_MILLION = 52;
    static final int SIZEOF_JOB_SIM = 56;

    // struct job_content
    static final int JOB_CONTENT_PATTERN = 0;
    static final int JOB_CONTENT_RESERVED = 4;
    static final int JOB_CONTENT_STRING_OFFSET = 8;
    static final int JOB_CONTENT_STRING_BYTES = 12;
    static final int JOB_CONTENT_COMPRESS_LIMIT = 16;
    static final int JOB_CONTENT_DEDUPE_LIMIT = 24;
    static final int SIZEOF_JOB_CONTENT = 32;

    // struct job_size
    static final int JOB_SIZE_FIRST_BYTES = 0;
    static final int JOB_SIZE_STEP_BYTES = 4;
    static final int JOB_SIZE_COUNT = 8;
    static final int JOB_SIZE_RESERVED = 12;
    static final int JOB_SIZE_SHARE = 16;
    static final int SIZEOF_JOB_SIZE = 24;

    // struct job_target
    static final int JOB_TARGET_PATH_OFFSET = 0;
    static final int JOB_TARGET_PATH_BYTES = 4;
    static final int JOB_TARGET_KIND = 8;
    static final int JOB_TARGET_FLAGS = 12;
    static final int JOB_TARGET_OFFSET = 16;
    static final int JOB_TARGET_BYTES = 24;
    static final int JOB_TARGET_STATE_OFFSET = 32;
    static final int JOB_TARGET_STATE_BYTES = 36;
    static final int SIZEOF_JOB_TARGET = 40;

    // struct job_worker
    static final int JOB_WORKER_LOAD = 0;
    static final int JOB_WORKER_ORDINAL = 4;
    static final int JOB_WORKER_PEERS = 8;
    static final int JOB_WORKER_CPU = 12;
    static final int JOB_WORKER_NUMA_NODE = 16;
    static final int JOB_WORKER_TARGET_FIRST = 20;
    static final int JOB_WORKER_TARGET_COUNT = 24;
    static final int JOB_WORKER_BUCKET_FIRST = 28;
    static final int JOB_WORKER_BUCKET_COUNT = 32;
    static final int JOB_WORKER_RESERVED = 36;
    static final int SIZEOF_JOB_WORKER = 40;

    // struct shared_header
    static final int SHARED_HEADER_MAGIC = 0;
    static final int SHARED_HEADER_WORKER_COUNT = 4;
    static final int SHARED_HEADER_LAYOUT_ID = 8;
    static final int SHARED_HEADER_REGION_BYTES = 16;
    static final int SHARED_HEADER_WORKER_OFFSET = 24;
    static final int SHARED_HEADER_WORKER_STRIDE = 32;
    static final int SHARED_HEADER_VERIFIED_OFFSET = 40;
    static final int SHARED_HEADER_RING_OFFSET = 48;
    static final int SHARED_HEADER_SLOTS_OFFSET = 56;
    static final int SHARED_HEADER_SLOT_STRIDE = 64;
    static final int SHARED_HEADER_SLOT_COUNT = 72;
    static final int SHARED_HEADER_CLOCK = 76;
    static final int SHARED_HEADER_HISTOGRAM_OFFSET = 80;
    static final int SHARED_HEADER_HEAT_OFFSET = 280;
    static final int SHARED_HEADER_PREPARE_BYTES = 288;
    static final int SHARED_HEADER_PREPARE_BYTES_TOTAL = 296;
    static final int SHARED_HEADER_UNWRITTEN_BYTES = 304;
    static final int SHARED_HEADER_START_NS = 312;
    static final int SHARED_HEADER_READY = 320;
    static final int SIZEOF_SHARED_HEADER = 328;

    // struct shared_live
    static final int SHARED_LIVE_STATE = 0;
    static final int SHARED_LIVE_STOP = 4;
    static final int SHARED_LIVE_OPS = 8;
    static final int SHARED_LIVE_BYTES = 48;
    static final int SHARED_LIVE_ERRORS = 88;
    static final int SHARED_LIVE_RETRIES = 96;
    static final int SHARED_LIVE_SHORT_TRANSFERS = 104;
    static final int SHARED_LIVE_IN_FLIGHT = 112;
    static final int SHARED_LIVE_COMPLETION_LAST_NS = 120;
    static final int SHARED_LIVE_OPS_TOTAL = 128;
    static final int SHARED_LIVE_CPU_NS = 136;
    static final int SHARED_LIVE_CPU_MEASURED_NS = 144;
    static final int SHARED_LIVE_OPTIONS_IN_FORCE = 152;
    static final int SHARED_LIVE_START_ACHIEVED_NS = 160;
    static final int SHARED_LIVE_REGION_BLOCKS = 168;
    static final int SHARED_LIVE_CPU_WINDOW_NS = 176;
    static final int SHARED_LIVE_CLOCK_DRIFT_NS = 184;
    static final int SIZEOF_SHARED_LIVE = 192;

    // struct shared_error
    static final int SHARED_ERROR_COUNT = 0;
    static final int SHARED_ERROR_FIRST_OFFSET = 8;
    static final int SHARED_ERROR_FIRST_NS = 16;
    static final int SHARED_ERROR_FIRST_LENGTH = 24;
    static final int SHARED_ERROR_FIRST_TARGET = 28;
    static final int SHARED_ERROR_KIND = 32;
    static final int SHARED_ERROR_ERROR = 36;
    static final int SIZEOF_SHARED_ERROR = 40;

    // struct shared_ring
    static final int SHARED_RING_PUBLISHED = 0;
    static final int SHARED_RING_ERRORS = 8;
    static final int SHARED_RING_PAD_WORKER = 16;
    static final int SHARED_RING_CONSUMED = 128;
    static final int SHARED_RING_PAD_JAVA = 136;
    static final int SIZEOF_SHARED_RING = 256;

    // struct shared_statistics
    static final int SHARED_STATISTICS_COUNT = 0;
    static final int SHARED_STATISTICS_ABOVE_RANGE = 8;
    static final int SHARED_STATISTICS_MIN_NS = 16;
    static final int SHARED_STATISTICS_MAX_NS = 24;
    static final int SHARED_STATISTICS_SUM_NS = 32;
    static final int SHARED_STATISTICS_SUM_SQUARES_LOW = 40;
    static final int SHARED_STATISTICS_SUM_SQUARES_HIGH = 48;
    static final int SHARED_STATISTICS_RESERVED = 56;
    static final int SIZEOF_SHARED_STATISTICS = 64;

    // struct shared_interval
    static final int SHARED_INTERVAL_NUMBER = 0;
    static final int SHARED_INTERVAL_COVERS = 8;
    static final int SHARED_INTERVAL_PHASE = 12;
    static final int SHARED_INTERVAL_START_NS = 16;
    static final int SHARED_INTERVAL_END_NS = 24;
    static final int SHARED_INTERVAL_OPS = 32;
    static final int SHARED_INTERVAL_BYTES = 72;
    static final int SHARED_INTERVAL_ERRORS = 112;
    static final int SHARED_INTERVAL_RETRIES = 120;
    static final int SHARED_INTERVAL_SHORT_TRANSFERS = 128;
    static final int SHARED_INTERVAL_DEPTH_INTEGRAL_NS = 136;
    static final int SHARED_INTERVAL_GAP_MAX_NS = 144;
    static final int SHARED_INTERVAL_GAP_MAX_START_NS = 152;
    static final int SHARED_INTERVAL_BATCHES = 160;
    static final int SHARED_INTERVAL_BATCH_SPAN_MAX_NS = 168;
    static final int SHARED_INTERVAL_IN_FLIGHT = 176;
    static final int SHARED_INTERVAL_BACKLOG = 184;
    static final int SHARED_INTERVAL_ARRIVALS_LATE = 192;
    static final int SHARED_INTERVAL_ARRIVAL_LATE_MAX_NS = 200;
    static final int SHARED_INTERVAL_THINKING_INTEGRAL_NS = 208;
    static final int SHARED_INTERVAL_SPUN_NS = 216;
    static final int SHARED_INTERVAL_RESERVED = 224;
    static final int SHARED_INTERVAL_STATISTICS = 256;
    static final int SIZEOF_SHARED_INTERVAL = 1856;

    // struct shared_heat
    static final int SHARED_HEAT_BLOCKS = 0;
    static final int SHARED_HEAT_BLOCK_BYTES = 8;
    static final int SHARED_HEAT_COUNTER_COUNT = 12;
    static final int SHARED_HEAT_BORDER_SHIFT = 16;
    static final int SHARED_HEAT_SAMPLE_SHIFT = 20;
    static final int SHARED_HEAT_PART_OFFSET = 24;
    static final int SHARED_HEAT_SCATTERED = 48;
    static final int SHARED_HEAT_RESERVED_WORD = 52;
    static final int SHARED_HEAT_RESERVED = 56;
    static final int SIZEOF_SHARED_HEAT = 64;

    // struct shared_heat_part
    static final int SHARED_HEAT_PART_COUNTERS = 0;
    static final int SHARED_HEAT_PART_DRAWN = 80000;
    static final int SHARED_HEAT_PART_TOUCHED = 160000;
    static final int SHARED_HEAT_PART_SKETCH = 291072;
    static final int SIZEOF_SHARED_HEAT_PART = 307456;

    // struct job_places
    static final int JOB_PLACES_STRIDE = 0;
    static final int JOB_PLACES_JUMP_LIMIT = 8;
    static final int JOB_PLACES_RUN_MIN = 16;
    static final int JOB_PLACES_RUN_MAX = 20;
    static final int JOB_PLACES_FLAGS = 24;
    static final int JOB_PLACES_RESERVED = 28;
    static final int SIZEOF_JOB_PLACES = 32;

    // struct job_bucket
    static final int JOB_BUCKET_FIRST = 0;
    static final int JOB_BUCKET_BLOCKS = 8;
    static final int JOB_BUCKET_THRESHOLD = 16;
    static final int JOB_BUCKET_ALIAS = 24;
    static final int JOB_BUCKET_TILT = 28;
    static final int SIZEOF_JOB_BUCKET = 32;

    // struct job_verify
    static final int JOB_VERIFY_UNIT_BYTES = 0;
    static final int JOB_VERIFY_FLAGS = 4;
    static final int JOB_VERIFY_EVERY = 8;
    static final int JOB_VERIFY_BOUND = 12;
    static final int SIZEOF_JOB_VERIFY = 16;

    // struct shared_verified
    static final int SHARED_VERIFIED_BLOCKS = 0;
    static final int SHARED_VERIFIED_BYTES = 8;
    static final int SHARED_VERIFIED_UNSETTLED = 16;
    static final int SHARED_VERIFIED_UNWRITTEN = 24;
    static final int SHARED_VERIFIED_FAILURES = 32;
    static final int SHARED_VERIFIED_READ_BACK = 72;
    static final int SHARED_VERIFIED_READ_BACK_LEFT = 80;
    static final int SHARED_VERIFIED_MISMATCHES = 88;
    static final int SHARED_VERIFIED_RESERVED = 96;
    static final int SIZEOF_SHARED_VERIFIED = 128;

    // struct shared_mismatch
    static final int SHARED_MISMATCH_OFFSET = 0;
    static final int SHARED_MISMATCH_TIME_NS = 8;
    static final int SHARED_MISMATCH_FOUND_GENERATION = 16;
    static final int SHARED_MISMATCH_FOUND_OFFSET = 24;
    static final int SHARED_MISMATCH_FOUND_FILE = 32;
    static final int SHARED_MISMATCH_FILE = 40;
    static final int SHARED_MISMATCH_LENGTH = 48;
    static final int SHARED_MISMATCH_TARGET = 52;
    static final int SHARED_MISMATCH_MISMATCH = 56;
    static final int SHARED_MISMATCH_HAS_HEADER = 60;
    static final int SHARED_MISMATCH_GENERATION_LOWER = 64;
    static final int SHARED_MISMATCH_GENERATION_UPPER = 68;
    static final int SHARED_MISMATCH_GENERATION = 72;
    static final int SHARED_MISMATCH_DIFFERENCE = 76;
    static final int SHARED_MISMATCH_DUMP_FROM = 80;
    static final int SHARED_MISMATCH_DUMP_BYTES = 84;
    static final int SHARED_MISMATCH_EXPECTED = 88;
    static final int SHARED_MISMATCH_FOUND = 152;
    static final int SIZEOF_SHARED_MISMATCH = 216;

    // struct job_segment
    static final int JOB_SEGMENT_END_NS = 0;
    static final int JOB_SEGMENT_VALUE = 8;
    static final int SIZEOF_JOB_SEGMENT = 16;

    // struct job_curve
    static final int JOB_CURVE_SEGMENT_FIRST = 0;
    static final int JOB_CURVE_SEGMENT_COUNT = 4;
    static final int JOB_CURVE_REPEATS = 8;
    static final int JOB_CURVE_RESERVED = 12;
    static final int SIZEOF_JOB_CURVE = 16;

    // struct job_pace
    static final int JOB_PACE_ARRIVALS = 0;
    static final int JOB_PACE_BURST = 4;
    static final int JOB_PACE_BY_BYTES = 8;
    static final int JOB_PACE_PER_WORKER = 12;
    static final int JOB_PACE_RATE = 16;
    static final int JOB_PACE_DEPTH = 32;
    static final int JOB_PACE_THINK_NS = 48;
    static final int JOB_PACE_THINK_EVERY = 72;
    static final int JOB_PACE_THINK_SERVICE = 76;
    static final int JOB_PACE_WAITING = 80;
    static final int JOB_PACE_RESERVED = 84;
    static final int SIZEOF_JOB_PACE = 88;

    private SharedLayout() {}
}
