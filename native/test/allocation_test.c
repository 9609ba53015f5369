/*
 * The loop allocates nothing: five million null I/Os, and as many cached reads by io_uring as fit
 * in half a second, with every allocation of the process counted between start and the last
 * completion.
 */
#include "test/check.h"
#include "test/job_runner.h"

#include <fcntl.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
int main(void)
{
    check_skip("the sanitizers bring their own allocator");
}
#else

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *memory, size_t bytes);

static uint64_t allocations;

static void count_allocation(void)
{
    __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
}

void *malloc(size_t bytes)
{
    count_allocation();
    return __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
    count_allocation();
    return __libc_calloc(count, bytes);
}

void *realloc(void *memory, size_t bytes)
{
    count_allocation();
    return __libc_realloc(memory, bytes);
}

/* Allocations between the release of the barrier and the end of the loop. */
static uint64_t allocations_while_running(struct job_builder *job, struct job_totals *totals)
{
    struct iop_run *run = NULL;
    size_t bytes;
    void *packed = job_builder_pack(job, &bytes);
    uint64_t before, after;

    memset(totals, 0, sizeof *totals);
    if (iop_create(packed, bytes, &run) || iop_prepare(run) || iop_arm(run)) {
        job_fail("arm");
        iop_destroy(run);
        free(packed);
        return 0;
    }
    before = __atomic_load_n(&allocations, __ATOMIC_RELAXED);
    CHECK(before > 0);
    CHECK(!iop_start(run, 1000000));
    while (!iop_join(run, 5 * 1000 * 1000))
        job_read_intervals(iop_region(run), totals);
    after = __atomic_load_n(&allocations, __ATOMIC_RELAXED);
    job_read_intervals(iop_region(run), totals);
    iop_destroy(run);
    free(packed);
    return after - before;
}

static void null_io_allocates_nothing(void)
{
    struct job_builder job;
    struct job_totals totals;

    job_builder_init(&job, JOB_ENGINE_NULL);
    job_builder_target(&job, "none", JOB_TARGET_NONE, (uint64_t)1 << 30);
    job.load.depth = 32;
    job.load.read_limit = JOB_SHARE_ALL / 2;
    job.load.ops_max = 5000000;
    CHECK_EQUAL(allocations_while_running(&job, &totals), 0);
    CHECK_EQUAL(totals.measured.latency.count, 5000000);
}

static void make_file(const char *path, size_t bytes)
{
    char *content = malloc(bytes);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    memset(content, 0x5a, bytes);
    CHECK_EQUAL(write(fd, content, bytes), bytes);
    close(fd);
    free(content);
}

static void io_uring_allocates_nothing(void)
{
    enum { FILE_BYTES = 1 << 20 };
    char path[] = "/tmp/iopulse-allocation-XXXXXX";
    struct job_builder job;
    struct job_totals totals;

    close(mkstemp(path));
    make_file(path, FILE_BYTES);
    job_builder_init(&job, JOB_ENGINE_IO_URING);
    job_builder_target(&job, path, JOB_TARGET_FILE, FILE_BYTES);
    job.load.depth = 16;
    job.load.engine_options = IOP_OPT_SINGLE_ISSUER | IOP_OPT_DEFER_TASKRUN;
    job.header.duration_ns = 500000000;
    CHECK_EQUAL(allocations_while_running(&job, &totals), 0);
    CHECK(totals.measured.latency.count > 0);
    unlink(path);
}

int main(void)
{
    null_io_allocates_nothing();
    if (iop_engine_probe(JOB_ENGINE_IO_URING) >= 0)
        io_uring_allocates_nothing();
    else
        fprintf(stderr, "SKIP: io_uring: %s\n", iop_error_text());
    return check_result();
}
#endif
