/*
 * What workers that share a load really issue: which bytes, of which length, of which kind. The
 * engine of this program notes every request and takes the place of the whole engine list.
 */
#include "test/check.h"
#include "test/chi_square.h"
#include "test/job_runner.h"
#include "test/table_builder.h"

#include <math.h>
#include <pthread.h>

enum { STATES_MAX = 16, TARGETS_MAX = 8, UNITS_MAX = 1 << 16, SECTOR = 512 };

static const uint64_t KIB = 1024;

/* Requests by length in sectors, touches by sector of each target. */
static struct {
    uint32_t opened;
    uint64_t lengths[3][2049];
    uint64_t bytes, requests;
    uint8_t owner[TARGETS_MAX][UNITS_MAX]; /* 1 + state that touched it first */
    uint32_t touches[TARGETS_MAX][UNITS_MAX];
    uint64_t foreign; /* sectors touched by more than one state */
    uint64_t outside; /* requests beyond the region, or not aligned to their length */
    uint64_t ends[STATES_MAX];
    uint64_t jumps; /* requests that do not begin where the state's last one ended */
} notes;

struct noting_state {
    const struct iop_engine_target *targets;

    uint32_t order;
    uint32_t count;
    struct iop_completion done[JOB_DEPTH_MAX];
};

static int noting_open(void *memory, struct iop_engine_setup *setup)
{
    struct noting_state *state = memory;

    state->targets = setup->targets;
    state->order = __atomic_fetch_add(&notes.opened, 1, __ATOMIC_RELAXED);
    notes.ends[state->order] = UINT64_MAX;
    return 0;
}

static void noting_close(void *memory)
{
    (void)memory;
}

static void touch(const struct noting_state *state, const struct iop_request *request)
{
    const struct iop_engine_target *target = &state->targets[request->target];
    uint32_t file = (uint32_t)(target->path[0] - 'a');

    if (request->offset < target->offset || !request->length || request->length % SECTOR ||
        request->offset + request->length > target->offset + target->bytes)
        notes.outside++;
    for (uint64_t at = request->offset; at < request->offset + request->length; at += SECTOR) {
        uint64_t sector = at / SECTOR;

        if (!notes.owner[file][sector])
            notes.owner[file][sector] = (uint8_t)(state->order + 1);
        notes.foreign += notes.owner[file][sector] != state->order + 1;
        notes.touches[file][sector]++;
    }
}

static void note(struct noting_state *state, const struct iop_request *request)
{
    touch(state, request);
    notes.requests++;
    notes.bytes += request->length;
    notes.lengths[request->kind][request->length / SECTOR]++;
    notes.jumps += request->offset != notes.ends[state->order];
    notes.ends[state->order] = request->offset + request->length;
}

static int noting_submit(void *memory, const struct iop_request *requests, uint32_t n)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    struct noting_state *state = memory;

    pthread_mutex_lock(&lock);
    for (uint32_t i = 0; i < n; i++) {
        const struct iop_request *request = &requests[i];

        if (request->kind < IOP_FSYNC)
            note(state, request);
        state->done[state->count++] =
            (struct iop_completion){request->slot, (int32_t)request->length};
    }
    pthread_mutex_unlock(&lock);
    return (int)n;
}

static int noting_reap(void *memory, struct iop_completion *completions, uint32_t min, uint32_t max,
                       uint64_t wait_ns)
{
    struct noting_state *state = memory;
    uint32_t n = state->count < max ? state->count : max;

    (void)min, (void)wait_ns;
    for (uint32_t i = 0; i < n; i++)
        completions[i] = state->done[--state->count];
    return (int)n;
}

static const struct iop_engine noting_engine = {
    .name = "noting",
    .capabilities = IOP_CAN_QUEUE | IOP_CAN_VECTORS | IOP_NEEDS_NO_TARGET,
    .state_bytes = sizeof(struct noting_state),
    .open = noting_open,
    .close = noting_close,
    .submit = noting_submit,
    .reap = noting_reap,
};

const struct iop_engine *iop_engine_by_id(uint32_t id)
{
    (void)id;
    return &noting_engine;
}

