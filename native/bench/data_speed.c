/*
 * Cost of data: making random and compressible content, the CRC, making and judging verified
 * blocks; on one core, in a buffer that stays in the cache.
 *
 *   data_speed [BLOCK]
 */
#include "clock/clock.h"
#include "memory/block.h"
#include "memory/crc32c.h"
#include "memory/pattern.h"

#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 8, TOTAL_BYTES = 1 << 30 };

struct bench {
    struct iop_content content, compressible;
    struct iop_block_maker maker;
    struct iop_block_desk desk;
    uint8_t *memory;
    uint32_t bytes;
    uint64_t bad;
};

static void make_random(struct bench *bench, uint8_t *memory, uint64_t i)
{
    iop_pattern_random(memory, bench->bytes, i);
}

static void make_compressible(struct bench *bench, uint8_t *memory, uint64_t i)
{
    (void)i;
    iop_content_next(&bench->compressible, memory, 0, bench->bytes);
}

static void sum(struct bench *bench, uint8_t *memory, uint64_t i)
{
    bench->bad += iop_crc32c((uint32_t)i, memory, bench->bytes) == 1;
}

static void sum_by_tables(struct bench *bench, uint8_t *memory, uint64_t i)
{
    bench->bad += iop_crc32c_by_tables((uint32_t)i, memory, bench->bytes) == 1;
}

static void make_block(struct bench *bench, uint8_t *memory, uint64_t i)
{
    iop_block_make(&bench->maker, memory, i % SLOTS * bench->bytes, 1);
}

static void judge_block(struct bench *bench, uint8_t *memory, uint64_t i)
{
    struct iop_block_range range = {1, 1};
    struct iop_block_finding finding;

    bench->bad += iop_block_judge(&bench->maker, memory, i % SLOTS * bench->bytes, &range,
                                  &bench->desk, &finding) != BLOCK_GOOD;
}

static void measure(struct bench *bench, const char *what,
                    void (*step)(struct bench *, uint8_t *, uint64_t))
{
    uint64_t n = TOTAL_BYTES / bench->bytes, start_ns = iop_clock_monotonic_ns();
    double ns;

    for (uint64_t i = 0; i < n; i++)
        step(bench, bench->memory + i % SLOTS * bench->bytes, i);
    ns = (double)(iop_clock_monotonic_ns() - start_ns) / (double)n;
    printf("%-24s %8.1f ns per block, %6.1f GB/s\n", what, ns, bench->bytes / ns);
}

int main(int count, char **arguments)
{
    struct job_content half = {.compress_limit = JOB_SHARE_ALL / 2}, plain = {0};
    struct iop_content_request request = {.content = &plain, .blocks = 1, .seed = 1};
    struct bench bench = {.bytes = count > 1 ? (uint32_t)atoi(arguments[1]) : 4096};

    bench.memory = aligned_alloc(4096, (size_t)SLOTS * bench.bytes);
    if (!bench.memory || bench.bytes % 4096 || iop_block_desk_open(&bench.desk, bench.bytes) ||
        iop_content_open(&bench.content, &request))
        return EXIT_FAILURE;
    request.content = &half;
    if (iop_content_open(&bench.compressible, &request))
        return EXIT_FAILURE;
    bench.maker = (struct iop_block_maker){&bench.content, 1, 2, bench.bytes, true};
    measure(&bench, "random", make_random);
    measure(&bench, "half compressible", make_compressible);
    measure(&bench, "crc32c", sum);
    measure(&bench, "crc32c by tables", sum_by_tables);
    measure(&bench, "make verified block", make_block);
    measure(&bench, "judge verified block", judge_block);
    iop_block_desk_close(&bench.desk);
    free(bench.memory);
    return bench.bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
