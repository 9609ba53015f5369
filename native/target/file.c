/*
 * Regular files. A missing one is made: with random data when it will be read, else empty at its
 * full size. An existing one keeps every byte: it is never truncated, grows only when the run
 * writes or --fill is given, and a region without data is refused or filled, never read.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* What of the region holds no data. */
struct unwritten {
    uint64_t bytes;
    uint64_t first_offset; /* of the first such byte inside the file */
    uint64_t hole_bytes;   /* inside the file */
    uint64_t space_bytes;  /* not allocated yet */
};

static uint64_t end_of(const struct iop_target_spec *spec)
{
    return spec->offset + spec->bytes;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static bool must_fill_new(const struct iop_target_spec *spec)
{
    return spec->flags & (JOB_TARGET_FILL | JOB_TARGET_READ);
}

static int add_hole(void *context, const struct iop_hole *hole)
{
    struct unwritten *unwritten = context;

    if (unwritten->hole_bytes == 0)
        unwritten->first_offset = hole->offset;
    unwritten->hole_bytes += hole->bytes;
    unwritten->bytes += hole->bytes;
    unwritten->space_bytes += hole->needs_space ? hole->bytes : 0;
    return 0;
}

static int measure(const struct iop_target_spec *spec, int fd, uint64_t size,
                   struct unwritten *unwritten)
{
    const struct iop_hole_walk walk = {
        .fd = fd,
        .path = spec->path,
        .begin = spec->offset,
        .end = least(size, end_of(spec)),
        .visit = add_hole,
        .context = unwritten,
    };
    const uint64_t tail_begin = size > spec->offset ? size : spec->offset;
    const uint64_t tail_bytes = tail_begin < end_of(spec) ? end_of(spec) - tail_begin : 0;

    *unwritten = (struct unwritten){.bytes = tail_bytes, .space_bytes = tail_bytes};
    return iop_holes_walk(&walk);
}

/* A full file system is found before the first byte, not after the last that fits. */
static int check_space(const struct iop_target_spec *spec, int fd, uint64_t bytes)
{
    struct statvfs vfs;
    uint64_t free_bytes;
    char needed[TARGET_SIZE_WORDS], left[TARGET_SIZE_WORDS];

    if (fstatvfs(fd, &vfs) != 0)
        return iop_path_refuse(errno, "ask the free space for", spec->path);
    if (vfs.f_blocks == 0) /* pseudo file systems do not count */
        return 0;
    free_bytes = (uint64_t)(geteuid() == 0 ? vfs.f_bfree : vfs.f_bavail) * vfs.f_frsize;
    if (bytes <= free_bytes)
        return 0;
    return iop_fail(ENOSPC,
                    "%s needs %s (%llu bytes) more, but its file system has %s (%llu "
                    "bytes) left; choose a smaller --file-size or make room",
                    spec->path, iop_size_words(bytes, needed), (unsigned long long)bytes,
                    iop_size_words(free_bytes, left), (unsigned long long)free_bytes);
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
    if (size >= end_of(spec))
        return 0;
    return ftruncate(fd, (off_t)end_of(spec)) == 0 ? 0
                                                   : iop_path_refuse(errno, "extend", spec->path);
}

/* Opens as the load will, so that what would fail there fails before anything is written. */
static int open_as_load(const struct iop_target_spec *spec)
{
    const struct iop_target_mode mode = {.sync_mode = JOB_SYNC_NONE};

    return iop_target_open(spec, &mode);
}

static int check_alignment(const struct iop_target_spec *spec, int fd, const struct stat *stat,
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
    return iop_align_check(spec, (uint32_t)found, "direct I/O unit");
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
        .end = least(size, end_of(spec)),
        .visit = visit_fill,
        .context = fill,
    };
    const uint64_t tail_begin = size > spec->offset ? size : spec->offset;
    int error = iop_fill_open(fill);

    if (!error)
        error = iop_holes_walk(&walk);
    if (!error && tail_begin < end_of(spec))
        error = iop_fill_range(fill, tail_begin, end_of(spec) - tail_begin);
    if (!error)
        error = iop_fill_sync(fill);
    iop_fill_close(fill);
    return error;
}

static int build_new(const struct iop_target_spec *spec, int fd,
                     const struct iop_prepare_progress *progress)
{
    struct stat stat;
    uint32_t unit;
    int error = fstat(fd, &stat) == 0 ? 0 : iop_path_refuse(errno, "look at", spec->path);
    int load_fd;

    if (!error)
        error = check_alignment(spec, fd, &stat, &unit);
    if (error)
        return error;
    load_fd = open_as_load(spec);
    if (load_fd < 0)
        return load_fd;
    close(load_fd);
    if (must_fill_new(spec) || spec->flags & JOB_TARGET_PREALLOCATE)
        error = check_space(spec, fd, spec->bytes);
    if (!error)
        error = preallocate(spec, fd);
    if (!error && must_fill_new(spec)) {
        struct iop_fill fill = {.fd = fd,
                                .path = spec->path,
                                .stat = &stat,
                                .seed = spec->seed,
                                .direct_unit = unit,
                                .progress = progress};

        return fill_region(spec, &fill);
    }
    return error ? error : extend(spec, fd, 0);
}

/* Only what was made here: the name may have been given to something else meanwhile. */
static void remove_made(const char *path, int fd)
{
    struct stat made, there;

    if (fstat(fd, &made) == 0 && lstat(path, &there) == 0 && made.st_dev == there.st_dev &&
        made.st_ino == there.st_ino)
        unlink(path);
}

