/*
 * Random and mutated jobs: whatever the bytes, a job is refused in words or describes a run whose
 * every table lies inside of it. The seed is printed; FUZZ_SEED and FUZZ_ROUNDS override.
 */
#include "access/rng.h"
#include "api/job.h"
#include "error/error.h"
#include "test/check.h"
#include "test/job_builder.h"

#include <errno.h>
#include <time.h>

enum { ROUNDS = 200000 };

static uint64_t setting(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);

    return text ? strtoull(text, NULL, 0) : otherwise;
}

static void use(const struct iop_job *job)
{
    uint64_t sum = 0;

    for (uint32_t i = 0; i < job->header->target_count; i++)
        sum += strlen(job->specs[i].path) + job->specs[i].bytes;
    for (uint32_t i = 0; i < job->header->worker_count; i++)
        sum += job->loads[job->workers[i].load].depth;
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

int main(void)
{
    uint64_t seed = setting("FUZZ_SEED", (uint64_t)time(NULL));
    uint64_t rounds = setting("FUZZ_ROUNDS", ROUNDS);
    struct job_builder builder;
    struct iop_rng rng;
    uint8_t *good, *copy;
    size_t bytes;

    printf("seed %llu\n", (unsigned long long)seed);
    iop_rng_seed(&rng, seed, 0);
    job_builder_init(&builder, JOB_ENGINE_NULL);
    builder.header.duration_ns = 1000000000;
    builder.header.worker_count = 3;
    job_builder_target(&builder, "one", JOB_TARGET_NONE, 1 << 20);
    job_builder_target(&builder, "two", JOB_TARGET_FILE, 1 << 20);
    good = job_builder_pack(&builder, &bytes);
    try_job(good, bytes);
    for (uint64_t i = 0; i < rounds; i++) {
        uint64_t flips = 1 + iop_rng_below(&rng, 4);
        size_t length = iop_rng_below(&rng, 8) ? bytes : iop_rng_below(&rng, bytes + 1);

        copy = malloc(length ? length : 1);
        memcpy(copy, good, length);
        for (uint64_t f = 0; length && f < flips; f++)
            copy[iop_rng_below(&rng, length)] = (uint8_t)iop_rng_next(&rng);
        try_job(copy, length);
        free(copy);
    }
    free(good);
    return check_result();
}