static void new_job(struct job_builder *job, uint32_t access, uint32_t workers, uint32_t depth)
{
    memset(&notes, 0, sizeof notes);
    job_builder_init(job, JOB_ENGINE_NULL);
    job->load.access = access;
    job->load.depth = depth;
    job->header.worker_count = workers;
}

static void add_file(struct job_builder *job, const char *name, uint64_t offset, uint64_t bytes)
{
    job_builder_target(job, name, JOB_TARGET_NONE, bytes)->offset = offset;
}

static void run_noting(struct job_builder *job)
{
    struct job_totals totals;

    run_job(job, &totals);
    CHECK_EQUAL(totals.bytes, notes.bytes);
    CHECK_EQUAL(notes.outside, 0);
}

/* Sectors of a file that were touched so often. */
static uint64_t touched(uint32_t file, uint64_t from, uint64_t bytes, uint32_t times)
{
    uint64_t sectors = 0;

    for (uint64_t s = from / SECTOR; s < (from + bytes) / SECTOR; s++)
        sectors += notes.touches[file][s] == times;
    return sectors;
}

static uint64_t untouched_or_more(uint32_t file, uint64_t from, uint64_t bytes)
{
    return bytes / SECTOR - touched(file, from, bytes, 0);
}

static void check_refused(struct job_builder *job, const char *part)
{
    struct iop_run *run = NULL;
    size_t bytes;
    void *packed = job_builder_pack(job, &bytes);

    CHECK_EQUAL(iop_create(packed, bytes, &run), -22);
    if (!CHECK(strstr(iop_error_text(), part) != NULL))
        fprintf(stderr, "%s: %s\n", part, iop_error_text());
    free(packed);
}

static struct job_size entry(uint64_t first, uint64_t step, uint32_t count, double percent)
{
    return (struct job_size){(uint32_t)first, (uint32_t)step, count, 0,
                             (uint64_t)llround(percent / 100 * (double)JOB_SHARE_ALL)};
}

static void mix_sizes(struct job_size *place, uint32_t *count, const struct job_size *entries,
                      uint32_t entry_count)
{
    uint64_t given = 0;

    for (uint32_t i = 0; i < entry_count; i++) {
        place[i] = entries[i];
        given += entries[i].share;
    }
    place[entry_count - 1].share += JOB_SHARE_ALL - given; /* rounding */
    *count = entry_count;
}

static void mix_both(struct job_builder *job, const struct job_size *entries, uint32_t count)
{
    mix_sizes(job->load.read_sizes, &job->load.read_size_count, entries, count);
    mix_sizes(job->load.write_sizes, &job->load.write_size_count, entries, count);
}

static void check_chi(double chi, int cells)
{
    CHECK(fabs(chi - (cells - 1)) < 5 * sqrt(2.0 * (cells - 1)) + 1);
}

/* 4k:60, 16k:30, 64k:10 and a range, through the loop, reads and writes each by their own mix. */
static void runs_keep_both_mixes(void)
{
    const struct job_size reads[] = {entry(4 * KIB, 0, 1, 60), entry(16 * KIB, 0, 1, 30),
                                     entry(64 * KIB, 0, 1, 10)};
    const struct job_size writes[] = {entry(8 * KIB, 4 * KIB, 15, 100)};
    const double shares[] = {0.6, 0.3, 0.1};
    double chi_reads = 0, chi_writes = 0, read_count, write_count;
    struct job_builder job;

    new_job(&job, JOB_ACCESS_UNIFORM, 3, 16);
    add_file(&job, "a", 4 * KIB, 1000 * KIB);
    add_file(&job, "b", 0, 100 * KIB);
    mix_sizes(job.load.read_sizes, &job.load.read_size_count, reads, 3);
    mix_sizes(job.load.write_sizes, &job.load.write_size_count, writes, 1);
    job.load.read_limit = JOB_SHARE_ALL / 2;
    job.load.ops_max = 600000;
    run_noting(&job);
    CHECK_EQUAL(notes.requests, 600000);
    read_count = (double)(notes.lengths[0][8] + notes.lengths[0][32] + notes.lengths[0][128]);
    write_count = 600000 - read_count;
    CHECK(fabs(read_count - 300000) < 300);
    for (int i = 0; i < 3; i++) {
        double expected = shares[i] * read_count;
        double error = (double)notes.lengths[0][8 << 2 * i] - expected;

        chi_reads += error * error / expected;
    }
    check_chi(chi_reads, 3);
    for (int i = 0; i < 15; i++) {
        double error = (double)notes.lengths[1][16 + 8 * i] - write_count / 15;

        chi_writes += error * error / (write_count / 15);
    }
    check_chi(chi_writes, 15);
    CHECK_EQUAL(untouched_or_more(0, 4 * KIB, 1000 * KIB), 2000);
    CHECK_EQUAL(untouched_or_more(1, 0, 100 * KIB), 200);
}

