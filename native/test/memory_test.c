/*
 * The room memory: buffers are aligned, apart, full of different random data and safe to close;
 * huge pages and NUMA nodes work or are refused in words.
 */
#include "memory/buffers.h"
#include "memory/content.h"
#include "memory/pattern.h"

#include "check.h"
#include "error/error.h"
#include "layout/job_layout.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>

enum { PAGE_BYTES = 4096 };

static void buffers_are_aligned_and_at_least_a_block_apart(void)
{
    static const uint32_t blocks[] = {512, 4096, 4097, 100000};

    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        struct iop_buffers_request request = {
            .count = 7, .block_bytes = blocks[i], .numa_node = -1, .seed = 1};
        struct iop_buffers buffers;

        if (!CHECK_EQUAL(iop_buffers_open(&buffers, &request), 0))
            continue;
        CHECK_EQUAL((uintptr_t)buffers.base % PAGE_BYTES, 0);
        CHECK_EQUAL(buffers.stride % PAGE_BYTES, 0);
        CHECK(buffers.stride >= blocks[i] && buffers.stride < blocks[i] + PAGE_BYTES);
        CHECK(buffers.bytes >= buffers.stride * 7);
        iop_buffers_close(&buffers);
        CHECK(buffers.base == NULL);
        iop_buffers_close(&buffers);
    }
}

static void buffers_differ_by_slot_and_by_seed(void)
{
    struct iop_buffers_request request = {
        .count = 64, .block_bytes = PAGE_BYTES, .numa_node = -1, .seed = 42};
    struct iop_buffers one, same, other;

    CHECK_EQUAL(iop_buffers_open(&one, &request), 0);
    CHECK_EQUAL(iop_buffers_open(&same, &request), 0);
    request.seed = 43;
    CHECK_EQUAL(iop_buffers_open(&other, &request), 0);
    CHECK(memcmp(one.base, same.base, one.stride * 64) == 0);
    for (uint32_t a = 0; a < 64; a++) {
        CHECK(memcmp(one.base + a * one.stride, other.base + a * one.stride, PAGE_BYTES) != 0);
        for (uint32_t b = 0; b < a; b++)
            CHECK(memcmp(one.base + a * one.stride, one.base + b * one.stride, PAGE_BYTES) != 0);
    }
    iop_buffers_close(&one);
    iop_buffers_close(&same);
    iop_buffers_close(&other);
}

static void every_page_is_touched(void)
{
    struct iop_buffers_request request = {
        .count = 16, .block_bytes = 2 * PAGE_BYTES, .numa_node = -1, .seed = 3};
    unsigned char resident[32];
    struct iop_buffers buffers;

    CHECK_EQUAL(iop_buffers_open(&buffers, &request), 0);
    CHECK_EQUAL(mincore(buffers.base, buffers.bytes, resident), 0);
    for (size_t i = 0; i < sizeof resident; i++)
        CHECK(resident[i] & 1);
    iop_buffers_close(&buffers);
}

static void impossible_buffers_are_refused_in_words(void)
{
    struct iop_buffers_request none = {.count = 0, .block_bytes = 512, .numa_node = -1};
    struct iop_buffers_request vast = {.count = 1u << 31, .block_bytes = 1u << 30, .numa_node = -1};
    struct iop_buffers buffers;

    CHECK_EQUAL(iop_buffers_open(&buffers, &none), -EINVAL);
    CHECK(strstr(iop_error_text(), "above 0") != NULL);
    CHECK_EQUAL(iop_buffers_open(&buffers, &vast), -ENOMEM);
    CHECK(strstr(iop_error_text(), "queue depth") != NULL);
    CHECK(buffers.base == NULL);
}

static void huge_pages_work_or_name_the_setting(void)
{
    struct iop_buffers_request request = {.count = 3,
                                          .block_bytes = PAGE_BYTES,
                                          .flags = JOB_BUFFER_HUGE_PAGES,
                                          .numa_node = -1,
                                          .seed = 1};
    struct iop_buffers buffers;
    int result = iop_buffers_open(&buffers, &request);

    if (result < 0) {
        CHECK_EQUAL(result, -ENOMEM);
        CHECK(strstr(iop_error_text(), "vm.nr_hugepages") != NULL);
        CHECK(buffers.base == NULL);
        return;
    }
    CHECK(buffers.bytes % (1u << 20) == 0);
    iop_buffers_close(&buffers);
}

