/*
 * The checked copy of a flat job. Nothing in it is trusted before job_open has accepted it.
 */
#ifndef IOP_JOB_H
#define IOP_JOB_H

#include "layout/job_layout.h"
#include "target/target.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct iop_job {
    uint8_t *copy;
    const struct job_header *header;
    const struct job_load *loads;
    const struct job_target *targets;
    const struct job_worker *workers;
    const struct job_segment *segments;
    const struct job_bucket *buckets;
    struct iop_target_spec *specs; /* one per target, paths terminated */
    char *paths;
    const uint8_t *text;
};

/* 0, or -errno with a sentence; on failure the job is closed. */
int iop_job_open(struct iop_job *job, const void *bytes, size_t count);

/* Of one load of a job whose tables lie within it; job_pace.c. */
int iop_job_check_pace(const struct iop_job *job, const struct job_load *load);
/*
 * 0, or -EINVAL with a sentence when a load's order or its table does not fit the blocks of its
 * targets; for iop_job_open.
 */
int iop_job_check_places(const struct iop_job *job);

/* Whether a load reads what it wrote, only to verify it. */
bool iop_job_reads_back(const struct job_load *load);

/* Safe on a zeroed and on a closed job. */
void iop_job_close(struct iop_job *job);

#endif
