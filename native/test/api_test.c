/*
 * The room api: what a run takes of the machine before and while its workers run.
 */
#include "test/check.h"
#include "test/job_runner.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>

enum { PAGE_BYTES = 4096, WORKERS = 4 };

/* Resident memory of a worker besides its I/O buffers, at most. */
static const uint64_t WORKER_BYTES_MAX = 2 * 1024 * 1024;

static uint64_t resident_bytes(const struct shared_header *header)
{
    uint64_t pages = (header->region_bytes + PAGE_BYTES - 1) / PAGE_BYTES, resident = 0;
    unsigned char *present = calloc(pages, 1);

    CHECK(!mincore((void *)(uintptr_t)header, header->region_bytes, present));
    for (uint64_t i = 0; i < pages; i++)
        resident += (uint64_t)(present[i] & 1) * PAGE_BYTES;
    free(present);
    return resident;
}

/* Every kind of operation, with its submission latency: the most histograms a job can have. */
static void everything_job(struct job_builder *job)
{
    job_builder_init(job, JOB_ENGINE_SIM);
    job_builder_target(job, "sim", JOB_TARGET_NONE, (uint64_t)1 << 30);
    job->header.worker_count = WORKERS;
    job->header.duration_ns = 2000000000u;
    job->header.interval_ns = 100000000u;
    job->load.depth = 8;
    job->load.read_limit = JOB_SHARE_ALL / 2;
    job->load.write_limit = JOB_SHARE_ALL / 10 * 9;
    job->load.fsync_every = 3;
    job->load.fdatasync_every = 2;
    job->load.latency_submission = 1;
    job->load.sim.law = JOB_SIM_EXPONENTIAL;
    job->load.sim.latency_ns = 100000;
}

/* The workers' threads touch the rest first, each on its own node. */
static void a_new_region_holds_its_header_and_no_other_page(void)
{
    struct job_builder job;
    struct iop_run *run;

    everything_job(&job);
    run = job_create(&job);
    CHECK_EQUAL(resident_bytes(iop_region(run)), PAGE_BYTES);
    iop_destroy(run);
}

/* As Java does it: reads no counts but those between the extremes, here none at all. */
static void take_intervals(struct shared_header *header)
{
    for (uint32_t worker = 0; worker < header->worker_count; worker++) {
        uint8_t *block = (uint8_t *)header + header->worker_offset + worker * header->worker_stride;
        struct shared_ring *ring = (struct shared_ring *)(block + header->ring_offset);
        uint64_t published = __atomic_load_n(&ring->published, __ATOMIC_ACQUIRE);

        __atomic_store_n(&ring->consumed, published, __ATOMIC_RELEASE);
    }
}

static void a_worker_stays_within_its_memory(void)
{
    struct job_builder job;
    struct shared_live *live;
    struct shared_header *header;
    struct iop_run *run;
    int done = 0;

    everything_job(&job);
    run = job_create(&job);
    if (iop_prepare(run) || iop_arm(run) || iop_start(run, 1000000))
        job_fail("start");
    while (!done) {
        done = iop_join(run, 1000 * 1000);
        take_intervals(iop_region(run));
    }
    CHECK_EQUAL(done, 1);
    header = iop_region(run);
    live = (struct shared_live *)((uint8_t *)header + header->worker_offset);
    for (int kind = 0; kind < SHARED_KINDS; kind++)
        CHECK(live->ops[kind] > 1000);
    CHECK(resident_bytes(header) / WORKERS < WORKER_BYTES_MAX);
    iop_destroy(run);
}

static void a_limit_on_the_size_of_files_does_not_concern_the_region(void)
{
    struct rlimit former, tiny;
    struct job_builder job;
    struct iop_run *run;

    getrlimit(RLIMIT_FSIZE, &former);
    tiny = (struct rlimit){PAGE_BYTES, former.rlim_max};
    CHECK(!setrlimit(RLIMIT_FSIZE, &tiny));
    everything_job(&job);
    run = job_create(&job);
    CHECK(run != NULL);
    iop_destroy(run);
    CHECK(!setrlimit(RLIMIT_FSIZE, &former));
}

/* What the table of engines says is asked before anything is opened. */
static void hints_need_an_engine_that_gives_them(void)
{
    static const uint32_t hints[] = {IOP_OPT_NOWAIT, IOP_OPT_UNCACHED};
    static const uint32_t engines[] = {JOB_ENGINE_IO_URING, JOB_ENGINE_LIBAIO, JOB_ENGINE_SYNC,
                                       JOB_ENGINE_MMAP,     JOB_ENGINE_NULL,   JOB_ENGINE_SIM};

    for (size_t i = 0; i < sizeof engines / sizeof engines[0] * 2; i++) {
        struct iop_run *run = NULL;
        struct job_builder job;
        size_t bytes;
        void *packed;

        job_builder_init(&job, engines[i / 2]);
        job_builder_target(&job, "any", JOB_TARGET_FILE, 4096);
        job.header.duration_ns = 1;
        job.load.engine_options = hints[i % 2];
        packed = job_builder_pack(&job, &bytes);
        CHECK_EQUAL(iop_create(packed, bytes, &run), i / 2 < 3 ? 0 : -EINVAL);
        if (!run)
            CHECK(strstr(iop_error_text(), "no --nowait, no --uncached"));
        free(packed);
        iop_destroy(run);
    }
}

int main(void)
{
    hints_need_an_engine_that_gives_them();
    a_new_region_holds_its_header_and_no_other_page();
    a_worker_stays_within_its_memory();
    a_limit_on_the_size_of_files_does_not_concern_the_region();
    return check_result();
}