/* Sizes that are no powers of two, a region that is no multiple of them, a limit in bytes. */
static void byte_limits_are_exact_for_any_mix(void)
{
    static const uint32_t accesses[] = {JOB_ACCESS_SEQUENTIAL, JOB_ACCESS_UNIFORM};

    for (size_t a = 0; a < 2; a++)
        for (uint32_t workers = 1; workers <= 5; workers++)
            for (uint64_t seed = 1; seed <= 20; seed++) {
                const struct job_size sizes[] = {entry(3 * SECTOR, 0, 1, 50),
                                                 entry(6 * SECTOR, 0, 1, 20),
                                                 entry(15 * SECTOR, 6 * SECTOR, 4, 30)};
                uint64_t asked = 1000000 + seed * 777;
                struct job_builder job;

                new_job(&job, accesses[a], workers, 8);
                add_file(&job, "a", SECTOR, 300 * SECTOR);
                add_file(&job, "b", 0, 3 * 33 * SECTOR);
                mix_both(&job, sizes, 3);
                job.load.block_bytes = 3 * SECTOR;
                job.load.bytes_max = asked;
                job.load.read_limit = seed % 2 ? JOB_SHARE_ALL : JOB_SHARE_ALL / 2;
                job.load.fsync_every = seed % 2 ? 0 : 2;
                job.load.pace.think_every = 1;
                job.load.pace.think_ns[IOP_READ] = seed % 4 == 0;
                job.header.seed = seed;
                run_noting(&job);
                CHECK_EQUAL(notes.bytes, (asked + 3 * SECTOR - 1) / (3 * SECTOR) * (3 * SECTOR));
            }
}

/* Until complete in order: each sector once, whatever the sizes and the number of workers. */
static void mixed_sizes_in_order_cover_each_byte_once(void)
{
    for (uint32_t sharing = JOB_SHARING_SLICES; sharing <= JOB_SHARING_PARTITIONS; sharing++)
        for (uint32_t workers = 1; workers <= 7; workers++) {
            const struct job_size sizes[] = {entry(4 * KIB, 4 * KIB, 16, 100)};
            struct job_builder job;

            if (sharing == JOB_SHARING_SAME || sharing == JOB_SHARING_INTERLEAVED)
                continue;
            new_job(&job, JOB_ACCESS_SEQUENTIAL, workers, 4);
            add_file(&job, "a", 4 * KIB, 500 * KIB);
            add_file(&job, "b", 0, 76 * KIB);
            add_file(&job, "c", 8 * KIB, 1024 * KIB);
            mix_both(&job, sizes, 1);
            job.load.until_complete = 1;
            job.load.sharing = sharing;
            run_noting(&job);
            CHECK_EQUAL(touched(0, 4 * KIB, 500 * KIB, 1), 1000);
            CHECK_EQUAL(touched(1, 0, 76 * KIB, 1), 152);
            CHECK_EQUAL(touched(2, 8 * KIB, 1024 * KIB, 1), 2048);
            CHECK_EQUAL(notes.foreign, 0);
            CHECK_EQUAL(notes.bytes, 1600 * KIB);
        }
}