/* A mistyped /dev/sdx must not become a file in memory. */
static int check_place(const struct iop_target_spec *spec)
{
    char directory[4096] = ".";
    char real[4096];
    const char *slash = strrchr(spec->path, '/');
    size_t bytes = slash ? (size_t)(slash - spec->path) + 1 : 0;

    if (bytes >= sizeof directory)
        return iop_path_refuse(ENAMETOOLONG, "create", spec->path);
    if (slash)
        memcpy(directory, spec->path, bytes);
    if (slash)
        directory[bytes] = '\0';
    if (!realpath(directory, real))
        return iop_path_refuse(errno, "create", spec->path);
    if (strcmp(real, "/dev") != 0 &&
        (strncmp(real, "/dev/", 5) != 0 || strncmp(real, "/dev/shm", 8) == 0))
        return 0;
    return iop_misuse("there is no device %s, and iopulse makes no files under /dev", spec->path);
}

static int prepare_new(const struct iop_target_spec *spec,
                       const struct iop_prepare_progress *progress)
{
    int error, fd;

    if (!(spec->flags & JOB_TARGET_CREATE))
        return iop_misuse("%s does not exist; give --file-size to have it made", spec->path);
    error = check_place(spec);
    if (error)
        return error;
    fd = open(spec->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644);
    if (fd < 0)
        return iop_path_refuse(errno, "create", spec->path);
    error = build_new(spec, fd, progress);
    if (error)
        remove_made(spec->path, fd);
    close(fd);
    return error;
}

static int refuse_short(const struct iop_target_spec *spec, uint64_t size)
{
    return iop_misuse("%s has %llu bytes, but is to be read up to byte %llu; --fill writes "
                      "the missing part, a smaller --file-size leaves it out",
                      spec->path, (unsigned long long)size, (unsigned long long)end_of(spec));
}

static int refuse_holes(const struct iop_target_spec *spec, int fd, uint64_t size)
{
    struct unwritten unwritten;
    int error = measure(spec, fd, size, &unwritten);

    if (error || unwritten.hole_bytes == 0)
        return error;
    return iop_misuse("%llu of the %llu bytes of %s that are to be read were never written, "
                      "the first at byte %llu: reading them would not reach the device; "
                      "--fill writes random data there",
                      (unsigned long long)unwritten.hole_bytes, (unsigned long long)spec->bytes,
                      spec->path, (unsigned long long)unwritten.first_offset);
}

static int fill_existing(const struct iop_target_spec *spec, const struct stat *stat,
                         uint32_t direct_unit, const struct iop_prepare_progress *progress)
{
    struct unwritten unwritten;
    struct iop_fill fill = {.path = spec->path,
                            .stat = stat,
                            .seed = spec->seed,
                            .data_end = (uint64_t)stat->st_size,
                            .direct_unit = direct_unit,
                            .progress = progress};
    int error;

    fill.fd = open(spec->path, O_RDWR | O_CLOEXEC);
    if (fill.fd < 0)
        return iop_path_refuse(errno, "open for filling", spec->path);
    error = measure(spec, fill.fd, fill.data_end, &unwritten);
    if (!error && unwritten.space_bytes > 0)
        error = check_space(spec, fill.fd, unwritten.space_bytes);
    if (!error)
        error = preallocate(spec, fill.fd);
    if (!error && unwritten.bytes > 0)
        error = fill_region(spec, &fill);
    close(fill.fd);
    return error;
}

static int grow_existing(const struct iop_target_spec *spec, int fd, uint64_t size)
{
    struct unwritten unwritten;
    int error = 0;

    if (spec->flags & JOB_TARGET_PREALLOCATE) {
        error = measure(spec, fd, size, &unwritten);
        if (!error && unwritten.space_bytes > 0)
            error = check_space(spec, fd, unwritten.space_bytes);
        if (!error)
            error = preallocate(spec, fd);
    }
    return error ? error : extend(spec, fd, size);
}

/* Checks on the descriptor of the load; 0 when the file may be used. */
static int prepare_opened(const struct iop_target_spec *spec, int fd,
                          const struct iop_prepare_progress *progress)
{
    const bool fills = spec->flags & JOB_TARGET_FILL;
    struct stat stat;
    uint64_t size;
    uint32_t unit;
    int error;

    if (fstat(fd, &stat) != 0)
        return iop_path_refuse(errno, "look at", spec->path);
    size = (uint64_t)stat.st_size;
    error = check_alignment(spec, fd, &stat, &unit);
    if (error)
        return error;
    if (fills)
        return fill_existing(spec, &stat, unit, progress);
    if (size < end_of(spec) && spec->flags & JOB_TARGET_READ)
        return refuse_short(spec, size);
    if (spec->flags & JOB_TARGET_REFUSE_HOLES)
        error = refuse_holes(spec, fd, size);
    if (!error && spec->flags & JOB_TARGET_WRITE)
        error = grow_existing(spec, fd, size);
    return error;
}

int iop_file_prepare(const struct iop_target_spec *spec, const struct iop_target_found *found,
                     const struct iop_prepare_progress *progress)
{
    int error, fd;

    assert(spec->kind == JOB_TARGET_FILE);
    if (found->missing)
        return prepare_new(spec, progress);
    fd = open_as_load(spec);
    if (fd < 0)
        return fd;
    error = prepare_opened(spec, fd, progress);
    close(fd);
    return error;
}

int64_t iop_file_fill_bytes(const struct iop_target_spec *spec,
                            const struct iop_target_found *found)
{
    struct unwritten unwritten;
    int error, fd;

    if (found->missing)
        return must_fill_new(spec) ? (int64_t)spec->bytes : 0;
    if (!(spec->flags & JOB_TARGET_FILL))
        return 0;
    fd = open(spec->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return iop_path_refuse(errno, "open for reading", spec->path);
    error = measure(spec, fd, (uint64_t)found->stat.st_size, &unwritten);
    close(fd);
    return error ? error : (int64_t)unwritten.bytes;
}