static void random_data_is_reproducible_at_every_length(void)
{
    uint8_t whole[64], part[64];

    iop_pattern_random(whole, sizeof whole, 9);
    for (size_t bytes = 0; bytes <= sizeof part; bytes++) {
        memset(part, 0, sizeof part);
        iop_pattern_random(part, bytes, 9);
        CHECK(memcmp(part, whole, bytes) == 0);
        for (size_t i = bytes; i < sizeof part; i++)
            CHECK_EQUAL(part[i], 0);
    }
}

/* Every byte value about equally often: 16 standard deviations of room. */
static void random_data_uses_all_bytes_evenly(void)
{
    enum { BYTES = 1 << 20, EXPECTED = BYTES / 256, ROOM = 1024 };
    static uint8_t data[BYTES];
    uint32_t counts[256] = {0};

    iop_pattern_random(data, BYTES, 11);
    for (size_t i = 0; i < BYTES; i++)
        counts[data[i]]++;
    for (int value = 0; value < 256; value++)
        CHECK(counts[value] > EXPECTED - ROOM && counts[value] < EXPECTED + ROOM);
}

static int compare_words(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Half of each chunk repeats one word of 32 bits, and no word of the other halves comes twice. */
static void compressible_data_repeats_nothing_else(void)
{
    enum { BYTES = 128 << 10, CHUNK_WORDS = CONTENT_CHUNK_BYTES / 8, KEPT_WORDS = 250 };
    static uint64_t data[BYTES / 8], kept[BYTES / CONTENT_CHUNK_BYTES * KEPT_WORDS];
    struct job_content half = {.compress_limit = JOB_SHARE_ALL / 2};
    struct iop_content_request request = {.content = &half, .blocks = 1, .seed = 3};
    struct iop_content content;
    size_t count = 0;

    CHECK_EQUAL(iop_content_open(&content, &request), 0);
    iop_content_next(&content, (uint8_t *)data, 0, BYTES);
    for (size_t chunk = 0; chunk < BYTES / CONTENT_CHUNK_BYTES; chunk++) {
        const uint64_t *words = data + chunk * CHUNK_WORDS;

        for (size_t i = CHUNK_WORDS / 2; i + 1 < CHUNK_WORDS; i++)
            CHECK(words[i] == words[i + 1] && (uint32_t)words[i] == words[i] >> 32);
        for (size_t i = 0; i < KEPT_WORDS; i++)
            kept[count++] = words[i];
    }
    qsort(kept, count, sizeof *kept, compare_words);
    for (size_t i = 1; i < count; i++)
        CHECK(kept[i] != kept[i - 1]);
    iop_content_close(&content);
}

/* In a thread of its own: binding to a node changes the CPUs of the thread. */
static void *nodes_work_or_are_refused_in_words(void *unused)
{
    int present = dlopen("libnuma.so.1", RTLD_LAZY) != NULL;
    struct iop_buffers_request request = {
        .count = 4, .block_bytes = PAGE_BYTES, .numa_node = 0, .seed = 1};
    struct iop_buffers buffers;
    int result = iop_buffers_open(&buffers, &request);

    if (present && result == 0) {
        CHECK_EQUAL(iop_numa_run_on(0), 0);
        CHECK_EQUAL(iop_numa_run_on(999), -ENODEV);
        CHECK(strstr(iop_error_text(), "node 999 does not exist") != NULL);
        request.numa_node = 77;
        iop_buffers_close(&buffers);
        CHECK_EQUAL(iop_buffers_open(&buffers, &request), -ENODEV);
        CHECK_EQUAL(iop_numa_run_on(-2), -ENODEV);
    } else if (!present) {
        CHECK_EQUAL(result, -ENOSYS);
        CHECK(strstr(iop_error_text(), "libnuma1") != NULL);
    } else {
        CHECK(strstr(iop_error_text(), "NUMA") != NULL);
    }
    iop_buffers_close(&buffers);
    return unused;
}

int main(void)
{
    pthread_t thread;

    buffers_are_aligned_and_at_least_a_block_apart();
    buffers_differ_by_slot_and_by_seed();
    every_page_is_touched();
    impossible_buffers_are_refused_in_words();
    huge_pages_work_or_name_the_setting();
    random_data_is_reproducible_at_every_length();
    random_data_uses_all_bytes_evenly();
    compressible_data_repeats_nothing_else();
    CHECK_EQUAL(pthread_create(&thread, NULL, nodes_work_or_are_refused_in_words, NULL), 0);
    CHECK_EQUAL(pthread_join(thread, NULL), 0);
    return check_result();
}