/* One place after the other, but for the return to the start. */
static void mixed_sequence_runs_on(void)
{
    const struct job_size sizes[] = {entry(4 * KIB, 0, 1, 50), entry(12 * KIB, 0, 1, 50)};
    struct job_builder job;

    new_job(&job, JOB_ACCESS_SEQUENTIAL, 1, 1);
    add_file(&job, "a", 0, 400 * KIB);
    mix_both(&job, sizes, 2);
    job.load.ops_max = 1000;
    run_noting(&job);
    CHECK(notes.jumps == 1 + notes.bytes / (400 * KIB) || notes.jumps == notes.bytes / (400 * KIB));
}

/* Between jumps an operation begins where the last one ended, whatever their sizes. */
static void mixed_sizes_run_on_between_jumps(void)
{
    enum { OPS = 100000, RUN = 5 };
    const struct job_size sizes[] = {entry(4 * KIB, 0, 1, 50), entry(12 * KIB, 0, 1, 50)};
    struct job_builder job;

    for (int by_share = 0; by_share < 2; by_share++) {
        double expected = by_share ? 0.3 * OPS : (double)OPS / RUN;

        new_job(&job, JOB_ACCESS_UNIFORM, 1, 4);
        add_file(&job, "a", 0, 32000 * KIB);
        mix_both(&job, sizes, 2);
        job.load.ops_max = OPS;
        job.load.places.jump_limit = by_share ? JOB_SHARE_ALL * 3 / 10 : 0;
        job.load.places.run_min = job.load.places.run_max = by_share ? 0 : RUN;
        run_noting(&job);
        CHECK(fabs((double)notes.jumps - expected) < 5 * sqrt(0.21 * OPS));
    }
}

/* Sectors of one worker's file or part, hottest first, against the power law over them alone. */
static void check_power_law(double theta, uint32_t file, uint64_t first, uint64_t blocks)
{
    double total = table_power_sum(theta, 0, blocks), expected[1000];
    uint64_t counts[1000];

    for (uint64_t k = 0; k < blocks; k++) {
        counts[k] = notes.touches[file][first + k];
        expected[k] = 100000 * pow((double)k + 1, -theta) / total;
    }
    CHECK(fabs(chi_square_sigmas(counts, expected, blocks)) < 5);
}

/* Parts that differ by a block, and files of different length, each have the law by themselves. */
static void workers_with_blocks_of_their_own_have_the_law_there(void)
{
    static struct job_bucket buckets[2 * JOB_BUCKETS_MAX];
    static const uint64_t blocks[2][2] = {{400, 401}, {400, 900}};

    for (int s = 0; s < 2; s++) {
        struct job_builder job;

        new_job(&job, JOB_ACCESS_SKEWED, 2, 8);
        add_file(&job, "a", 0, (s ? 400 : 801) * SECTOR);
        add_file(&job, "b", 0, 900 * SECTOR);
        job.load.target_count = job.header.target_count = s ? 2 : 1;
        job.load.block_bytes = SECTOR;
        job.load.sharing = s ? JOB_SHARING_OWN_TARGETS : JOB_SHARING_PARTITIONS;
        job.load.ops_max = 200000;
        job.buckets = buckets;
        for (uint32_t i = 0; i < 2; i++) {
            struct job_worker *worker = &job.workers[i];

            worker->target_first = s ? i : 0;
            worker->target_count = (uint32_t)s;
            worker->bucket_first = job.header.bucket_count;
            worker->bucket_count =
                table_build_power(1.1, blocks[s][i], buckets + worker->bucket_first);
            job.header.bucket_count += worker->bucket_count;
        }
        run_noting(&job);
        CHECK_EQUAL(notes.foreign, 0);
        check_power_law(1.1, 0, 0, 400);
        check_power_law(1.1, (uint32_t)s, s ? 0 : 400, blocks[s][1]);
        job.workers[0].bucket_first = job.workers[1].bucket_first;
        job.workers[0].bucket_count = job.workers[1].bucket_count;
        check_refused(&job, "worker 0");
    }
}

