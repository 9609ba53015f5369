/*
 * What a regular file is, or would become, and what making it ready takes: every refusal that needs
 * no creating and no writing. Looks and opens only. A file of which a part holds no data may not be
 * read as if it did; one to be made must have a place and room.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* For these, what the file holds no data of is looked up. */
enum {
    MEASURED =
        JOB_TARGET_FILL | JOB_TARGET_WRITE | JOB_TARGET_REFUSE_HOLES | JOB_TARGET_PREALLOCATE,
};

/* What of the region holds no data. */
struct unwritten {
    uint64_t bytes;
    uint64_t first_offset; /* of the first such byte inside the file */
    uint64_t hole_bytes;   /* inside the file */
    uint64_t space_bytes;  /* not allocated yet */
};

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
    const uint64_t end = iop_file_end(spec);
    const struct iop_hole_walk walk = {
        .fd = fd,
        .path = spec->path,
        .begin = spec->offset,
        .end = size < end ? size : end,
        .visit = add_hole,
        .context = unwritten,
    };
    const uint64_t tail_begin = size > spec->offset ? size : spec->offset;
    const uint64_t tail_bytes = tail_begin < end ? end - tail_begin : 0;

    *unwritten = (struct unwritten){.bytes = tail_bytes, .space_bytes = tail_bytes};
    return iop_holes_walk(&walk);
}

/* Of the file system that the path lies on; pseudo file systems do not count. */
static int ask_space(const struct iop_target_spec *spec, const char *path,
                     struct iop_target_needs *needs)
{
    struct statvfs vfs;
    struct stat place;

    if (statvfs(path, &vfs) != 0 || stat(path, &place) != 0)
        return iop_path_refuse(errno, "ask the free space for", spec->path);
    needs->file_system = place.st_dev;
    if (vfs.f_blocks > 0)
        needs->free_bytes = (uint64_t)(geteuid() == 0 ? vfs.f_bfree : vfs.f_bavail) * vfs.f_frsize;
    return 0;
}

static int refuse_short(const struct iop_target_spec *spec, uint64_t size)
{
    return iop_misuse("%s has %llu bytes, but is to be read up to byte %llu; --fill writes "
                      "the missing part, a smaller --file-size leaves it out",
                      spec->path, (unsigned long long)size, (unsigned long long)iop_file_end(spec));
}

static int refuse_holes(const struct iop_target_spec *spec, const struct unwritten *unwritten)
{
    return iop_misuse("%llu of the %llu bytes of %s that are to be read were never written, "
                      "the first at byte %llu: reading them would not reach the device; "
                      "--fill writes random data there",
                      (unsigned long long)unwritten->hole_bytes, (unsigned long long)spec->bytes,
                      spec->path, (unsigned long long)unwritten->first_offset);
}

/* A run that only reads has opened it for reading alone so far. */
static int check_fillable(const struct iop_target_spec *spec)
{
    int fd = open(spec->path, O_RDWR | O_CLOEXEC);

    if (fd < 0)
        return iop_path_refuse(errno, "open for filling", spec->path);
    close(fd);
    return 0;
}

static int check_data(const struct iop_target_spec *spec, int fd, uint64_t size,
                      struct iop_target_needs *needs)
{
    const bool fills = spec->flags & JOB_TARGET_FILL;
    struct unwritten unwritten;
    int error;

    if (!fills && spec->flags & JOB_TARGET_READ && size < iop_file_end(spec))
        return refuse_short(spec, size);
    if (!(spec->flags & MEASURED))
        return 0;
    error = measure(spec, fd, size, &unwritten);
    if (error)
        return error;
    if (!fills && spec->flags & JOB_TARGET_REFUSE_HOLES && unwritten.hole_bytes > 0)
        return refuse_holes(spec, &unwritten);
    if (fills)
        needs->fill_bytes = unwritten.bytes;
    else if (spec->flags & JOB_TARGET_WRITE)
        needs->unwritten_bytes = unwritten.bytes;
    if (fills || spec->flags & JOB_TARGET_PREALLOCATE)
        needs->space_bytes = unwritten.space_bytes;
    return needs->fill_bytes > 0 ? check_fillable(spec) : 0;
}

static int check_opened(const struct iop_target_spec *spec, int fd, struct iop_target_needs *needs)
{
    struct stat stat;
    uint32_t unit;
    int error;

    if (fstat(fd, &stat) != 0)
        return iop_path_refuse(errno, "look at", spec->path);
    error = iop_align_check_file(spec, fd, &stat, &unit);
    if (!error)
        error = check_data(spec, fd, (uint64_t)stat.st_size, needs);
    return error ? error : ask_space(spec, spec->path, needs);
}

/* Opens as the load will, so that what would fail there fails before anything is written. */
static int check_existing(const struct iop_target_spec *spec, struct iop_target_needs *needs)
{
    const struct iop_target_mode mode = {.sync_mode = JOB_SYNC_NONE};
    int error = iop_guard_check(spec);
    int fd;

    if (error)
        return error;
    fd = iop_target_open(spec, &mode);
    if (fd < 0)
        return fd;
    error = check_opened(spec, fd, needs);
    close(fd);
    return error;
}

/* The directory that the file will lie in, without links. */
static int find_place(const struct iop_target_spec *spec, char place[PATH_MAX])
{
    char directory[PATH_MAX] = ".";
    const char *slash = strrchr(spec->path, '/');
    size_t bytes = slash ? (size_t)(slash - spec->path) + 1 : 0;

    if (bytes >= sizeof directory)
        return iop_path_refuse(ENAMETOOLONG, "create", spec->path);
    if (slash)
        memcpy(directory, spec->path, bytes);
    if (slash)
        directory[bytes] = '\0';
    if (!realpath(directory, place) || access(place, W_OK | X_OK) != 0)
        return iop_path_refuse(errno, "create", spec->path);
    return 0;
}

/* A mistyped /dev/sdx must not become a file in memory. */
static int refuse_devices(const struct iop_target_spec *spec, const char *place)
{
    if (strcmp(place, "/dev") != 0 &&
        (strncmp(place, "/dev/", 5) != 0 || strncmp(place, "/dev/shm", 8) == 0))
        return 0;
    return iop_misuse("there is no device %s, and iopulse makes no files under /dev", spec->path);
}

static int check_missing(const struct iop_target_spec *spec, struct iop_target_needs *needs)
{
    char place[PATH_MAX];
    int error;

    if (!(spec->flags & JOB_TARGET_CREATE))
        return iop_misuse("%s does not exist; give --file-size to have it made", spec->path);
    error = find_place(spec, place);
    if (!error)
        error = refuse_devices(spec, place);
    if (!error)
        error = ask_space(spec, place, needs);
    if (error)
        return error;
    needs->create = true;
    if (spec->flags & (JOB_TARGET_FILL | JOB_TARGET_READ))
        needs->fill_bytes = spec->bytes;
    else
        needs->unwritten_bytes = spec->bytes;
    if (needs->fill_bytes > 0 || spec->flags & JOB_TARGET_PREALLOCATE)
        needs->space_bytes = spec->bytes;
    return iop_align_check_place(spec, needs->file_system);
}

int iop_file_check(const struct iop_target_spec *spec, const struct iop_target_found *found,
                   struct iop_target_needs *needs)
{
    assert(spec->kind == JOB_TARGET_FILE);
    return found->missing ? check_missing(spec, needs) : check_existing(spec, needs);
}
