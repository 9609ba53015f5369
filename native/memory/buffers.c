/*
 * The I/O buffers of one worker. One anonymous mapping holds all of them; it is placed on its NUMA
 * node before the first touch, and the calling thread touches every page by writing the content, so
 * that no page fault is left for the measured part. Content differs between slots and between
 * seeds. Assumes that the thread that opens the buffers is the one that will use them.
 */
#include "memory/buffers.h"

#include "access/rng.h"
#include "error/error.h"
#include "layout/job_layout.h"
#include "memory/pattern.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { BUFFER_ALIGNMENT = 4096, ERRNO_WORDS_BYTES = 128 };

static uint64_t huge_page_bytes(void);
static int map(struct iop_buffers *buffers, const struct iop_buffers_request *request);
static int map_failed(int error, const struct iop_buffers *buffers, uint64_t huge_bytes);
static void fill(const struct iop_buffers *buffers, const struct iop_buffers_request *request);

static uint64_t round_up(uint64_t bytes, uint64_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

int iop_buffers_open(struct iop_buffers *buffers, const struct iop_buffers_request *request)
{
    int result;

    *buffers = (struct iop_buffers){0};
    if (request->count == 0 || request->block_bytes == 0)
        return iop_fail(EINVAL, "cannot make %u I/O buffers of %u bytes: both must be above 0",
                        request->count, request->block_bytes);
    result = map(buffers, request);
    if (result == 0 && request->numa_node >= 0)
        result = iop_numa_place(buffers->base, buffers->bytes, request->numa_node);
    if (result < 0) {
        iop_buffers_close(buffers);
        return result;
    }
    fill(buffers, request);
    return 0;
}

void iop_buffers_close(struct iop_buffers *buffers)
{
    if (buffers->base)
        munmap(buffers->base, buffers->bytes);
    *buffers = (struct iop_buffers){0};
}

static int map(struct iop_buffers *buffers, const struct iop_buffers_request *request)
{
    uint64_t huge_bytes = request->flags & JOB_BUFFER_HUGE_PAGES ? huge_page_bytes() : 0;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | (huge_bytes ? MAP_HUGETLB : 0);
    void *base;

    buffers->stride = round_up(request->block_bytes, BUFFER_ALIGNMENT);
    buffers->bytes = round_up(buffers->stride * request->count, huge_bytes ? huge_bytes : 1);
    base = mmap(NULL, buffers->bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (base == MAP_FAILED)
        return map_failed(errno, buffers, huge_bytes);
    buffers->base = base;
    return 0;
}

static int map_failed(int error, const struct iop_buffers *buffers, uint64_t huge_bytes)
{
    char words[ERRNO_WORDS_BYTES];

    iop_errno_words(error, words, sizeof words);
    if (huge_bytes)
        return iop_fail(error,
                        "cannot map %llu bytes of I/O buffers on huge pages (%s): they need %llu "
                        "free huge pages of %llu KiB per worker; raise vm.nr_hugepages or leave "
                        "huge pages off",
                        (unsigned long long)buffers->bytes, words,
                        (unsigned long long)(buffers->bytes / huge_bytes),
                        (unsigned long long)(huge_bytes / 1024));
    return iop_fail(error,
                    "cannot map %llu bytes of I/O buffers (%s): memory or a limit on address space "
                    "is short; lower the queue depth or the block size",
                    (unsigned long long)buffers->bytes, words);
}

/* The default size of MAP_HUGETLB; munmap wants whole huge pages. */
static uint64_t huge_page_bytes(void)
{
    enum { DEFAULT_KIB = 2048 };
    FILE *meminfo = fopen("/proc/meminfo", "re");
    unsigned long long kib = 0;
    char line[128];

    while (meminfo && kib == 0 && fgets(line, sizeof line, meminfo))
        sscanf(line, "Hugepagesize: %llu kB", &kib);
    if (meminfo)
        fclose(meminfo);
    return (kib ? kib : DEFAULT_KIB) * 1024;
}

static void fill(const struct iop_buffers *buffers, const struct iop_buffers_request *request)
{
    uint64_t seeds = request->seed;

    for (uint32_t slot = 0; slot < request->count; slot++)
        iop_pattern_random(buffers->base + slot * buffers->stride, buffers->stride,
                           iop_splitmix(&seeds));
}