/* Partitions of random access: disjoint, all in use, over targets of different length. */
static void partitions_are_disjoint_and_cover_everything(void)
{
    static const uint32_t accesses[] = {JOB_ACCESS_SEQUENTIAL, JOB_ACCESS_UNIFORM,
                                        JOB_ACCESS_PERMUTATION};

    for (size_t a = 0; a < 3; a++)
        for (uint32_t mixed = 0; mixed < 2; mixed++)
            for (uint32_t workers = 1; workers <= 9; workers += 2) {
                const struct job_size sizes[] = {entry(4 * KIB, 0, 1, 70),
                                                 entry(16 * KIB, 0, 1, 30)};
                struct job_builder job;

                if (mixed && accesses[a] == JOB_ACCESS_PERMUTATION)
                    continue;
                new_job(&job, accesses[a], workers, 4);
                add_file(&job, "a", 4 * KIB, 520 * KIB);
                add_file(&job, "b", 0, 36 * KIB);
                add_file(&job, "c", 8 * KIB, 1024 * KIB);
                if (mixed)
                    mix_both(&job, sizes, 2);
                job.load.ops_max = 40000;
                job.load.sharing = JOB_SHARING_PARTITIONS;
                run_noting(&job);
                CHECK_EQUAL(notes.foreign, 0);
                CHECK_EQUAL(notes.opened, workers);
                CHECK_EQUAL(untouched_or_more(0, 4 * KIB, 520 * KIB), 1040);
                CHECK_EQUAL(untouched_or_more(1, 0, 36 * KIB), 72);
                CHECK_EQUAL(untouched_or_more(2, 8 * KIB, 1024 * KIB), 2048);
            }
}

/* Slices of a partition differ by a block at most, and each is passed over once. */
static void partitions_complete_each_block_once(void)
{
    static const uint32_t accesses[] = {JOB_ACCESS_SEQUENTIAL, JOB_ACCESS_PERMUTATION};

    for (size_t a = 0; a < 2; a++)
        for (uint32_t sharing = JOB_SHARING_INTERLEAVED; sharing <= JOB_SHARING_PARTITIONS;
             sharing++)
            for (uint32_t workers = 1; workers <= 7; workers++) {
                struct job_builder job;

                new_job(&job, accesses[a], workers, 3);
                add_file(&job, "a", 0, 100 * KIB);
                add_file(&job, "b", 4 * KIB, 32 * KIB);
                job.load.until_complete = 1;
                job.load.sharing = sharing;
                run_noting(&job);
                CHECK_EQUAL(notes.requests, 33);
                CHECK_EQUAL(touched(0, 0, 100 * KIB, 1), 200);
                CHECK_EQUAL(touched(1, 4 * KIB, 32 * KIB, 1), 64);
                CHECK_EQUAL(notes.foreign, 0);
            }
}

/* Of n workers each has every n-th block, also after many passes. */
static void interleaved_workers_keep_to_their_blocks(void)
{
    struct job_builder job;

    new_job(&job, JOB_ACCESS_SEQUENTIAL, 3, 2);
    add_file(&job, "a", 0, 40 * KIB);
    job.load.ops_max = 3000;
    job.load.sharing = JOB_SHARING_INTERLEAVED;
    run_noting(&job);
    CHECK_EQUAL(notes.foreign, 0);
    CHECK_EQUAL(untouched_or_more(0, 0, 40 * KIB), 80);
    for (uint32_t block = 3; block < 10; block++)
        CHECK_EQUAL(notes.owner[0][block * 8], notes.owner[0][(block - 3) * 8]);
}

static void same_order_begins_at_the_first_block(void)
{
    struct job_builder job;

    new_job(&job, JOB_ACCESS_SEQUENTIAL, 4, 1);
    add_file(&job, "a", 0, 400 * KIB);
    job.load.ops_max = 4 * 5;
    job.load.sharing = JOB_SHARING_SAME;
    run_noting(&job);
    CHECK_EQUAL(touched(0, 0, 20 * KIB, 4), 40);
    CHECK_EQUAL(touched(0, 20 * KIB, 380 * KIB, 0), 760);
}

