/*
 * Targets that need neither root nor devices: files made, filled, extended and refused. The oracle
 * of a fill is the bytes themselves: those that held data are as before, all others are the fill's.
 */
#include "check.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "layout/shared_layout.h"
#include "target/steps.h"
#include "target/target.h"
#include "target_preparer.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { KIB = 1024, MIB = 1024 * 1024 };

static const uint64_t SEED = 42;

static const uint32_t READS = JOB_TARGET_READ | JOB_TARGET_CREATE | JOB_TARGET_REFUSE_HOLES;
static const uint32_t WRITES = JOB_TARGET_WRITE | JOB_TARGET_CREATE;

static char directory[] = "target_test.XXXXXX";
static const char *const names[] = {"a", "b", "link", "fifo", "socket", "directory"};

static void clean_up(void)
{
    char path[64];

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        if (unlink(path) != 0)
            rmdir(path);
    }
    rmdir(directory);
}

static const char *path_of(const char *name)
{
    static char path[64];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

static struct iop_target_spec spec_of(const char *name, uint32_t flags, uint64_t bytes)
{
    static char paths[4][64];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", directory, name);
    return (struct iop_target_spec){.path = path,
                                    .kind = JOB_TARGET_FILE,
                                    .flags = flags,
                                    .bytes = bytes,
                                    .block_bytes = 4096,
                                    .seed = SEED};
}

static int64_t size_of(const char *path)
{
    struct stat stat_of_path;

    return stat(path, &stat_of_path) == 0 ? (int64_t)stat_of_path.st_size : -1;
}

static uint8_t *contents(const char *path, size_t bytes)
{
    uint8_t *data = calloc(1, bytes);
    int fd = open(path, O_RDONLY);

    CHECK_EQUAL(pread(fd, data, bytes, 0), bytes);
    close(fd);
    return data;
}

static void make_file(const char *path, uint64_t size)
{
    int fd = open(path, O_CREAT | O_TRUNC | O_RDWR, 0644);

    CHECK(fd >= 0 && ftruncate(fd, (off_t)size) == 0);
    close(fd);
}

/* Bytes that no fill would write. */
static void write_data(const char *path, uint64_t offset, size_t bytes)
{
    uint8_t *data = malloc(bytes);
    int fd = open(path, O_WRONLY);

    memset(data, 0xa5, bytes);
    CHECK_EQUAL(pwrite(fd, data, bytes, (off_t)offset), bytes);
    close(fd);
    free(data);
}

static bool is_filled(const uint8_t *data, uint64_t offset, size_t bytes)
{
    uint8_t *expected = malloc(bytes);
    bool equal;

    iop_fill_data(SEED, offset, expected, bytes);
    equal = memcmp(data + offset, expected, bytes) == 0;
    free(expected);
    return equal;
}

static bool is_data(const uint8_t *data, uint64_t offset, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        if (data[offset + i] != 0xa5)
            return false;
    return true;
}

static void fill_data_differs_from_block_to_block_and_does_not_depend_on_the_cut(void)
{
    enum { BLOCKS = 4096, BLOCK = 512 };
    uint8_t *whole = malloc(BLOCKS * BLOCK);
    uint8_t part[1000];
    unsigned zeros = 0, alike = 0;

    iop_fill_data(SEED, 0, whole, BLOCKS * BLOCK);
    for (size_t i = 0; i < BLOCKS * BLOCK; i++)
        zeros += whole[i] == 0;
    CHECK(zeros > 7000 && zeros < 9400); /* 8192 expected, 90 the standard deviation */
    for (size_t i = 1; i < BLOCKS; i++)
        alike += memcmp(whole + i * BLOCK, whole + (i - 1) * BLOCK, 8) == 0;
    CHECK_EQUAL(alike, 0);
    iop_fill_data(SEED, 777, part, sizeof part);
    CHECK(memcmp(part, whole + 777, sizeof part) == 0);
    iop_fill_data(SEED + 1, 777, part, sizeof part);
    CHECK(memcmp(part, whole + 777, 8) != 0);
    free(whole);
}

static void a_missing_file_that_will_be_read_is_really_written(uint32_t extra)
{
    const size_t bytes = 3 * MIB + 8192;
    struct iop_target_spec spec = spec_of("a", READS | extra, bytes);
    _Atomic uint64_t done = 0;
    const _Atomic uint32_t stop = 0;
    const struct iop_prepare_progress progress = {&done, &stop};
    uint8_t *data;

    spec.offset = 8192;
    CHECK_EQUAL(fill_bytes_of(&spec), bytes);
    CHECK_EQUAL(prepare_target(&spec, &progress), 0);
    CHECK_EQUAL(done, bytes);
    CHECK_EQUAL(size_of(spec.path), spec.offset + bytes);
    data = contents(spec.path, spec.offset + bytes);
    CHECK(is_filled(data, spec.offset, bytes));
    free(data);
    CHECK_EQUAL(prepare_target(&spec, &progress), 0); /* no holes are left */
    CHECK_EQUAL(fill_bytes_of(&spec), 0);
    CHECK_EQUAL(done, bytes);
    unlink(spec.path);
}

static void a_missing_file_that_is_only_written_is_extended(void)
{
    struct iop_target_spec spec = spec_of("a", WRITES, 5 * MIB);
    struct stat found;

    CHECK_EQUAL(fill_bytes_of(&spec), 0);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK(stat(spec.path, &found) == 0);
    CHECK_EQUAL(found.st_size, 5 * MIB);
    CHECK(found.st_blocks * 512 < MIB);
    unlink(spec.path);

    spec.flags |= JOB_TARGET_PREALLOCATE;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK(stat(spec.path, &found) == 0);
    CHECK_EQUAL(found.st_size, 5 * MIB);
    CHECK(found.st_blocks * 512 >= 5 * MIB);
    unlink(spec.path);
}

static void a_missing_file_without_leave_to_make_it_is_refused(void)
{
    struct iop_target_spec spec = spec_of("a", JOB_TARGET_READ, MIB);

    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("does not exist"));
    CHECK_EQUAL(size_of(spec.path), -1);

    spec = spec_of("nowhere/a", READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ENOENT);
    CHECK(says("makes no directories"));

    spec.path = "/dev/iopulse-no-such-device";
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("no files under /dev"));

    CHECK(symlink("nothing", path_of("link")) == 0);
    spec = spec_of("link", READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ENOENT);
    CHECK(says("symbolic link to something that does not exist"));
    unlink(spec.path);
}

