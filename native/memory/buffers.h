/*
 * I/O buffers of one worker: depth blocks in one mapping, page-aligned, optionally on huge pages
 * and bound to a NUMA node, touched by the thread that will use them.
 */
#ifndef IOP_BUFFERS_H
#define IOP_BUFFERS_H

#include <stddef.h>
#include <stdint.h>

struct iop_buffers {
    uint8_t *base;
    uint64_t stride; /* bytes between two buffers, multiple of 4096 */
    uint64_t bytes;  /* of the mapping */
};

struct iop_buffers_request {
    uint32_t count;
    uint32_t block_bytes;
    uint32_t flags;    /* enum job_buffer_flag */
    int32_t numa_node; /* -1: anywhere */
    uint64_t seed;     /* of the random content */
};

/* Maps, binds, touches and fills with random data. 0 or -errno with a sentence. */
int iop_buffers_open(struct iop_buffers *buffers, const struct iop_buffers_request *request);

/* Safe on zeroed and on closed buffers. */
void iop_buffers_close(struct iop_buffers *buffers);

/* numa.c: runs the calling thread on the CPUs of a node. -errno with a sentence. */
int iop_numa_run_on(int32_t node);

/* numa.c: places the pages of a mapping on a node. -errno with a sentence. */
int iop_numa_place(void *memory, size_t bytes, int32_t node);

#endif