/* Each worker has targets of its own, told by its place, and a law of its own in them. */
static void own_targets_are_touched_by_one_worker(void)
{
    struct job_builder job;

    new_job(&job, JOB_ACCESS_UNIFORM, 3, 4);
    for (uint32_t i = 0; i < 6; i++)
        add_file(&job, (const char *[]){"a", "b", "c", "d", "e", "f"}[i], 0, 40 * KIB);
    for (uint32_t i = 0; i < 3; i++) {
        job.workers[i].target_first = 2 * i;
        job.workers[i].target_count = 2;
    }
    job.load.ops_max = 3000;
    job.load.sharing = JOB_SHARING_OWN_TARGETS;
    run_noting(&job);
    CHECK_EQUAL(notes.foreign, 0);
    for (uint32_t i = 0; i < 6; i++)
        CHECK_EQUAL(untouched_or_more(i, 0, 40 * KIB), 80);
    for (uint32_t i = 0; i < 6; i += 2)
        CHECK_EQUAL(notes.owner[i][0], notes.owner[i + 1][0]);
    CHECK(notes.owner[0][0] != notes.owner[2][0] && notes.owner[2][0] != notes.owner[4][0]);
}

/* Streams of workers in partitions of equal size must not be copies of each other. */
static void partitions_draw_different_streams(void)
{
    uint32_t different = 0;
    struct job_builder job;

    new_job(&job, JOB_ACCESS_UNIFORM, 2, 1);
    add_file(&job, "a", 0, 8000 * KIB);
    job.load.ops_max = 1000;
    job.load.sharing = JOB_SHARING_PARTITIONS;
    run_noting(&job);
    for (uint32_t block = 0; block < 1000; block++)
        different += notes.touches[0][block * 8] != notes.touches[0][(block + 1000) * 8];
    CHECK(different > 300);
}

static void broken_mixes_are_refused(void)
{
    const struct job_size good[] = {entry(4 * KIB, 0, 1, 60), entry(8 * KIB, 4 * KIB, 3, 40)};
    struct job_builder job, changed;

    new_job(&job, JOB_ACCESS_UNIFORM, 1, 1);
    add_file(&job, "a", 0, 64 * KIB);
    job.load.ops_max = 10;
    mix_both(&job, good, 2);
    changed = job;
    changed.load.read_sizes[0].share--;
    check_refused(&changed, "whole together");
    changed = job;
    changed.load.write_size_count = 0;
    check_refused(&changed, "1 to 32 entries");
    changed = job;
    changed.load.write_sizes[1].count = 0;
    check_refused(&changed, "1 B to 1 GiB");
    changed = job;
    changed.load.write_sizes[1].count = 1 << 20;
    check_refused(&changed, "1 B to 1 GiB");
    changed = job;
    changed.load.write_sizes[1].step_bytes = 512;
    check_refused(&changed, "a size of the mix is not a number of whole blocks");
    changed = job;
    changed.targets[0].bytes = 12 * KIB;
    check_refused(&changed, "the region of a");
    changed = job;
    changed.load.vectors = 2;
    check_refused(&changed, "vectors");
    changed = job;
    changed.targets[0].bytes += 2 * KIB;
    check_refused(&changed, "whole blocks");
    changed = job;
    changed.load.sharing = JOB_SHARING_INTERLEAVED;
    check_refused(&changed, "interleaved");
    changed = job;
    changed.load.lock_mode = JOB_LOCK_FULL + 1;
    check_refused(&changed, "unknown");
    changed = job;
    changed.load.lock_mode = JOB_LOCK_RANGE;
    check_refused(&changed, "no target that could be locked");
    changed = job;
    changed.workers[0].target_count = 2;
    check_refused(&changed, "does not have");
    run_noting(&job);
    CHECK_EQUAL(notes.requests, 10);
}

int main(void)
{
    runs_keep_both_mixes();
    byte_limits_are_exact_for_any_mix();
    mixed_sizes_in_order_cover_each_byte_once();
    mixed_sequence_runs_on();
    mixed_sizes_run_on_between_jumps();
    workers_with_blocks_of_their_own_have_the_law_there();
    partitions_are_disjoint_and_cover_everything();
    partitions_complete_each_block_once();
    interleaved_workers_keep_to_their_blocks();
    same_order_begins_at_the_first_block();
    own_targets_are_touched_by_one_worker();
    partitions_draw_different_streams();
    broken_mixes_are_refused();
    return check_result();
}
