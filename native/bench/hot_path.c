/*
 * Cost of the loop: CPU nanoseconds per I/O of a whole worker (offsets, slots, clock, histograms,
 * live page, intervals) on the null engine, or on any engine and file.
 *
 *   hot_path ENGINE DEPTH SECONDS [FILE|none BYTES [BLOCK [seq] [write] [heat]]]
 */
#include "api/iop.h"
#include "engine/engine.h"
#include "error/error.h"
#include "layout/shared_layout.h"
#include "test/job_builder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[JOB_ENGINE_COUNT] = {"io_uring", "libaio", "sync",
                                                    "mmap",     "null",   "sim"};

static uint32_t engine_by_name(const char *name)
{
    for (uint32_t i = 0; i < JOB_ENGINE_COUNT; i++)
        if (!strcmp(names[i], name))
            return i;
    fprintf(stderr, "hot_path: no engine %s\n", name);
    exit(EXIT_FAILURE);
}

static uint32_t options_of(uint32_t engine)
{
    if (engine == JOB_ENGINE_IO_URING)
        return IOP_OPT_REGISTERED_FILES | IOP_OPT_FIXED_BUFFERS | IOP_OPT_REGISTERED_RING |
               IOP_OPT_SINGLE_ISSUER | IOP_OPT_DEFER_TASKRUN | IOP_OPT_COOP_TASKRUN |
               IOP_OPT_IOWQ_AFFINITY;
    return engine == JOB_ENGINE_LIBAIO ? IOP_OPT_RING_REAP : 0;
}

static void die(const char *step)
{
    fprintf(stderr, "hot_path: %s: %s\n", step, iop_error_text());
    exit(EXIT_FAILURE);
}

/* Takes finished intervals back at once, as Java would. */
static void run_and_drain(struct iop_run *run)
{
    struct shared_header *header = iop_region(run);
    uint8_t *block = (uint8_t *)header + header->worker_offset;
    struct shared_ring *ring = (struct shared_ring *)(block + header->ring_offset);
    int done;

    if (iop_prepare(run) || iop_arm(run) || iop_start(run, 1000000))
        die("start");
    do {
        done = iop_join(run, 50 * 1000 * 1000);
        __atomic_store_n(&ring->consumed, __atomic_load_n(&ring->published, __ATOMIC_ACQUIRE),
                         __ATOMIC_RELEASE);
    } while (!done);
    if (done < 0)
        die("run");
}

static void make_writing(struct job_builder *job)
{
    job->load.read_limit = 0;
    job->targets[0].flags = JOB_TARGET_WRITE;
}

static void choose(struct job_builder *job, const char *word)
{
    enum { HEAT_COUNTERS = 1000 };

    if (!strcmp(word, "seq"))
        job->load.access = JOB_ACCESS_SEQUENTIAL;
    else if (!strcmp(word, "write"))
        make_writing(job);
    else if (!strcmp(word, "heat"))
        job->load.heat_counters = HEAT_COUNTERS;
    else if (strcmp(word, "random"))
        exit(EXIT_FAILURE);
}

int main(int count, char **arguments)
{
    struct job_builder job;
    struct iop_run *run;
    struct shared_live *live;
    const char *path;
    size_t bytes;
    void *packed;
    uint32_t engine;

    if (count < 4) {
        fprintf(stderr, "usage: hot_path ENGINE DEPTH SECONDS [FILE|none BYTES [BLOCK [seq] "
                        "[write] [heat]]]\n");
        return EXIT_FAILURE;
    }
    engine = engine_by_name(arguments[1]);
    job_builder_init(&job, engine);
    job.load.depth = (uint32_t)atoi(arguments[2]);
    job.load.engine_options = options_of(engine);
    job.header.duration_ns = (uint64_t)(atof(arguments[3]) * 1e9);
    job.load.block_bytes = count > 6 ? (uint32_t)atoi(arguments[6]) : 4096;
    path = count > 4 ? arguments[4] : "none";
    job_builder_target(&job, path, strcmp(path, "none") ? JOB_TARGET_FILE : JOB_TARGET_NONE,
                       count > 5 ? strtoull(arguments[5], NULL, 10) : (uint64_t)1 << 30);
    for (int i = 7; i < count; i++)
        choose(&job, arguments[i]);
    packed = job_builder_pack(&job, &bytes);
    if (iop_create(packed, bytes, &run))
        die("create");
    free(packed);
    run_and_drain(run);
    live = (struct shared_live *)((uint8_t *)iop_region(run) +
                                  ((struct shared_header *)iop_region(run))->worker_offset);
    printf("%s depth %u: %" PRIu64 " operations, %.0f per second, %.1f CPU ns each\n", arguments[1],
           job.load.depth, live->ops_total,
           (double)live->ops_total * 1e9 / (double)job.header.duration_ns,
           (double)live->cpu_ns / (double)live->ops_total);
    iop_destroy(run);
    return EXIT_SUCCESS;
}
