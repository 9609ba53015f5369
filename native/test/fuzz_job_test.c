/*
 * Random and mutated jobs: whatever the bytes, a job is refused in words or describes a run whose
 * every table lies inside of it and whose every block lies inside of its targets. The seed is
 * printed; FUZZ_SEED and FUZZ_ROUNDS override.
 */
#include "access/offset.h"
#include "access/rng.h"
#include "api/job.h"
#include "error/error.h"
#include "test/check.h"
#include "test/job_builder.h"
#include "test/table_builder.h"

#include <errno.h>
#include <time.h>

enum { ROUNDS = 200000 };

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text ? strtoull(text, NULL, 0) : otherwise;
}

/* As a worker does. */
static void draw(const struct iop_job *job, const struct job_worker *worker)
{
    enum { DRAWS = 64 };
    const struct job_load *load = &job->loads[worker->load];
    struct iop_offsets_request request = {
        .access = load->access,
        .ordinal = worker->ordinal,
        .peers = worker->peers,
        .seed = job->header->seed,
        .places = load->places,
        .table = {job->buckets + worker->bucket_first, worker->bucket_count},
    };
    struct iop_offsets offsets;
    uint64_t blocks[DRAWS];

    for (uint32_t i = 0; i < load->target_count; i++)
        request.blocks += job->specs[load->target_first + i].bytes / load->block_bytes;
    iop_offsets_open(&offsets, &request);
    iop_offsets_draw(&offsets, blocks, DRAWS);
    for (int i = 0; i < DRAWS; i++)
        CHECK(blocks[i] < request.blocks);
}

static void use(const struct iop_job *job)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; i < job->header->target_count; i++)
        sum += strlen(job->specs[i].path) + job->specs[i].bytes;
    for (uint32_t i = 0; i < job->header->worker_count; i++)
        sum += job->loads[job->workers[i].load].depth;
    for (uint32_t i = 0; i < job->header->worker_count; i++)
        draw(job, &job->workers[i]);
    CHECK(sum > 0);
}

static void try_job(const void *bytes, size_t count)
{
    struct iop_job job;
    int error = iop_job_open(&job, bytes, count);

    if (!error) {
        use(&job);
    } else {
        CHECK(error == -EINVAL || error == -ENOMEM);
        CHECK(iop_error_text()[0] != '\0');
    }
    iop_job_close(&job);
}

enum { SHAPES = 3, BUCKETS = 40, BLOCKS = 512 };

/* A table, strides backward, and runs between jumps: each with its own members to break. */
static void *good_job(int shape, size_t *bytes)
{
    static struct job_bucket buckets[BUCKETS];
    static struct table_part parts[BUCKETS];
    struct job_builder builder;

    job_builder_init(&builder, JOB_ENGINE_NULL);
    builder.header.duration_ns = 1000000000;
    builder.header.worker_count = 3;
    job_builder_target(&builder, "one", JOB_TARGET_NONE, 1 << 20);
    job_builder_target(&builder, "two", JOB_TARGET_FILE, 1 << 20);
    if (shape == 0) {
        for (uint32_t i = 0; i < BUCKETS; i++)
            parts[i] = (struct table_part){i * 12, 12, 1.0 / (i + 1), 0.5};
        parts[BUCKETS - 1].blocks = BLOCKS - parts[BUCKETS - 1].first;
        table_build(parts, BUCKETS, buckets);
        builder.header.bucket_count = BUCKETS;
        builder.buckets = buckets;
        builder.load.access = JOB_ACCESS_SKEWED;
        builder.load.places.flags = JOB_PLACES_PER_WORKER;
        for (uint32_t i = 0; i < builder.header.worker_count; i++)
            builder.workers[i].bucket_count = BUCKETS;
    } else if (shape == 1) {
        builder.load.access = JOB_ACCESS_STRIDED;
        builder.load.places = (struct job_places){.stride = 7, .flags = JOB_PLACES_BACKWARD};
    } else {
        builder.load.places = (struct job_places){.run_min = 2, .run_max = 9};
    }
    return job_builder_pack(&builder, bytes);
}

static void fuzz(struct iop_rng *rng, const uint8_t *good, size_t bytes)
{
    uint64_t flips = 1 + iop_rng_below(rng, 4);
    size_t length = iop_rng_below(rng, 8) ? bytes : iop_rng_below(rng, bytes + 1);
    uint8_t *copy = malloc(length ? length : 1);

    memcpy(copy, good, length);
    for (uint64_t f = 0; length && f < flips; f++)
        copy[iop_rng_below(rng, length)] = (uint8_t)iop_rng_next(rng);
    try_job(copy, length);
    free(copy);
}

int main(void)
{
    uint64_t seed = setting("FUZZ_SEED", (uint64_t)time(NULL));
    uint64_t rounds = setting("FUZZ_ROUNDS", ROUNDS);
    struct iop_rng rng;
    uint8_t *good[SHAPES];
    size_t bytes[SHAPES];

    printf("seed %llu\n", (unsigned long long)seed);
    iop_rng_seed(&rng, seed, 0);
    for (int shape = 0; shape < SHAPES; shape++) {
        struct iop_job job;

        good[shape] = good_job(shape, &bytes[shape]);
        CHECK_EQUAL(iop_job_open(&job, good[shape], bytes[shape]), 0);
        iop_job_close(&job);
        try_job(good[shape], bytes[shape]);
    }
    for (uint64_t i = 0; i < rounds; i++)
        fuzz(&rng, good[i % SHAPES], bytes[i % SHAPES]);
    for (int shape = 0; shape < SHAPES; shape++)
        free(good[shape]);
    return check_result();
}
