/*
 * Makes a target ready before any worker starts: the region must make sense, the path must lead to
 * the kind of thing that the caller saw, and then the kind's own steps follow. Holds no state.
 */
#include "target/target.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "target/steps.h"

#include <assert.h>
#include <errno.h>

static int check_spec(const struct iop_target_spec *spec)
{
    assert(spec->path);
    if (!spec->path[0])
        return iop_fail(EINVAL, "a target has an empty path");
    if (spec->kind >= JOB_TARGET_NONE)
        return iop_fail(EINVAL, "%s is a target without a file or device: nothing to prepare",
                        spec->path);
    if (spec->bytes == 0)
        return iop_misuse("%s: no bytes are in use; give --file-size", spec->path);
    if (spec->offset > INT64_MAX || spec->bytes > INT64_MAX - spec->offset)
        return iop_misuse("%s: --offset %llu and --file-size %llu reach beyond 2^63 bytes",
                          spec->path, (unsigned long long)spec->offset,
                          (unsigned long long)spec->bytes);
    if (spec->block_bytes == 0 || spec->block_bytes > spec->bytes)
        return iop_misuse("%s: --block-size %u does not fit into the %llu bytes in use", spec->path,
                          spec->block_bytes, (unsigned long long)spec->bytes);
    return 0;
}

static int find(const struct iop_target_spec *spec, struct iop_target_found *found)
{
    int error = check_spec(spec);

    return error ? error : iop_path_find(spec, found);
}

int64_t iop_target_fill_bytes(const struct iop_target_spec *spec)
{
    struct iop_target_found found;
    int error = find(spec, &found);

    if (error)
        return error;
    return spec->kind == JOB_TARGET_FILE ? iop_file_fill_bytes(spec, &found) : 0;
}

int iop_target_prepare(const struct iop_target_spec *spec,
                       const struct iop_prepare_progress *progress)
{
    struct iop_target_found found;
    int error = find(spec, &found);

    if (error)
        return error;
    if (spec->kind == JOB_TARGET_FILE)
        return iop_file_prepare(spec, &found, progress);
    if (spec->flags & JOB_TARGET_FILL)
        return iop_misuse("--fill writes into files only, and %s is a device; write it with "
                          "a sequential write run",
                          spec->path);
    if (spec->flags & JOB_TARGET_PREALLOCATE)
        return iop_misuse("--preallocate is for files only, and %s is a device", spec->path);
    return spec->kind == JOB_TARGET_BLOCK ? iop_block_prepare(spec) : iop_character_prepare(spec);
}
