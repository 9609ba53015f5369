/*
 * Makes regular files ready that the survey let pass. A missing one is created empty; then random
 * data is written where there is none, when it will be read or --fill is given, else it gets its
 * full size. A file that was there keeps every byte: it is never truncated, and grows only when the
 * run writes or --fill is given.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <unistd.h>

uint64_t iop_file_end(const struct iop_target_spec *spec)
{
    return spec->offset + spec->bytes;
}

/* KEEP_SIZE: the file must not look longer than what was written into it. */
static int preallocate(const struct iop_target_spec *spec, int fd)
{
    if (!(spec->flags & JOB_TARGET_PREALLOCATE))
        return 0;
    while (fallocate(fd, FALLOC_FL_KEEP_SIZE, (off_t)spec->offset, (off_t)spec->bytes) != 0) {
        if (errno == EOPNOTSUPP)
            return iop_misuse("the file system of %s cannot preallocate; leave out "
                              "--preallocate",
                              spec->path);
        if (errno != EINTR)
            return iop_path_refuse(errno, "preallocate", spec->path);
    }
    return 0;
}

static int extend(const struct iop_target_spec *spec, int fd, uint64_t size)
{
    if (size >= iop_file_end(spec))
        return 0;
    return ftruncate(fd, (off_t)iop_file_end(spec)) == 0
               ? 0
               : iop_path_refuse(errno, "extend", spec->path);
}

static int visit_fill(void *context, const struct iop_hole *hole)
{
    return iop_fill_range(context, hole->offset, hole->bytes);
}

/* Holes first, then what lies behind the end: the file stays short until the last piece. */
static int fill_region(const struct iop_target_spec *spec, struct iop_fill *fill)
{
    const uint64_t size = fill->data_end;
    const struct iop_hole_walk walk = {
        .fd = fill->fd,
        .path = spec->path,
        .begin = spec->offset,
        .end = size < iop_file_end(spec) ? size : iop_file_end(spec),
        .visit = visit_fill,
        .context = fill,
    };
    const uint64_t tail_begin = size > spec->offset ? size : spec->offset;
    int error = iop_fill_open(fill);

    if (!error)
        error = iop_holes_walk(&walk);
    if (!error && tail_begin < iop_file_end(spec))
        error = iop_fill_range(fill, tail_begin, iop_file_end(spec) - tail_begin);
    if (!error)
        error = iop_fill_sync(fill);
    iop_fill_close(fill);
    return error;
}

static int fill_opened(const struct iop_target_spec *spec, int fd,
                       const struct iop_prepare_progress *progress)
{
    struct stat stat;
    struct iop_fill fill = {
        .fd = fd, .path = spec->path, .stat = &stat, .seed = spec->seed, .progress = progress};
    int error = fstat(fd, &stat) == 0 ? 0 : iop_path_refuse(errno, "look at", spec->path);

    if (error)
        return error;
    fill.data_end = (uint64_t)stat.st_size;
    error = iop_align_check_file(spec, fd, &stat, &fill.direct_unit);
    if (!error)
        error = preallocate(spec, fd);
    return error ? error : fill_region(spec, &fill);
}

static int fill_existing(const struct iop_target_spec *spec,
                         const struct iop_prepare_progress *progress)
{
    int fd = open(spec->path, O_RDWR | O_CLOEXEC);
    int error;

    if (fd < 0)
        return iop_path_refuse(errno, "open for filling", spec->path);
    error = fill_opened(spec, fd, progress);
    close(fd);
    return error;
}

static int grow_existing(const struct iop_target_spec *spec, uint64_t size)
{
    const struct iop_target_mode mode = {.sync_mode = JOB_SYNC_NONE};
    int error, fd;

    if (size >= iop_file_end(spec) && !(spec->flags & JOB_TARGET_PREALLOCATE))
        return 0;
    fd = iop_target_open(spec, &mode);
    if (fd < 0)
        return fd;
    error = preallocate(spec, fd);
    if (!error)
        error = extend(spec, fd, size);
    close(fd);
    return error;
}

int iop_file_make(const struct iop_target_spec *spec, const struct iop_target_found *found,
                  const struct iop_target_needs *needs, const struct iop_prepare_progress *progress)
{
    assert(spec->kind == JOB_TARGET_FILE);
    if (needs->fill_bytes > 0)
        return fill_existing(spec, progress);
    if (spec->flags & JOB_TARGET_WRITE)
        return grow_existing(spec, (uint64_t)found->stat.st_size);
    return 0;
}

/* Opened as the load will, so that what would fail there fails before anything is filled. */
int iop_file_create(const struct iop_target_spec *spec, struct iop_target_needs *needs)
{
    int fd = open(spec->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644);
    struct stat stat;
    uint32_t unit;
    int error;

    if (fd < 0)
        return iop_path_refuse(errno, "create", spec->path);
    error = fstat(fd, &stat) == 0 ? 0 : iop_path_refuse(errno, "look at", spec->path);
    if (!error) {
        needs->made_device = stat.st_dev;
        needs->made_inode = stat.st_ino;
        error = iop_align_check_file(spec, fd, &stat, &unit);
    }
    close(fd);
    return error ? error : iop_target_try_open(spec);
}

/* Only what was made here: the name may have been given to something else meanwhile. */
void iop_file_remove_made(const struct iop_target_spec *spec, const struct iop_target_needs *needs)
{
    struct stat there;

    if (needs->made_inode && lstat(spec->path, &there) == 0 && needs->made_device == there.st_dev &&
        needs->made_inode == there.st_ino)
        unlink(spec->path);
}
