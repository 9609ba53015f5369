/*
 * What a path leads to, and refusals in words: what was tried, what the kernel said, the likely
 * cause. Looks only; creates and opens nothing.
 */
#include "target/steps.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "target/guard.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

struct errno_cause {
    int error;
    const char *cause;
};

static const struct errno_cause causes[] = {
    {EACCES, "the user has no permission for it, or a directory above it is closed to the user"},
    {EPERM, "the file is immutable, append-only or sealed, or the kernel forbids it to this user"},
    {EROFS, "its file system is mounted read-only, or the device is set read-only"},
    {ETXTBSY, "it is a program that is running, or active swap"},
    {ENOSPC, "its file system is full"},
    {EDQUOT, "the user's quota is used up"},
    {EFBIG, "the size limit of the process (ulimit -f) or of the file system is reached"},
    {EMFILE, "the process has too many files open (ulimit -n)"},
    {ENFILE, "the system has too many files open"},
    {ENXIO, "no device stands behind this node"},
    {ENODEV, "no device stands behind this node"},
    {ENOMEDIUM, "the drive is empty"},
    {EBUSY, "another program holds it exclusively"},
    {EIO, "the device or the file system failed"},
    {ENOTDIR, "a part of the path is a file, not a directory"},
    {ELOOP, "its symbolic links go round in circles"},
    {ENAMETOOLONG, "a part of the path is longer than the file system takes"},
    {ESTALE, "the server removed the file or its export"},
    {ENOMEM, "memory is short"},
    {EINVAL, "the file system or device does not support the way it was asked"},
};

int iop_path_refuse(int error, const char *tried, const char *path)
{
    char words[128];
    const char *cause = NULL;

    if (error < 0)
        error = -error;
    for (size_t i = 0; i < sizeof causes / sizeof causes[0] && !cause; i++)
        if (causes[i].error == error)
            cause = causes[i].cause;
    return iop_fail(error, "cannot %s %s (%s)%s%s", tried, path,
                    iop_errno_words(error, words, sizeof words), cause ? ": " : "",
                    cause ? cause : "");
}

const char *iop_size_words(uint64_t bytes, char words[TARGET_SIZE_WORDS])
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = (double)bytes / 1024;
    size_t unit = 0;

    if (bytes < 10240) {
        snprintf(words, TARGET_SIZE_WORDS, "%llu bytes", (unsigned long long)bytes);
        return words;
    }
    for (; value >= 1024 && unit + 1 < sizeof units / sizeof units[0]; unit++)
        value /= 1024;
    snprintf(words, TARGET_SIZE_WORDS, "%.4g %s", value, units[unit]);
    return words;
}

/* Type of the file system that a device number belongs to; "unknown type" when none is mounted. */
static void file_system_type(dev_t device, char type[MOUNT_FIELD_BYTES])
{
    FILE *table = fopen("/proc/self/mountinfo", "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t bytes;
    struct iop_mount mount;

    snprintf(type, MOUNT_FIELD_BYTES, "unknown type");
    if (!table)
        return;
    while ((bytes = getline(&line, &room, table)) > 0)
        if (iop_mount_parse(line, (size_t)bytes, &mount) && mount.major == major(device) &&
            mount.minor == minor(device))
            memcpy(type, mount.type, MOUNT_FIELD_BYTES);
    free(line);
    fclose(table);
}

int iop_path_direct_refused(const char *path, const struct stat *stat)
{
    char type[MOUNT_FIELD_BYTES];

    if (!S_ISREG(stat->st_mode))
        return iop_misuse("%s does not support direct I/O (open with O_DIRECT says EINVAL); "
                          "leave out --direct",
                          path);
    file_system_type(stat->st_dev, type);
    return iop_misuse("the file system of %s (%s) does not support direct I/O on it "
                      "(O_DIRECT says EINVAL); leave out --direct",
                      path, type);
}

struct kind_words {
    mode_t format;
    uint32_t kind;
    const char *words;
};

static const struct kind_words kinds[] = {
    {S_IFREG, JOB_TARGET_FILE, "a regular file"},
    {S_IFBLK, JOB_TARGET_BLOCK, "a block device"},
    {S_IFCHR, JOB_TARGET_CHARACTER, "a character device"},
    {S_IFDIR, JOB_TARGET_NONE, "a directory"},
    {S_IFIFO, JOB_TARGET_NONE, "a FIFO"},
    {S_IFSOCK, JOB_TARGET_NONE, "a socket"},
};

static const struct kind_words *words_of_format(mode_t format)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].format == (format & S_IFMT))
            return &kinds[i];
    return NULL;
}

static const char *words_of_kind(uint32_t kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].kind == kind)
            return kinds[i].words;
    return "nothing";
}

int iop_path_kind(const struct iop_target_spec *spec, const struct stat *stat)
{
    const struct kind_words *found = words_of_format(stat->st_mode);

    if (!found)
        return iop_misuse("%s is of a kind that cannot be a target", spec->path);
    if (found->kind == JOB_TARGET_NONE)
        return iop_misuse("%s is %s; a target is a file or a device", spec->path, found->words);
    if (found->kind != spec->kind)
        return iop_fail(EINVAL, "%s is %s now, but %s when the run was planned; start the run anew",
                        spec->path, found->words, words_of_kind(spec->kind));
    return 0;
}

/* ENOENT has three meanings: a link to nothing, a missing directory, a missing file. */
static int missing(const struct iop_target_spec *spec, struct iop_target_found *found)
{
    char directory[4096];
    const char *slash = strrchr(spec->path, '/');
    size_t bytes = slash ? (size_t)(slash - spec->path) : 0;

    if (lstat(spec->path, &found->stat) == 0)
        return iop_fail(ENOENT, "%s is a symbolic link to something that does not exist",
                        spec->path);
    if (spec->kind != JOB_TARGET_FILE)
        return iop_fail(ENOENT, "%s does not exist any more; it was %s when the run was planned",
                        spec->path, words_of_kind(spec->kind));
    if (bytes > 0 && bytes < sizeof directory) {
        memcpy(directory, spec->path, bytes);
        directory[bytes] = '\0';
        if (access(directory, F_OK) != 0 && errno == ENOENT)
            return iop_fail(ENOENT,
                            "%s cannot be made: the directory %s does not exist, and "
                            "iopulse makes no directories",
                            spec->path, directory);
    }
    found->missing = true;
    return 0;
}

int iop_path_find(const struct iop_target_spec *spec, struct iop_target_found *found)
{
    memset(found, 0, sizeof *found);
    if (stat(spec->path, &found->stat) == 0)
        return iop_path_kind(spec, &found->stat);
    if (errno == ENOENT)
        return missing(spec, found);
    return iop_path_refuse(errno, "look at", spec->path);
}
