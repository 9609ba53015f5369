/*
 * Checks a target and makes it ready before any worker starts: the region must make sense, the path
 * must lead to the kind of thing that the caller saw, and then the kind's own steps follow. Holds
 * no state.
 */
#include "target/target.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "target/steps.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

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

static int check_device(const struct iop_target_spec *spec)
{
    if (spec->flags & JOB_TARGET_FILL)
        return iop_misuse("--fill writes into files only, and %s is a device; write it with "
                          "a sequential write run",
                          spec->path);
    if (spec->flags & JOB_TARGET_PREALLOCATE)
        return iop_misuse("--preallocate is for files only, and %s is a device", spec->path);
    return spec->kind == JOB_TARGET_BLOCK ? iop_block_check(spec) : iop_character_check(spec);
}

int iop_target_check(const struct iop_target_spec *spec, struct iop_target_needs *needs)
{
    struct iop_target_found found;
    int error = find(spec, &found);

    *needs = (struct iop_target_needs){.free_bytes = UINT64_MAX};
    if (error)
        return error;
    return spec->kind == JOB_TARGET_FILE ? iop_file_check(spec, &found, needs) : check_device(spec);
}

static uint64_t beyond(uint64_t whole, uint64_t part)
{
    return whole > part ? whole - part : 0;
}

void iop_target_share(const struct iop_target_spec *specs, struct iop_target_needs *needs,
                      size_t index)
{
    const struct iop_target_spec *spec = &specs[index];

    for (size_t i = 0; i < index; i++) {
        if (strcmp(specs[i].path, spec->path) != 0 || specs[i].offset != spec->offset ||
            specs[i].bytes != spec->bytes)
            continue;
        needs[index].unwritten_bytes = beyond(needs[index].unwritten_bytes, needs[i].fill_bytes);
        needs[index].fill_bytes = beyond(needs[index].fill_bytes, needs[i].fill_bytes);
        needs[index].space_bytes = beyond(needs[index].space_bytes, needs[i].space_bytes);
    }
}

static uint64_t add_clamped(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

/* A full file system is found before the first byte, not after the last that fits. */
int iop_target_check_space(const struct iop_target_spec *spec, const struct iop_target_needs *needs,
                           size_t count)
{
    const struct iop_target_needs *last = &needs[count - 1];
    char needed[TARGET_SIZE_WORDS], left[TARGET_SIZE_WORDS];
    uint64_t together = 0;

    assert(count > 0);
    for (size_t i = 0; i < count; i++)
        if (needs[i].file_system == last->file_system)
            together = add_clamped(together, needs[i].space_bytes);
    if (last->space_bytes == 0 || together <= last->free_bytes)
        return 0;
    return iop_fail(ENOSPC,
                    "%s %s %s (%llu bytes) more, but its file system has %s (%llu bytes) left; "
                    "choose a smaller --file-size or make room",
                    spec->path,
                    together > last->space_bytes ? "and the targets before it need" : "needs",
                    iop_size_words(together, needed), (unsigned long long)together,
                    iop_size_words(last->free_bytes, left), (unsigned long long)last->free_bytes);
}

static int make(const struct iop_target_spec *spec, const struct iop_target_needs *needs,
                const struct iop_prepare_progress *progress)
{
    struct iop_target_found found;
    int error;

    if (spec->kind != JOB_TARGET_FILE)
        return 0;
    error = find(spec, &found);
    return error ? error : iop_file_make(spec, &found, needs, progress);
}

/* Several loads may name one file that is missing: the first of them makes it. */
static bool is_made_before(const struct iop_target_spec *spec, const struct iop_target_needs *needs,
                           size_t count)
{
    struct stat there;

    if (stat(spec->path, &there) != 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (needs[i].made_inode && needs[i].made_device == there.st_dev &&
            needs[i].made_inode == there.st_ino)
            return true;
    return false;
}

int iop_targets_make(const struct iop_target_spec *specs, struct iop_target_needs *needs,
                     size_t count, const struct iop_prepare_progress *progress)
{
    size_t ready = 0;
    int error = 0;

    for (size_t i = 0; i < count && !error; i++)
        error = needs[i].create && !is_made_before(&specs[i], needs, i)
                    ? iop_file_create(&specs[i], &needs[i])
                    : 0;
    while (!error && ready < count) {
        error = make(&specs[ready], &needs[ready], progress);
        ready += error == 0;
    }
    for (size_t i = ready; i < count; i++)
        iop_file_remove_made(&specs[i], &needs[i]);
    return error;
}
