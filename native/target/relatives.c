/*
 * Reads /sys/dev/block. Never opens a device.
 */
#include "target/relatives.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int open_sysfs(dev_t device, const char *below)
{
    char path[64 + RELATIVE_NAME_BYTES];

    snprintf(path, sizeof path, "/sys/dev/block/%u:%u/%s", major(device), minor(device), below);
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* The device number in directory/name/dev; 0 when there is none. */
static dev_t read_number(int directory, const char *name)
{
    char path[280];
    char text[32] = "";
    unsigned high, low;
    int fd;
    ssize_t bytes;

    snprintf(path, sizeof path, "%s/dev", name);
    fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    bytes = read(fd, text, sizeof text - 1);
    close(fd);
    if (bytes <= 0 || sscanf(text, "%u:%u", &high, &low) != 2)
        return 0;
    return makedev(high, low);
}

static int add(struct iop_relatives *relatives, dev_t device, enum iop_relative_role role,
               const char *name)
{
    struct iop_relative *relative;

    if (relatives->count == RELATIVES_MAX)
        return -E2BIG;
    relative = &relatives->list[relatives->count++];
    relative->device = device;
    relative->role = role;
    snprintf(relative->name, sizeof relative->name, "%.*s", RELATIVE_NAME_BYTES - 1, name);
    return 0;
}

static bool is_partition(int directory, const char *name)
{
    char path[280];

    snprintf(path, sizeof path, "%s/partition", name);
    return faccessat(directory, path, F_OK, 0) == 0;
}

/* The kernel's name is the last part of what the link by number leads to. */
static void read_name(dev_t device, char name[RELATIVE_NAME_BYTES])
{
    char link[64];
    char target[512];
    const char *slash;
    ssize_t bytes;

    snprintf(link, sizeof link, "/sys/dev/block/%u:%u", major(device), minor(device));
    bytes = readlink(link, target, sizeof target - 1);
    target[bytes < 0 ? 0 : bytes] = '\0';
    slash = strrchr(target, '/');
    snprintf(name, RELATIVE_NAME_BYTES, "%.*s", RELATIVE_NAME_BYTES - 1, slash ? slash + 1 : link);
}

/* The entry of a partition lies inside that of its disk. */
static int add_disk(struct iop_relatives *relatives, int directory)
{
    dev_t disk = read_number(directory, "..");
    char name[RELATIVE_NAME_BYTES];

    if (!disk)
        return -ENODEV;
    read_name(disk, name);
    return add(relatives, disk, RELATIVE_DISK, name);
}

static int add_partitions(struct iop_relatives *relatives, int directory)
{
    int again = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = again < 0 ? NULL : fdopendir(again);
    struct dirent *entry;
    int error = 0;

    if (!entries) {
        error = -errno;
        if (again >= 0)
            close(again);
        return error;
    }
    while (!error && (entry = readdir(entries)))
        if (entry->d_name[0] != '.' && is_partition(directory, entry->d_name))
            error = add(relatives, read_number(directory, entry->d_name), RELATIVE_PARTITION,
                        entry->d_name);
    closedir(entries);
    return error;
}

int iop_relatives_find(dev_t device, struct iop_relatives *relatives)
{
    int directory, error;

    relatives->count = 0;
    add(relatives, device, RELATIVE_ITSELF, "");
    directory = open_sysfs(device, "");
    if (directory < 0)
        return -errno;
    error = is_partition(directory, ".") ? add_disk(relatives, directory)
                                         : add_partitions(relatives, directory);
    close(directory);
    return error;
}

size_t iop_relative_holders(const struct iop_relative *relative, char *names, size_t bytes)
{
    int directory = open_sysfs(relative->device, "holders");
    DIR *entries = directory < 0 ? NULL : fdopendir(directory);
    struct dirent *entry;
    size_t count = 0, used = 0;

    names[0] = '\0';
    if (!entries) {
        if (directory >= 0)
            close(directory);
        return 0;
    }
    while ((entry = readdir(entries))) {
        if (entry->d_name[0] == '.')
            continue;
        if (used + strlen(entry->d_name) + 3 < bytes)
            used += (size_t)snprintf(names + used, bytes - used, "%s%s", used ? ", " : "",
                                     entry->d_name);
        count++;
    }
    closedir(entries);
    return count;
}
