/*
 * What direct I/O demands of offsets and lengths. The kernel tells it for a file since 6.1; before
 * that the logical block size of the device below the file system is the best answer.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/sysmacros.h>

static const char noun_of_file[] = "direct I/O unit";

int iop_align_check(const struct iop_target_spec *spec, uint32_t unit, const char *noun)
{
    if (unit == 0)
        return 0;
    if (spec->block_bytes < unit)
        return iop_misuse("block size %u is below the %u-byte %s of %s; "
                          "use --block-size %u or larger",
                          spec->block_bytes, unit, noun, spec->path, unit);
    if (spec->block_bytes % unit)
        return iop_misuse("block size %u is not a multiple of the %u-byte %s of %s",
                          spec->block_bytes, unit, noun, spec->path);
    if (spec->offset % unit)
        return iop_misuse("--offset %llu is not a multiple of the %u-byte %s of %s",
                          (unsigned long long)spec->offset, unit, noun, spec->path);
    if (spec->bytes % unit)
        return iop_misuse("the %llu bytes in use are not a multiple of the %u-byte %s of %s",
                          (unsigned long long)spec->bytes, unit, noun, spec->path);
    return 0;
}

/* 0 when the device of the file system has no entry: it is anonymous, or the file system is none.
 */
static uint32_t unit_of_device(dev_t device)
{
    /* A partition has no queue of its own; its disk is the directory above. */
    static const char *const formats[] = {
        "/sys/dev/block/%u:%u/queue/logical_block_size",
        "/sys/dev/block/%u:%u/../queue/logical_block_size",
    };
    unsigned unit = 0;

    for (size_t i = 0; i < 2 && unit == 0; i++) {
        char path[128];
        FILE *file;

        snprintf(path, sizeof path, formats[i], major(device), minor(device));
        file = fopen(path, "re");
        if (!file)
            continue;
        if (fscanf(file, "%u", &unit) != 1)
            unit = 0;
        fclose(file);
    }
    return unit;
}

int iop_align_of_file(const char *path, int fd, const struct stat *stat)
{
#ifdef STATX_DIOALIGN
    struct statx answer;

    if (statx(fd, "", AT_EMPTY_PATH, STATX_DIOALIGN, &answer) == 0 &&
        answer.stx_mask & STATX_DIOALIGN) {
        if (answer.stx_dio_offset_align == 0)
            return iop_path_direct_refused(path, stat);
        return (int)answer.stx_dio_offset_align;
    }
#endif
    return (int)unit_of_device(stat->st_dev);
}

int iop_align_check_file(const struct iop_target_spec *spec, int fd, const struct stat *stat,
                         uint32_t *unit)
{
    int found;

    *unit = 0;
    if (!(spec->flags & JOB_TARGET_DIRECT))
        return 0;
    found = iop_align_of_file(spec->path, fd, stat);
    if (found < 0)
        return found;
    *unit = found ? (uint32_t)found : TARGET_DIRECT_UNIT;
    return iop_align_check(spec, (uint32_t)found, noun_of_file);
}

int iop_align_check_place(const struct iop_target_spec *spec, dev_t file_system)
{
    if (!(spec->flags & JOB_TARGET_DIRECT))
        return 0;
    return iop_align_check(spec, unit_of_device(file_system), noun_of_file);
}
