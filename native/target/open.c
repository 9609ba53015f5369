/*
 * Opens a prepared target for a worker. The kind is checked again on the descriptor: a path may
 * lead elsewhere by now, and the rails were those of the other thing.
 */
#include "target/target.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "target/steps.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct advice_name {
    uint32_t bit;
    int advice;
    const char *name;
};

static const struct advice_name advices[] = {
    {JOB_ADVICE_SEQUENTIAL, POSIX_FADV_SEQUENTIAL, "sequential"},
    {JOB_ADVICE_RANDOM, POSIX_FADV_RANDOM, "random"},
    {JOB_ADVICE_WILLNEED, POSIX_FADV_WILLNEED, "willneed"},
    {JOB_ADVICE_DONTNEED, POSIX_FADV_DONTNEED, "dontneed"},
    {JOB_ADVICE_NOREUSE, POSIX_FADV_NOREUSE, "noreuse"},
};

static int advise(const struct iop_target_spec *spec, uint32_t fadvise, int fd)
{
    char words[128];

    if (fadvise & (JOB_ADVICE_HUGEPAGE | JOB_ADVICE_NOHUGEPAGE))
        return iop_fail(EINVAL, "hugepage and nohugepage are for --madvise, not for --fadvise");
    for (size_t i = 0; i < sizeof advices / sizeof advices[0]; i++) {
        int error = fadvise & advices[i].bit ? posix_fadvise(fd, (off_t)spec->offset,
                                                             (off_t)spec->bytes, advices[i].advice)
                                             : 0;

        if (error)
            return iop_misuse("--fadvise %s is refused for %s (%s); leave it out", advices[i].name,
                              spec->path, iop_errno_words(error, words, sizeof words));
    }
    return 0;
}

static int flags_of(const struct iop_target_spec *spec, const struct iop_target_mode *mode)
{
    int flags = O_CLOEXEC | O_NOCTTY;

    flags |= spec->flags & JOB_TARGET_WRITE ? O_RDWR : O_RDONLY;
    if (spec->flags & JOB_TARGET_DIRECT)
        flags |= O_DIRECT;
    if (mode->sync_mode == JOB_SYNC_SYNC)
        flags |= O_SYNC;
    if (mode->sync_mode == JOB_SYNC_DSYNC)
        flags |= O_DSYNC;
    return flags;
}

/* O_NOATIME is for owners only, reading of a file that is only written is not needed. */
static int open_permitted(const struct iop_target_spec *spec, int flags)
{
    int fd = open(spec->path, flags | O_NOATIME);

    if (fd < 0 && errno == EPERM)
        fd = open(spec->path, flags);
    if (fd < 0 && errno == EACCES && (flags & O_ACCMODE) == O_RDWR &&
        !(spec->flags & JOB_TARGET_READ))
        fd = open(spec->path, (flags & ~O_ACCMODE) | O_WRONLY);
    return fd;
}

static int refuse(const struct iop_target_spec *spec, int error, int flags, const struct stat *stat)
{
    if (error == EINVAL && flags & O_DIRECT)
        return iop_path_direct_refused(spec->path, stat);
    return iop_path_refuse(error, flags & O_RDWR ? "open for writing" : "open for reading",
                           spec->path);
}

int iop_target_open(const struct iop_target_spec *spec, const struct iop_target_mode *mode)
{
    struct iop_target_found found;
    int flags = flags_of(spec, mode);
    int error = iop_path_find(spec, &found);
    int fd;

    if (error)
        return error;
    if (found.missing)
        return iop_path_refuse(ENOENT, "open", spec->path);
    fd = open_permitted(spec, flags);
    if (fd < 0)
        return refuse(spec, errno, flags, &found.stat);
    if (fstat(fd, &found.stat) != 0)
        error = iop_path_refuse(errno, "look at", spec->path);
    if (!error)
        error = iop_path_kind(spec, &found.stat);
    if (!error)
        error = advise(spec, mode->fadvise, fd);
    if (error) {
        close(fd);
        return error;
    }
    return fd;
}

int iop_target_try_open(const struct iop_target_spec *spec)
{
    const struct iop_target_mode mode = {.sync_mode = JOB_SYNC_NONE};
    int fd = iop_target_open(spec, &mode);

    if (fd < 0)
        return fd;
    close(fd);
    return 0;
}
