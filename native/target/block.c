/*
 * Devices: their real size, their sectors, whether they can be written at all. Never writes.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/blkzoned.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int check_size(const struct iop_target_spec *spec, int fd)
{
    const uint64_t end = spec->offset + spec->bytes;
    uint64_t size = 0;
    char words[TARGET_SIZE_WORDS];

    if (ioctl(fd, BLKGETSIZE64, &size) != 0)
        return iop_path_refuse(errno, "ask the size of", spec->path);
    if (size == 0)
        return iop_fail(ENOMEDIUM, "%s has no bytes: no medium or nothing attached", spec->path);
    if (end > size)
        return iop_misuse("%s has %llu bytes (%s), but is to be used up to byte %llu; lower "
                          "--offset or --file-size",
                          spec->path, (unsigned long long)size, iop_size_words(size, words),
                          (unsigned long long)end);
    return 0;
}

static int check_sectors(const struct iop_target_spec *spec, int fd)
{
    int sector = 0;

    if (!(spec->flags & JOB_TARGET_DIRECT))
        return 0;
    if (ioctl(fd, BLKSSZGET, &sector) != 0)
        return iop_path_refuse(errno, "ask the sector size of", spec->path);
    return iop_align_check(spec, sector > 0 ? (uint32_t)sector : 0, "logical sector");
}

static int check_writable(const struct iop_target_spec *spec, int fd)
{
    uint32_t zone_sectors = 0;
    int read_only = 0;

    if (!(spec->flags & JOB_TARGET_WRITE))
        return 0;
    if (ioctl(fd, BLKROGET, &read_only) == 0 && read_only)
        return iop_fail(EROFS, "%s cannot be written: the device is set read-only", spec->path);
    if (ioctl(fd, BLKGETZONESZ, &zone_sectors) == 0 && zone_sectors > 0)
        return iop_misuse("%s is a zoned device: it takes writes only at the write "
                          "pointer of each zone, which iopulse does not follow",
                          spec->path);
    return 0;
}

/* The checks need no more than reading; the guard comes before anything opens it for writing. */
static int check_device(const struct iop_target_spec *spec)
{
    int fd = open(spec->path, O_RDONLY | O_CLOEXEC);
    int error;

    if (fd < 0 && errno == EACCES && !(spec->flags & JOB_TARGET_READ))
        fd = open(spec->path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return iop_path_refuse(errno, "open", spec->path);
    error = check_size(spec, fd);
    if (!error)
        error = check_sectors(spec, fd);
    if (!error)
        error = check_writable(spec, fd);
    close(fd);
    return error;
}

int iop_block_check(const struct iop_target_spec *spec)
{
    int error;

    assert(spec->kind == JOB_TARGET_BLOCK);
    error = iop_guard_check(spec);
    if (!error)
        error = check_device(spec);
    return error ? error : iop_target_try_open(spec);
}

int iop_character_check(const struct iop_target_spec *spec)
{
    int error;

    assert(spec->kind == JOB_TARGET_CHARACTER);
    error = iop_guard_check(spec);
    return error ? error : iop_target_try_open(spec);
}
