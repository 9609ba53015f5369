/*
 * A file system with one file, "data", that fails when told to: what lies under a loop device or a
 * buffered file when a test needs a sick disk. Its bytes are those of a backing file.
 *
 *     fuse_fault BACKING RULES MOUNTPOINT [option of libfuse]…
 *
 * RULES is a text file, read anew at every operation, with one rule per line:
 *
 *     OPERATION BEGIN END ERRNO DELAY_MS
 *
 * OPERATION is r (read), w (write), s (sync) or b (read and write); BEGIN and END are the bytes it
 * is about, END not among them. The first rule that fits an operation holds it back for DELAY_MS,
 * or until the rule is no longer there, and then fails it unless ERRNO is 0. No file, no faults.
 */
#define FUSE_USE_VERSION 35

#include <errno.h>
#include <fcntl.h>
#include <fuse3/fuse.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 20, ARGUMENTS_OF_OUR_OWN = 2 };

static const char data_path[] = "/data";

static struct {
    int fd;
    const char *rules_path;
} backing;

struct rule {
    char operation;
    int64_t begin, end; /* bytes */
    int error;          /* errno, 0: none */
    int64_t delay_ms;
};

struct operation {
    char letter;
    int64_t begin, end; /* bytes */
};

static bool fits(const struct rule *rule, const struct operation *operation)
{
    bool meant = rule->operation == operation->letter ||
                 (rule->operation == 'b' && operation->letter != 's');

    return meant && operation->begin < rule->end && operation->end > rule->begin;
}

/* The first rule that fits. Nothing is kept between calls, so that threads share nothing. */
static bool find_rule(const struct operation *operation, struct rule *rule)
{
    FILE *rules = fopen(backing.rules_path, "re");
    bool found = false;

    while (rules && !found &&
           fscanf(rules, " %c %" SCNd64 " %" SCNd64 " %d %" SCNd64, &rule->operation, &rule->begin,
                  &rule->end, &rule->error, &rule->delay_ms) == 5)
        found = fits(rule, operation);
    if (rules)
        fclose(rules);
    return found;
}

/* 0 or -errno, after the delay that the rules ask for. */
static int suffer(const struct operation *operation)
{
    const struct timespec look = {0, LOOK_MS * 1000 * 1000};
    struct rule rule;

    for (int64_t waited_ms = 0; find_rule(operation, &rule); waited_ms += LOOK_MS) {
        if (waited_ms >= rule.delay_ms)
            return -rule.error;
        nanosleep(&look, NULL);
    }
    return 0;
}

static int fault_getattr(const char *path, struct stat *found, struct fuse_file_info *file)
{
    (void)file;
    if (!strcmp(path, "/")) {
        *found = (struct stat){.st_mode = S_IFDIR | 0755, .st_nlink = 2};
        return 0;
    }
    if (strcmp(path, data_path) != 0)
        return -ENOENT;
    return fstat(backing.fd, found) ? -errno : 0;
}

static int fault_statfs(const char *path, struct statvfs *found)
{
    (void)path;
    return fstatvfs(backing.fd, found) ? -errno : 0;
}

static int fault_readdir(const char *path, void *list, fuse_fill_dir_t add, off_t offset,
                         struct fuse_file_info *file, enum fuse_readdir_flags flags)
{
    (void)path, (void)offset, (void)file, (void)flags;
    add(list, ".", NULL, 0, 0);
    add(list, "..", NULL, 0, 0);
    add(list, data_path + 1, NULL, 0, 0);
    return 0;
}

/* Nothing is served from the page cache of this file system: a fault is seen at once. */
static int fault_open(const char *path, struct fuse_file_info *file)
{
    (void)path;
    file->direct_io = 1;
    return 0;
}

static int fault_read(const char *path, char *data, size_t bytes, off_t offset,
                      struct fuse_file_info *file)
{
    const struct operation operation = {'r', offset, offset + (off_t)bytes};
    int error = suffer(&operation);
    ssize_t n = error ? error : pread(backing.fd, data, bytes, offset);

    (void)path, (void)file;
    return error ? error : n < 0 ? -errno : (int)n;
}

static int fault_write(const char *path, const char *data, size_t bytes, off_t offset,
                       struct fuse_file_info *file)
{
    const struct operation operation = {'w', offset, offset + (off_t)bytes};
    int error = suffer(&operation);
    ssize_t n = error ? error : pwrite(backing.fd, data, bytes, offset);

    (void)path, (void)file;
    return error ? error : n < 0 ? -errno : (int)n;
}

static int fault_fsync(const char *path, int data_only, struct fuse_file_info *file)
{
    const struct operation operation = {'s', 0, INT64_MAX};

    (void)path, (void)data_only, (void)file;
    return suffer(&operation);
}

static int fault_truncate(const char *path, off_t bytes, struct fuse_file_info *file)
{
    (void)path, (void)file;
    return ftruncate(backing.fd, bytes) ? -errno : 0;
}

static int fault_fallocate(const char *path, int mode, off_t offset, off_t bytes,
                           struct fuse_file_info *file)
{
    (void)path, (void)file;
    return fallocate(backing.fd, mode, offset, bytes) ? -errno : 0;
}

static const struct fuse_operations operations = {
    .getattr = fault_getattr,
    .statfs = fault_statfs,
    .readdir = fault_readdir,
    .open = fault_open,
    .read = fault_read,
    .write = fault_write,
    .fsync = fault_fsync,
    .truncate = fault_truncate,
    .fallocate = fault_fallocate,
};

int main(int count, char **arguments)
{
    if (count < 2 + ARGUMENTS_OF_OUR_OWN) {
        fprintf(stderr, "usage: fuse_fault BACKING RULES MOUNTPOINT [option of libfuse]...\n");
        return EXIT_FAILURE;
    }
    backing.fd = open(arguments[1], O_RDWR | O_CLOEXEC);
    backing.rules_path = arguments[2];
    if (backing.fd < 0) {
        perror(arguments[1]);
        return EXIT_FAILURE;
    }
    arguments[ARGUMENTS_OF_OUR_OWN] = arguments[0];
    return fuse_main(count - ARGUMENTS_OF_OUR_OWN, arguments + ARGUMENTS_OF_OUR_OWN, &operations,
                     NULL);
}