static void holes_are_refused_unless_fill_is_asked_and_then_only_they_are_written(uint32_t extra)
{
    struct iop_target_spec spec = spec_of("a", READS | extra, 4 * MIB);
    _Atomic uint64_t done = 0;
    const struct iop_prepare_progress progress = {&done, NULL};
    uint8_t *data;

    make_file(spec.path, 5 * MIB);
    write_data(spec.path, 0, 64 * KIB);
    write_data(spec.path, 1 * MIB, 1 * MIB);
    write_data(spec.path, 3 * MIB + 4096, 4096);

    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("--fill"));
    CHECK(says("the first at byte 65536"));
    CHECK(says("3076096 of the 4194304 bytes"));
    data = contents(spec.path, 5 * MIB);
    CHECK_EQUAL(data[2 * MIB], 0);
    free(data);

    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(fill_bytes_of(&spec), 3076096);
    CHECK_EQUAL(prepare_target(&spec, &progress), 0);
    CHECK_EQUAL(done, 3076096);
    CHECK_EQUAL(size_of(spec.path), 5 * MIB);
    data = contents(spec.path, 5 * MIB);
    CHECK(is_data(data, 0, 64 * KIB));
    CHECK(is_data(data, MIB, MIB));
    CHECK(is_data(data, 3 * MIB + 4096, 4096));
    CHECK(is_filled(data, 64 * KIB, MIB - 64 * KIB));
    CHECK(is_filled(data, 2 * MIB, MIB + 4096));
    CHECK(is_filled(data, 3 * MIB + 8192, MIB - 8192));
    for (size_t i = 4 * MIB; i < 5 * MIB; i += 512)
        CHECK_EQUAL(data[i], 0); /* beyond the region */
    free(data);
    unlink(spec.path);
}

static uint64_t unwritten_bytes(const struct iop_target_spec *spec)
{
    struct iop_target_needs needs;

    CHECK_EQUAL(iop_target_check(spec, &needs), 0);
    return needs.unwritten_bytes;
}

