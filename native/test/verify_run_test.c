/*
 * Verification through whole runs: what is written reads back as it was written, by every engine
 * and by several workers on one file; damage from outside between two runs is found and told.
 */
#include "check.h"
#include "engine/engine.h"
#include "job_runner.h"

#include <fcntl.h>
#include <unistd.h>

enum { BLOCK = 4096, BLOCKS = 256 };

static char directory[] = "/tmp/iopulse-verify-run-XXXXXX";
static char data[64], state[64];

/* What all workers of a run verified. */
struct found {
    struct shared_verified sum;
    struct shared_mismatch first;
};

static void use_state(struct job_builder *job, struct job_target *target)
{
    target->state_offset = job->header.text_bytes;
    target->state_bytes = (uint32_t)strlen(state);
    memcpy(job->text + target->state_offset, state, target->state_bytes);
    job->header.text_bytes += target->state_bytes;
}

static void write_job(struct job_builder *job, uint32_t engine)
{
    struct job_target *target;

    job_builder_init(job, engine);
    job->header.on_error = JOB_ON_ERROR_CONTINUE;
    job->load.read_limit = 0;
    job->load.verify.unit_bytes = BLOCK;
    job->load.verify.flags = JOB_VERIFY_HEADER | JOB_VERIFY_READ_BACK;
    job->load.access = JOB_ACCESS_PERMUTATION;
    job->load.until_complete = 1;
    target = job_builder_target(job, data, JOB_TARGET_FILE, BLOCKS * BLOCK);
    target->flags = JOB_TARGET_WRITE | JOB_TARGET_READ | JOB_TARGET_CREATE;
    use_state(job, target);
}

static void read_job(struct job_builder *job)
{
    write_job(job, JOB_ENGINE_SYNC);
    job->load.read_limit = JOB_SHARE_ALL;
    job->load.verify.flags = JOB_VERIFY_HEADER;
    job->load.access = JOB_ACCESS_SEQUENTIAL;
    job->targets[0].flags = JOB_TARGET_READ;
}

static void add(struct found *found, const struct shared_header *header, uint32_t worker)
{
    const uint8_t *block =
        (const uint8_t *)header + header->worker_offset + worker * header->worker_stride;
    const struct shared_verified *verified =
        (const struct shared_verified *)(block + header->verified_offset);
    const struct shared_mismatch *mismatches = (const struct shared_mismatch *)(verified + 1);

    if (verified->mismatches && !found->sum.mismatches)
        found->first = mismatches[0];
    found->sum.blocks += verified->blocks;
    found->sum.unsettled += verified->unsettled;
    found->sum.unwritten += verified->unwritten;
    found->sum.read_back += verified->read_back;
    found->sum.read_back_left += verified->read_back_left;
    found->sum.mismatches += verified->mismatches;
    for (int i = 0; i < MISMATCH_CLASSES; i++)
        found->sum.failures[i] += verified->failures[i];
}

static int run(struct job_builder *job, struct found *found)
{
    struct iop_run *one = job_create(job);
    struct job_totals totals = {0};
    struct shared_header *header;
    int done = 0;

    memset(found, 0, sizeof *found);
    if (!one)
        return -1;
    header = iop_region(one);
    if (iop_prepare(one) || iop_arm(one) || iop_start(one, 1000000)) {
        iop_destroy(one);
        return -1;
    }
    while (!done) {
        done = iop_join(one, 2 * 1000 * 1000);
        job_read_intervals(header, &totals);
    }
    for (uint32_t i = 0; i < header->worker_count; i++)
        add(found, header, i);
    iop_destroy(one);
    return done < 0 ? -1 : 0;
}

static uint64_t failures_of(const struct found *found)
{
    uint64_t sum = 0;

    for (int i = 0; i < MISMATCH_CLASSES; i++)
        sum += found->sum.failures[i];
    return sum;
}

static void forget(void)
{
    unlink(data);
    unlink(state);
}

static void expect_all_good(const struct found *found, uint64_t read_back)
{
    CHECK_EQUAL(failures_of(found), 0);
    CHECK_EQUAL(found->sum.read_back, read_back);
    CHECK_EQUAL(found->sum.blocks, read_back);
    CHECK_EQUAL(found->sum.read_back_left, 0);
}

static void what_is_written_reads_back_by_every_engine(void)
{
    static const uint32_t engines[] = {JOB_ENGINE_SYNC, JOB_ENGINE_IO_URING, JOB_ENGINE_LIBAIO,
                                       JOB_ENGINE_MMAP};

    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        struct job_builder job;
        struct found found;

        forget();
        write_job(&job, engines[i]);
        if (engines[i] == JOB_ENGINE_MMAP) /* grows no file */
            job.targets[0].flags |= JOB_TARGET_FILL;
        if (iop_engine_by_id(engines[i])->capabilities & IOP_CAN_QUEUE)
            job.load.depth = 16;
        job.load.end_fsync = 1;
        job.header.worker_count = 2;
        if (run(&job, &found)) {
            fprintf(stderr, "engine %u: %s\n", engines[i], iop_error_text());
            continue;
        }
        expect_all_good(&found, BLOCKS);
    }
}

static void workers_read_back_their_own_partitions(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    job.load.sharing = JOB_SHARING_PARTITIONS;
    job.header.worker_count = 3;
    CHECK_EQUAL(run(&job, &found), 0);
    expect_all_good(&found, BLOCKS);
}

static void verified_blocks_may_be_parts_of_what_is_written(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    job.load.block_bytes = 4 * BLOCK;
    job.load.content.compress_limit = JOB_SHARE_ALL / 2;
    CHECK_EQUAL(run(&job, &found), 0);
    CHECK_EQUAL(failures_of(&found), 0);
    CHECK_EQUAL(found.sum.read_back, BLOCKS / 4);
    CHECK_EQUAL(found.sum.blocks, BLOCKS);
}

