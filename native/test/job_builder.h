/*
 * Builds a flat job for the tests and benches that run the core without Java: one load, workers
 * that share its targets. Change what a case needs, then pack.
 */
#ifndef IOP_JOB_BUILDER_H
#define IOP_JOB_BUILDER_H

#include "layout/job_layout.h"
#include "layout/layout_id.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BUILDER_SEGMENTS_MAX = 4096 };
enum { BUILDER_TARGETS_MAX = 8, BUILDER_WORKERS_MAX = 64, BUILDER_TEXT_BYTES = 4096 };

struct job_builder {
    struct job_header header;
    struct job_load load;
    struct job_target targets[BUILDER_TARGETS_MAX];
    struct job_worker workers[BUILDER_WORKERS_MAX];
    struct job_segment segments[BUILDER_SEGMENTS_MAX];
    char text[BUILDER_TEXT_BYTES];
    const struct job_bucket *buckets; /* header.bucket_count */
};

/* A read-only job on no target: 1 GiB of 4 KiB blocks, one worker, 1 s intervals. */
static inline void job_builder_init(struct job_builder *job, uint32_t engine)
{
    memset(job, 0, sizeof *job);
    job->header.layout_id = IOP_LAYOUT_ID;
    job->header.seed = 1;
    job->header.interval_ns = 1000000000u;
    job->header.drain_ns = 120u * 1000000000ull;
    job->header.load_count = 1;
    job->header.worker_count = 1;
    job->load.engine = engine;
    job->load.depth = 1;
    job->load.block_bytes = 4096;
    job->load.access = JOB_ACCESS_UNIFORM;
    job->load.vectors = 1;
    job->load.read_limit = JOB_SHARE_ALL;
    job->load.write_limit = JOB_SHARE_ALL;
    job->load.sqpoll_cpu = -1;
    for (int i = 0; i < BUILDER_WORKERS_MAX; i++)
        job->workers[i] = (struct job_worker){.cpu = -1, .numa_node = -1};
}

static inline struct job_target *job_builder_target(struct job_builder *job, const char *path,
                                                    uint32_t kind, uint64_t bytes)
{
    struct job_target *target = &job->targets[job->header.target_count++];

    *target = (struct job_target){
        .path_offset = job->header.text_bytes,
        .path_bytes = (uint32_t)strlen(path),
        .kind = kind,
        .flags = JOB_TARGET_READ,
        .bytes = bytes,
    };
    memcpy(job->text + job->header.text_bytes, path, target->path_bytes);
    job->header.text_bytes += target->path_bytes;
    job->load.target_count = job->header.target_count;
    return target;
}

static inline void *job_builder_put(uint8_t *packed, uint64_t *end, uint32_t *offset,
                                    const void *from, uint64_t bytes)
{
    *offset = (uint32_t)*end;
    if (bytes)
        memcpy(packed + *end, from, bytes);
    *end = (*end + bytes + 7) / 8 * 8;
    return packed + *offset;
}

/* Appends a segment to the curve that is built last. */
static inline void job_builder_segment(struct job_builder *job, struct job_curve *curve,
                                       uint64_t end_ns, uint64_t value)
{
    if (!curve->segment_count)
        curve->segment_first = job->header.segment_count;
    curve->segment_count++;
    job->segments[job->header.segment_count++] = (struct job_segment){end_ns, value};
}

/* An open loop of evenly spaced arrivals at one rate; change what a case needs. */
static inline void job_builder_rate(struct job_builder *job, uint64_t per_second)
{
    job->load.pace.arrivals = JOB_ARRIVALS_CONSTANT;
    job->load.pace.burst = 1;
    job_builder_segment(job, &job->load.pace.rate, 1, per_second * 1000);
}

/* The job as Java would write it; free it afterwards. */
static inline void *job_builder_pack(struct job_builder *job, size_t *bytes)
{
    struct job_header *header = &job->header;
    uint64_t bucket_bytes = header->bucket_count * sizeof *job->buckets;
    uint8_t *packed = calloc(1, sizeof *job + bucket_bytes + 64);
    uint64_t end = sizeof *header;

    for (uint32_t i = 0; i < header->worker_count && i < BUILDER_WORKERS_MAX; i++) {
        job->workers[i].ordinal = i;
        job->workers[i].peers = header->worker_count;
    }
    job_builder_put(packed, &end, &header->loads_offset, &job->load, sizeof job->load);
    job_builder_put(packed, &end, &header->targets_offset, job->targets,
                    header->target_count * sizeof *job->targets);
    job_builder_put(packed, &end, &header->workers_offset, job->workers,
                    header->worker_count * sizeof *job->workers);
    job_builder_put(packed, &end, &header->segments_offset, job->segments,
                    header->segment_count * sizeof *job->segments);
    job_builder_put(packed, &end, &header->buckets_offset, job->buckets, bucket_bytes);
    job_builder_put(packed, &end, &header->text_offset, job->text, header->text_bytes);
    header->bytes_total = end;
    memcpy(packed, header, sizeof *header);
    *bytes = end;
    return packed;
}

#endif