/* What a second run that writes finds is what the first one left. */
static void what_a_writing_run_will_allocate_is_counted(void)
{
    struct iop_target_spec spec = spec_of("a", JOB_TARGET_WRITE | JOB_TARGET_CREATE, 4 * MIB);

    CHECK_EQUAL(unwritten_bytes(&spec), 4 * MIB);
    make_file(spec.path, 4 * MIB);
    CHECK_EQUAL(unwritten_bytes(&spec), 4 * MIB);
    write_data(spec.path, 64 * KIB, MIB);
    CHECK_EQUAL(unwritten_bytes(&spec), 3 * MIB);
    spec.flags = READS & ~(unsigned)JOB_TARGET_REFUSE_HOLES;
    CHECK_EQUAL(unwritten_bytes(&spec), 0);
    unlink(spec.path);
}

static void unwritten_extents_are_holes_even_when_the_file_was_preallocated(void)
{
    struct iop_target_spec spec = spec_of("a", READS, 2 * MIB);
    uint8_t *data;
    int fd;

    make_file(spec.path, 0);
    fd = open(spec.path, O_RDWR);
    if (fallocate(fd, 0, 0, 2 * MIB) != 0) {
        fprintf(stderr, "the file system here cannot preallocate: unwritten extents not tested\n");
        close(fd);
        unlink(spec.path);
        return;
    }
    close(fd);
    write_data(spec.path, 8192, 4096);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("2093056 of the 2097152 bytes"));
    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    data = contents(spec.path, 2 * MIB);
    CHECK(is_filled(data, 0, 8192));
    CHECK(is_data(data, 8192, 4096));
    CHECK(is_filled(data, 12288, 2 * MIB - 12288));
    free(data);
    unlink(spec.path);
}

static void a_short_file_is_refused_filled_or_extended_and_keeps_its_data(uint32_t extra)
{
    struct iop_target_spec spec = spec_of("a", READS | extra, 2 * MIB);
    const size_t short_bytes = MIB + 1001; /* no multiple of anything */
    uint8_t *data;

    make_file(spec.path, 0);
    write_data(spec.path, 0, short_bytes);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("--fill"));
    CHECK(says("--file-size"));
    CHECK_EQUAL(size_of(spec.path), short_bytes);

    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(fill_bytes_of(&spec), 2 * MIB - short_bytes);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    data = contents(spec.path, 2 * MIB);
    CHECK(is_data(data, 0, short_bytes));
    CHECK(is_filled(data, short_bytes, 2 * MIB - short_bytes));
    free(data);

    spec.flags = WRITES | extra;
    spec.bytes = 3 * MIB;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK_EQUAL(size_of(spec.path), 3 * MIB);
    data = contents(spec.path, 3 * MIB);
    CHECK(is_data(data, 0, short_bytes));
    CHECK_EQUAL(data[2 * MIB], 0);
    free(data);
    unlink(spec.path);
}

