/*
 * The safety rails of devices that are to be written. Two permissions, both given by name: one to
 * write the device at all, one to destroy what is there. Files need the second one alone, and only
 * where a loop device or swap is made of them. Everything that shows it to be in use or
 * to hold something is collected into one sentence, so that the user decides once.
 *
 * What cannot be inspected counts as found. Reads only.
 */
#include "target/guard.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "target/relatives.h"
#include "target/steps.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { FINDINGS_BYTES = 640, CLAUSE_BYTES = 320 };

/* The sentence that grows: clauses separated by "; ". */
struct findings {
    char text[FINDINGS_BYTES];
    size_t used;
    unsigned left_out; /* clauses that no longer fitted */
    bool in_use;
};

static void note(struct findings *findings, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void note(struct findings *findings, const char *format, ...)
{
    char clause[CLAUSE_BYTES];
    size_t bytes;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(clause, sizeof clause, format, arguments);
    va_end(arguments);
    bytes = strlen(clause);
    if (findings->used + bytes + 3 > sizeof findings->text) {
        findings->left_out++;
        return;
    }
    findings->used +=
        (size_t)snprintf(findings->text + findings->used, sizeof findings->text - findings->used,
                         "%s%s", findings->used ? "; " : "", clause);
}

static void note_errno(struct findings *findings, const char *what, int error)
{
    char words[128];

    note(findings, "%s (%s)", what, iop_errno_words(error, words, sizeof words));
}

/* "it" for the device itself, "its partition sda1" or "its disk sda" for a relative. */
static const char *call(const struct iop_relative *relative, char name[CLAUSE_BYTES])
{
    static const char *const words[] = {
        [RELATIVE_ITSELF] = "it",
        [RELATIVE_PARTITION] = "its partition ",
        [RELATIVE_DISK] = "its disk ",
    };

    snprintf(name, CLAUSE_BYTES, "%s%s", words[relative->role],
             relative->role == RELATIVE_ITSELF ? "" : relative->name);
    return name;
}

static const struct iop_relative *relative_of(const struct iop_relatives *relatives, dev_t device)
{
    for (size_t i = 0; i < relatives->count; i++)
        if (relatives->list[i].device == device)
            return &relatives->list[i];
    return NULL;
}

/* File systems of several devices have a number of their own; then the source names the device. */
static const struct iop_relative *relative_of_path(const struct iop_relatives *relatives,
                                                   const char *path)
{
    struct stat stat_of_path;

    if (path[0] != '/' || stat(path, &stat_of_path) != 0 || !S_ISBLK(stat_of_path.st_mode))
        return NULL;
    return relative_of(relatives, stat_of_path.st_rdev);
}

static void find_mount(struct findings *findings, const struct iop_relatives *relatives,
                       const char *line, size_t bytes)
{
    const struct iop_relative *relative;
    struct iop_mount mount;
    char name[CLAUSE_BYTES];

    if (!iop_mount_parse(line, bytes, &mount))
        return;
    relative = relative_of(relatives, makedev(mount.major, mount.minor));
    if (!relative)
        relative = relative_of_path(relatives, mount.source);
    if (!relative)
        return;
    findings->in_use = true;
    note(findings, "%s is mounted on %s", call(relative, name), mount.point);
}

static void find_swap(struct findings *findings, const struct iop_relatives *relatives,
                      const char *line, size_t bytes)
{
    const struct iop_relative *relative;
    char path[MOUNT_FIELD_BYTES];
    char name[CLAUSE_BYTES];

    if (!iop_swap_parse(line, bytes, path))
        return;
    relative = relative_of_path(relatives, path);
    if (!relative)
        return;
    findings->in_use = true;
    note(findings, "%s is active swap", call(relative, name));
}

typedef void (*find_in_line)(struct findings *findings, const struct iop_relatives *relatives,
                             const char *line, size_t bytes);

static void find_in_table(struct findings *findings, const struct iop_relatives *relatives,
                          const char *path, find_in_line find_line)
{
    FILE *table = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t bytes;

    if (!table) {
        const int error = errno;

        /* A kernel without swap has no /proc/swaps. */
        if (error != ENOENT || access("/proc/self", F_OK) != 0)
            note_errno(findings, "what is mounted or swap cannot be seen", error);
        return;
    }
    while ((bytes = getline(&line, &room, table)) > 0)
        find_line(findings, relatives, line, (size_t)bytes);
    free(line);
    fclose(table);
}

static void find_holders(struct findings *findings, const struct iop_relatives *relatives)
{
    char holders[CLAUSE_BYTES / 2];
    char name[CLAUSE_BYTES];

    for (size_t i = 0; i < relatives->count; i++) {
        if (iop_relative_holders(&relatives->list[i], holders, sizeof holders) == 0)
            continue;
        findings->in_use = true;
        note(findings, "%s is part of %s", call(&relatives->list[i], name), holders);
    }
}

/*
 * Whoever claims a device in the kernel (a mount of another namespace, a file system of several
 * devices, a volume, an exporter) makes an exclusive open fail, on its partitions and disk too.
 */
static void find_claim(struct findings *findings, const char *path)
{
    int fd = open(path, O_RDONLY | O_EXCL | O_CLOEXEC | O_NONBLOCK);

    if (fd >= 0)
        close(fd);
    else if (errno == EBUSY && !findings->in_use)
        note(findings, "the kernel or another program has claimed it (exclusive open says EBUSY)");
}

static void find_signature(void *context, const char *name)
{
    note(context, "it holds %s", name);
}

/* Reads until it has it all; what is missing stays zero and is reported. */
static int read_all(int fd, uint8_t *data, size_t bytes, uint64_t offset)
{
    size_t done = 0;

    while (done < bytes) {
        ssize_t n = pread(fd, data + done, bytes - done, (off_t)(offset + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0)
            return -EIO;
        done += (size_t)n;
    }
    return 0;
}

static size_t least(uint64_t device_bytes, size_t bytes)
{
    return device_bytes < bytes ? (size_t)device_bytes : bytes;
}

static void scan(struct findings *findings, int fd, uint64_t device_bytes, uint8_t *head,
                 uint8_t *tail)
{
    const struct iop_device_bytes device = {
        .device_bytes = device_bytes,
        .head = head,
        .head_bytes = least(device_bytes, SIGNATURE_HEAD_BYTES),
        .tail = tail,
        .tail_bytes = least(device_bytes, SIGNATURE_TAIL_BYTES),
    };
    int error = read_all(fd, head, device.head_bytes, 0);

    if (!error)
        error = read_all(fd, tail, device.tail_bytes, device_bytes - device.tail_bytes);
    if (error)
        note_errno(findings, "what it holds cannot be read", -error);
    iop_signature_scan(&device, find_signature, findings);
}

static void find_signatures(struct findings *findings, const char *path)
{
    uint8_t *head = calloc(1, SIGNATURE_HEAD_BYTES);
    uint8_t *tail = calloc(1, SIGNATURE_TAIL_BYTES);
    uint64_t device_bytes = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (!head || !tail)
        note_errno(findings, "what it holds cannot be read", ENOMEM);
    else if (fd < 0 || ioctl(fd, BLKGETSIZE64, &device_bytes) != 0)
        note_errno(findings, "what it holds cannot be read", errno);
    else
        scan(findings, fd, device_bytes, head, tail);
    if (fd >= 0)
        close(fd);
    free(head);
    free(tail);
}

static int refuse_destruction(const struct iop_target_spec *spec, const struct findings *findings)
{
    char more[32] = "";

    if (findings->left_out)
        snprintf(more, sizeof more, "; and %u more", findings->left_out);
    return iop_misuse("writing %s would destroy data: %s%s. To overwrite it all the same, "
                      "add --destroy-data %s",
                      spec->path, findings->text, more, spec->path);
}

static int check_block(const struct iop_target_spec *spec, dev_t device)
{
    struct iop_relatives *relatives;
    struct findings findings = {.used = 0};
    int error;

    if (spec->flags & JOB_TARGET_DESTROY_DATA)
        return 0;
    relatives = calloc(1, sizeof *relatives);
    if (!relatives)
        return iop_fail(ENOMEM, "no memory to inspect %s", spec->path);
    error = iop_relatives_find(device, relatives);
    if (error)
        note_errno(&findings, "its partitions and users cannot be seen in /sys/dev/block", -error);
    find_in_table(&findings, relatives, "/proc/self/mountinfo", find_mount);
    find_in_table(&findings, relatives, "/proc/swaps", find_swap);
    find_holders(&findings, relatives);
    find_claim(&findings, spec->path);
    find_signatures(&findings, spec->path);
    free(relatives);
    return findings.used ? refuse_destruction(spec, &findings) : 0;
}

static bool is_same_file(const char *path, const struct stat *file)
{
    struct stat other;

    return stat(path, &other) == 0 && other.st_dev == file->st_dev && other.st_ino == file->st_ino;
}

/* sysfs ends the path with a line end, and shows one for loop devices in use only. */
static bool backs_loop(const char *device, const struct stat *file)
{
    char path[PATH_MAX + sizeof "\n"] = "";
    char attribute[64];
    FILE *backing;
    bool backs;

    snprintf(attribute, sizeof attribute, "/sys/block/%.32s/loop/backing_file", device);
    backing = fopen(attribute, "re");
    if (!backing)
        return false;
    backs = fgets(path, sizeof path, backing) != NULL;
    fclose(backing);
    path[strcspn(path, "\n")] = '\0';
    return backs && is_same_file(path, file);
}

static void find_loops(struct findings *findings, const struct stat *file)
{
    DIR *devices = opendir("/sys/block");
    struct dirent *device;

    if (!devices) {
        note_errno(findings, "whether a loop device uses it cannot be seen in /sys/block", errno);
        return;
    }
    while ((device = readdir(devices)))
        if (strncmp(device->d_name, "loop", 4) == 0 && backs_loop(device->d_name, file))
            note(findings, "it is the backing file of /dev/%s, which is in use", device->d_name);
    closedir(devices);
}

static void find_swap_file(struct findings *findings, const struct stat *file)
{
    FILE *table = fopen("/proc/swaps", "re");
    char path[MOUNT_FIELD_BYTES];
    char *line = NULL;
    size_t room = 0;
    ssize_t bytes;

    if (!table)
        return; /* a kernel without swap; the open would say ETXTBSY */
    while ((bytes = getline(&line, &room, table)) > 0)
        if (iop_swap_parse(line, (size_t)bytes, path) && is_same_file(path, file))
            note(findings, "it is active swap");
    free(line);
    fclose(table);
}

/* A file is what its owner says, unless the kernel keeps something of its own in it. */
static int check_file(const struct iop_target_spec *spec, const struct stat *file)
{
    struct findings findings = {.used = 0};

    if (spec->flags & JOB_TARGET_DESTROY_DATA)
        return 0;
    find_loops(&findings, file);
    find_swap_file(&findings, file);
    return findings.used ? refuse_destruction(spec, &findings) : 0;
}

/* /dev/null, zero, full, random and urandom swallow what is written. */
static bool is_harmless(dev_t device)
{
    const unsigned number = minor(device);

    return major(device) == 1 && (number == 3 || number == 5 || (number >= 7 && number <= 9));
}

int iop_guard_check(const struct iop_target_spec *spec)
{
    struct stat stat_of_path;

    assert(spec->path);
    if (!(spec->flags & (JOB_TARGET_WRITE | JOB_TARGET_FILL)))
        return 0;
    if (stat(spec->path, &stat_of_path) != 0)
        return errno == ENOENT ? 0 : iop_path_refuse(errno, "look at", spec->path);
    if (S_ISREG(stat_of_path.st_mode))
        return check_file(spec, &stat_of_path);
    if (!S_ISBLK(stat_of_path.st_mode) && !S_ISCHR(stat_of_path.st_mode))
        return 0;
    if (S_ISCHR(stat_of_path.st_mode) && is_harmless(stat_of_path.st_rdev))
        return 0;
    if (!(spec->flags & JOB_TARGET_ALLOW_DEVICE))
        return iop_misuse("writing %s needs --allow-device %s", spec->path, spec->path);
    return S_ISBLK(stat_of_path.st_mode) ? check_block(spec, stat_of_path.st_rdev) : 0;
}
