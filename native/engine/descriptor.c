/*
 * Shared by the engines that work on file descriptors; see descriptor.h. Everything named check or
 * hints runs at open, the rest per request of the rarer kinds.
 */
#include "engine/descriptor.h"

#include "error/error.h"
#include "layout/job_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR_BYTES = 512, PAGE_BYTES = 4096, ERRNO_WORDS_BYTES = 128 };

/* Aligned for every device, behind the end of every target. */
static const off_t far_offset = (off_t)1 << 62;

/* In the order of the bits of enum iop_engine_option; the words of --help. */
static const char *const option_names[] = {
    "registered-files", "fixed-buffers", "registered-ring", "single-issuer", "defer-taskrun",
    "coop-taskrun",     "sqpoll",        "iopoll",          "uncached",      "nowait",
    "force-async",      "submit-now",    "ring-reap",       "iowq-affinity", "busy-reap",
};

_Static_assert(1 << (sizeof option_names / sizeof option_names[0] - 1) == IOP_OPT_BUSY_REAP,
               "a name for each engine option");

static int try_hint(const struct iop_engine_setup *setup, int flag, const char *name);

int iop_descriptor_check_options(const struct iop_engine_setup *setup, const char *engine,
                                 uint32_t known)
{
    uint32_t unknown = setup->options & ~known;
    uint32_t bit = (uint32_t)__builtin_ctz(unknown | 1u << 31);

    if (unknown == 0)
        return 0;
    if (bit >= sizeof option_names / sizeof option_names[0])
        return iop_fail(EINVAL, "engine %s does not know option bit %u", engine, bit);
    return iop_fail(EINVAL, "engine %s has no option %s", engine, option_names[bit]);
}

int iop_descriptor_check_trim(const struct iop_engine_setup *setup)
{
    struct stat status;

    if (!(setup->kinds & 1u << IOP_TRIM))
        return 0;
    for (uint32_t i = 0; i < setup->target_count; i++)
        if (fstat(setup->targets[i].fd, &status) == 0 && S_ISCHR(status.st_mode))
            return iop_misuse("cannot trim %s: it is a character device; trims need a file or a "
                              "block device",
                              setup->targets[i].path);
    return 0;
}

int iop_descriptor_check_vectors(const struct iop_engine_setup *setup)
{
    if (setup->vectors > JOB_VECTORS_MAX)
        return iop_fail(EINVAL, "%u vectors are too many: the limit is %d", setup->vectors,
                        JOB_VECTORS_MAX);
    if (setup->vectors <= 1 || setup->block_bytes / setup->vectors >= SECTOR_BYTES)
        return 0;
    return iop_fail(EINVAL,
                    "cannot split blocks of %u bytes into %u vectors: each part must have at "
                    "least %d bytes",
                    setup->block_bytes, setup->vectors, SECTOR_BYTES);
}

int iop_descriptor_hints(const struct iop_engine_setup *setup)
{
    int flags = 0, error = 0;

    if (setup->options & IOP_OPT_NOWAIT)
        flags |= RWF_NOWAIT;
    if (setup->options & IOP_OPT_UNCACHED)
        flags |= RWF_DONTCACHE;
    if (flags & RWF_NOWAIT)
        error = try_hint(setup, RWF_NOWAIT, "nowait");
    if (!error && flags & RWF_DONTCACHE)
        error = try_hint(setup, RWF_DONTCACHE, "uncached");
    return error ? error : flags;
}

/* Only a refusal of the flag itself counts; what else may fail will fail as an I/O. */
static int try_hint(const struct iop_engine_setup *setup, int flag, const char *name)
{
    struct iovec piece = {setup->buffers, setup->block_bytes};

    for (uint32_t i = 0; i < setup->target_count; i++)
        if (preadv2(setup->targets[i].fd, &piece, 1, far_offset, flag) < 0 &&
            (errno == EOPNOTSUPP || errno == ENOSYS))
            return iop_misuse("option %s is refused for %s: its file system or this kernel does "
                              "not support it; leave it out",
                              name, setup->targets[i].path);
    return 0;
}

int iop_descriptor_trim(const struct iop_engine_target *target, uint64_t offset, uint64_t bytes)
{
    uint64_t range[2] = {offset, bytes};
    int result = target->is_block_device
                     ? ioctl(target->fd, BLKDISCARD, range)
                     : fallocate(target->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                                 (off_t)offset, (off_t)bytes);

    return result < 0 ? -errno : 0;
}

int iop_descriptor_sync(int fd, uint32_t kind)
{
    int result = kind == IOP_FSYNC ? fsync(fd) : fdatasync(fd);

    return result < 0 ? -errno : 0;
}

uint32_t iop_descriptor_split(struct iovec *pieces, uint32_t parts, uint8_t *memory, uint32_t bytes)
{
    uint32_t unit = bytes / parts >= PAGE_BYTES ? PAGE_BYTES : SECTOR_BYTES;
    uint32_t part = bytes / parts / unit * unit;
    uint32_t count = part ? parts : 1;

    for (uint32_t i = 0; i + 1 < count; i++)
        pieces[i] = (struct iovec){memory + (size_t)i * part, part};
    pieces[count - 1] =
        (struct iovec){memory + (size_t)(count - 1) * part, bytes - (size_t)(count - 1) * part};
    return count;
}