static void an_existing_longer_file_is_left_as_it_is(void)
{
    struct iop_target_spec spec = spec_of("a", READS | WRITES | JOB_TARGET_FILL, MIB);
    uint8_t *data;

    make_file(spec.path, 0);
    write_data(spec.path, 0, 3 * MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    spec.flags = WRITES | JOB_TARGET_PREALLOCATE;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK_EQUAL(size_of(spec.path), 3 * MIB);
    data = contents(spec.path, 3 * MIB);
    CHECK(is_data(data, 0, 3 * MIB));
    free(data);
    unlink(spec.path);
}

struct stopper {
    _Atomic uint64_t done;
    _Atomic uint32_t stop;
};

static void *stop_after_two_pieces(void *argument)
{
    struct stopper *stopper = argument;

    while (atomic_load_explicit(&stopper->done, memory_order_acquire) < 2 * MIB)
        usleep(100);
    atomic_store_explicit(&stopper->stop, 1, memory_order_release);
    return NULL;
}

static void a_stopped_fill_leaves_no_file_but_keeps_one_that_was_there(void)
{
    struct stopper stopper = {0};
    const struct iop_prepare_progress progress = {&stopper.done, &stopper.stop};
    struct iop_target_spec spec = spec_of("a", READS, 400ull * MIB);
    pthread_t thread;

    CHECK_EQUAL(pthread_create(&thread, NULL, stop_after_two_pieces, &stopper), 0);
    CHECK_EQUAL(prepare_target(&spec, &progress), -ECANCELED);
    pthread_join(thread, NULL);
    CHECK(says("stopped"));
    CHECK(stopper.done < 400ull * MIB);
    CHECK_EQUAL(size_of(spec.path), -1);

    make_file(spec.path, 0);
    write_data(spec.path, 0, 4096);
    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(prepare_target(&spec, &progress), -ECANCELED);
    CHECK_EQUAL(size_of(spec.path), 4096);
    unlink(spec.path);
}

static void a_file_that_does_not_fit_is_refused_or_removed(void)
{
    struct iop_target_spec spec = spec_of("a", READS, 1ull << 60);
    struct rlimit before, limit;

    CHECK_EQUAL(prepare_target(&spec, NULL), -ENOSPC);
    CHECK(says("left"));
    CHECK_EQUAL(size_of(spec.path), -1);

    /* The limit strikes in the middle of the fill, as a full disk would. */
    signal(SIGXFSZ, SIG_IGN);
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    limit = (struct rlimit){5 * MIB / 2, before.rlim_max};
    CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    spec.bytes = 4 * MIB;
    CHECK_EQUAL(prepare_target(&spec, NULL), -EFBIG);
    CHECK(says("ulimit -f"));
    CHECK_EQUAL(size_of(spec.path), -1);
    spec.flags = WRITES;
    CHECK_EQUAL(prepare_target(&spec, NULL), -EFBIG);
    CHECK_EQUAL(size_of(spec.path), -1);
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
}

static void a_check_tells_what_will_be_written_and_writes_nothing(void)
{
    struct iop_target_spec missing = spec_of("a", READS, MIB);
    struct iop_target_spec sparse = spec_of("b", READS | JOB_TARGET_FILL, 2 * MIB);
    struct iop_target_needs needs;
    struct stat found;

    CHECK_EQUAL(iop_target_check(&missing, &needs), 0);
    CHECK_EQUAL(needs.fill_bytes, MIB);
    CHECK_EQUAL(needs.space_bytes, MIB);
    CHECK(needs.free_bytes > MIB);
    CHECK_EQUAL(size_of(missing.path), -1);

    make_file(sparse.path, MIB);
    CHECK_EQUAL(iop_target_check(&sparse, &needs), 0);
    CHECK_EQUAL(needs.fill_bytes, 2 * MIB);
    CHECK(stat(sparse.path, &found) == 0 && needs.file_system == found.st_dev);
    CHECK_EQUAL(found.st_size, MIB);
    CHECK_EQUAL(found.st_blocks, 0);
    unlink(sparse.path);
}

static void make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    CHECK_EQUAL(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static void what_is_no_file_and_no_device_is_refused_by_name(void)
{
    struct iop_target_spec spec;

    CHECK(mkdir(path_of("directory"), 0755) == 0);
    CHECK(mkfifo(path_of("fifo"), 0644) == 0);
    make_socket(path_of("socket"));
    spec = spec_of("directory", READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("is a directory"));
    spec = spec_of("fifo", READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("is a FIFO"));
    spec = spec_of("socket", READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("is a socket"));
    spec = spec_of("a", READS, 0);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    spec = spec_of("a", READS, MIB);
    spec.offset = UINT64_MAX - 4096;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    spec.offset = 0;
    spec.kind = JOB_TARGET_NONE;
    CHECK_EQUAL(prepare_target(&spec, NULL), -EINVAL);
}

static void character_devices_are_taken_as_asked(void)
{
    struct iop_target_spec spec = spec_of("a", JOB_TARGET_READ, MIB);
    struct iop_target_mode mode = {0};
    int fd;

    spec.path = "/dev/zero";
    CHECK_EQUAL(prepare_target(&spec, NULL), -EINVAL);
    CHECK(says("is a character device now, but a regular file"));
    spec.kind = JOB_TARGET_CHARACTER;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK_EQUAL(fill_bytes_of(&spec), 0);
    fd = iop_target_open(&spec, &mode);
    CHECK(fd >= 0);
    CHECK_EQUAL(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
    close(fd);
    spec.flags = JOB_TARGET_WRITE;
    spec.path = "/dev/null";
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    spec.path = "/dev/tty";
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("needs --allow-device /dev/tty"));
    spec.path = "/dev/zero";
    spec.flags = JOB_TARGET_READ | JOB_TARGET_FILL;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("--fill"));
}

static void open_sets_what_was_asked_and_no_more(void)
{
    struct iop_target_spec spec = spec_of("a", READS, MIB);
    struct iop_target_mode mode = {JOB_SYNC_DSYNC, JOB_ADVICE_RANDOM | JOB_ADVICE_DONTNEED};
    int fd, flags;

    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    fd = iop_target_open(&spec, &mode);
    CHECK(fd >= 0);
    flags = fcntl(fd, F_GETFL);
    CHECK_EQUAL(flags & O_ACCMODE, O_RDONLY);
    CHECK_EQUAL(flags & O_SYNC, O_DSYNC);
    CHECK_EQUAL(flags & O_DIRECT, 0);
    CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    close(fd);
    spec.flags |= JOB_TARGET_WRITE;
    mode = (struct iop_target_mode){.sync_mode = JOB_SYNC_SYNC};
    fd = iop_target_open(&spec, &mode);
    flags = fcntl(fd, F_GETFL);
    CHECK_EQUAL(flags & O_ACCMODE, O_RDWR);
    CHECK_EQUAL(flags & O_SYNC, O_SYNC);
    close(fd);
    mode = (struct iop_target_mode){.fadvise = JOB_ADVICE_HUGEPAGE};
    CHECK_EQUAL(iop_target_open(&spec, &mode), -EINVAL);
    CHECK(says("--madvise"));
    unlink(spec.path);
    CHECK_EQUAL(iop_target_open(&spec, &mode), -ENOENT);
}

static void direct_io_checks_alignment_before_anything_is_made(void)
{
    struct iop_target_spec spec = spec_of("a", READS | JOB_TARGET_DIRECT, MIB);

    spec.block_bytes = 4096;
    spec.offset = 100;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("--offset 100 is not a multiple"));
    CHECK_EQUAL(size_of(spec.path), -1);
    spec.offset = 0;
    spec.block_bytes = 1000;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("block size 1000"));
    CHECK_EQUAL(size_of(spec.path), -1);
}