static void overlapping_writes_and_racing_reads_raise_no_alarm(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_IO_URING);
    job.load.access = JOB_ACCESS_UNIFORM;
    job.load.until_complete = 0;
    job.load.ops_max = 20000;
    job.load.read_limit = JOB_SHARE_ALL / 2;
    job.load.depth = 32;
    job.targets[0].bytes = 8 * BLOCK;
    job.targets[0].flags |= JOB_TARGET_FILL;
    job.header.worker_count = 2;
    if (run(&job, &found)) {
        fprintf(stderr, "not run: %s\n", iop_error_text());
        return;
    }
    CHECK_EQUAL(failures_of(&found), 0);
    CHECK_EQUAL(found.sum.read_back, 8);
    CHECK(found.sum.blocks > 100);
}

static void writes_are_read_back_every_so_often(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    job.load.verify.flags = JOB_VERIFY_HEADER;
    job.load.verify.every = 32;
    CHECK_EQUAL(run(&job, &found), 0);
    CHECK_EQUAL(failures_of(&found), 0);
    CHECK(found.sum.read_back >= BLOCKS - 32 && found.sum.read_back <= BLOCKS);
    CHECK_EQUAL(found.sum.blocks, found.sum.read_back);
}

static void copy(uint64_t from, uint64_t to, size_t bytes)
{
    static uint8_t moved[BLOCK];
    int fd = open(data, O_RDWR);

    CHECK(fd >= 0 && pread(fd, moved, bytes, (off_t)from) == (ssize_t)bytes &&
          pwrite(fd, moved, bytes, (off_t)to) == (ssize_t)bytes);
    close(fd);
}

static void fill(uint64_t at, size_t bytes, int value)
{
    static uint8_t filled[BLOCK];
    int fd = open(data, O_RDWR);

    memset(filled, value, bytes);
    CHECK(fd >= 0 && pwrite(fd, filled, bytes, (off_t)at) == (ssize_t)bytes);
    close(fd);
}

static void damage_from_outside_is_found_by_a_later_run(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    CHECK_EQUAL(run(&job, &found), 0);
    copy(0, 10 * BLOCK, BLOCK); /* block 9 keeps what block 9 was: block 10 is block 0 */
    fill(20 * BLOCK, BLOCK, 0);
    fill(30 * BLOCK + 1000, 3, 0xee);
    fill(40 * BLOCK + 2048, 2048, 0);
    read_job(&job);
    CHECK_EQUAL(run(&job, &found), 0);
    CHECK_EQUAL(found.sum.failures[MISMATCH_MISDIRECTED], 1);
    CHECK_EQUAL(found.sum.failures[MISMATCH_LOST], 1);
    CHECK_EQUAL(found.sum.failures[MISMATCH_CORRUPTED], 1);
    CHECK_EQUAL(found.sum.failures[MISMATCH_TORN], 1);
    CHECK_EQUAL(found.sum.failures[MISMATCH_STALE], 0);
    CHECK_EQUAL(found.sum.blocks, BLOCKS - 4);
    CHECK_EQUAL(found.first.mismatch, MISMATCH_MISDIRECTED);
    CHECK_EQUAL(found.first.offset, 10 * BLOCK);
    CHECK_EQUAL(found.first.found_offset, 0);
    CHECK(found.first.has_header);
    CHECK(memcmp(found.first.expected, found.first.found, SHARED_DUMP_BYTES) != 0);
}

static void an_older_copy_of_the_file_is_stale(void)
{
    struct job_builder job;
    struct found found;
    char command[256];

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    CHECK_EQUAL(run(&job, &found), 0);
    snprintf(command, sizeof command, "cp %s %s.old", data, data);
    CHECK_EQUAL(system(command), 0);
    write_job(&job, JOB_ENGINE_SYNC);
    CHECK_EQUAL(run(&job, &found), 0);
    expect_all_good(&found, BLOCKS);
    snprintf(command, sizeof command, "mv %s.old %s", data, data);
    CHECK_EQUAL(system(command), 0);
    read_job(&job);
    CHECK_EQUAL(run(&job, &found), 0);
    CHECK_EQUAL(found.sum.failures[MISMATCH_STALE], BLOCKS);
    CHECK_EQUAL(found.first.found_generation, 1);
    CHECK_EQUAL(found.first.generation_lower, 2);
}

static void without_a_state_nothing_can_be_verified(void)
{
    struct job_builder job;
    struct found found;

    forget();
    write_job(&job, JOB_ENGINE_SYNC);
    CHECK_EQUAL(run(&job, &found), 0);
    unlink(state);
    read_job(&job);
    CHECK_EQUAL(run(&job, &found), -1);
    CHECK(strstr(iop_error_text(), "write it with --verify first") != NULL);
}

int main(void)
{
    if (!mkdtemp(directory))
        return EXIT_FAILURE;
    snprintf(data, sizeof data, "%s/data", directory);
    snprintf(state, sizeof state, "%s/state", directory);
    what_is_written_reads_back_by_every_engine();
    workers_read_back_their_own_partitions();
    verified_blocks_may_be_parts_of_what_is_written();
    overlapping_writes_and_racing_reads_raise_no_alarm();
    writes_are_read_back_every_so_often();
    damage_from_outside_is_found_by_a_later_run();
    an_older_copy_of_the_file_is_stale();
    without_a_state_nothing_can_be_verified();
    forget();
    rmdir(directory);
    return check_result();
}