/* Unit of direct I/O in bytes, 0 where the file system tells none, negative where it has none. */
static int direct_unit(void)
{
    const char *path = path_of("a");
    int fd = open(path, O_CREAT | O_RDWR | O_DIRECT, 0644);
    struct stat stat_of_path;
    int unit = -1;

    if (fd >= 0 && fstat(fd, &stat_of_path) == 0)
        unit = iop_align_of_file(path, fd, &stat_of_path);
    unlink(path);
    if (fd >= 0)
        close(fd);
    return unit;
}

int main(void)
{
    if (!mkdtemp(directory))
        check_skip("no place for temporary files");
    atexit(clean_up);
    fill_data_differs_from_block_to_block_and_does_not_depend_on_the_cut();
    a_missing_file_that_will_be_read_is_really_written(0);
    a_missing_file_that_will_be_read_is_really_written(JOB_TARGET_PREALLOCATE);
    a_missing_file_that_is_only_written_is_extended();
    a_missing_file_without_leave_to_make_it_is_refused();
    holes_are_refused_unless_fill_is_asked_and_then_only_they_are_written(0);
    what_a_writing_run_will_allocate_is_counted();
    unwritten_extents_are_holes_even_when_the_file_was_preallocated();
    a_short_file_is_refused_filled_or_extended_and_keeps_its_data(0);
    an_existing_longer_file_is_left_as_it_is();
    a_stopped_fill_leaves_no_file_but_keeps_one_that_was_there();
    a_file_that_does_not_fit_is_refused_or_removed();
    a_check_tells_what_will_be_written_and_writes_nothing();
    what_is_no_file_and_no_device_is_refused_by_name();
    character_devices_are_taken_as_asked();
    open_sets_what_was_asked_and_no_more();
    if (direct_unit() < 0) {
        fprintf(stderr, "the file system here has no direct I/O: its half is not tested\n");
        return check_result();
    }
    a_missing_file_that_will_be_read_is_really_written(JOB_TARGET_DIRECT);
    holes_are_refused_unless_fill_is_asked_and_then_only_they_are_written(JOB_TARGET_DIRECT);
    a_short_file_is_refused_filled_or_extended_and_keeps_its_data(JOB_TARGET_DIRECT);
    if (direct_unit() > 0)
        direct_io_checks_alignment_before_anything_is_made();
    else
        fprintf(stderr, "the file system here tells no alignment: its check is not tested\n");
    return check_result();
}
