/*
 * Targets that need root: loop devices and mounts. Nothing can be left behind: mounts live in a
 * mount namespace of this process, loop devices detach themselves when it ends, their backing files
 * have no name.
 */
#include "check.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "layout/shared_layout.h"
#include "loop_device.h"
#include "target/steps.h"
#include "target/target.h"
#include "target_preparer.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/fs.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/swap.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MIB = 1024 * 1024, DEVICE_BYTES = 24 * MIB };

static const uint32_t READS = JOB_TARGET_READ | JOB_TARGET_CREATE | JOB_TARGET_REFUSE_HOLES;
static const uint32_t WRITES = JOB_TARGET_WRITE | JOB_TARGET_CREATE;
static const uint32_t MAY_WRITE = JOB_TARGET_WRITE | JOB_TARGET_ALLOW_DEVICE;
static const uint32_t MAY_DESTROY =
    JOB_TARGET_WRITE | JOB_TARGET_ALLOW_DEVICE | JOB_TARGET_DESTROY_DATA;

static char directory[] = "target_device_test.XXXXXX";
static char mount_point[64], link_path[64];
static pid_t owner;

static void clean_up(void)
{
    if (getpid() != owner)
        return;
    while (umount2(mount_point, MNT_DETACH) == 0)
        ;
    unlink(link_path);
    rmdir(mount_point);
    rmdir(directory);
}

/* Without it the steps that follow would strike the file system below. */
static void must_mount(const char *source, const char *type, const char *options)
{
    if (mount(source, mount_point, type, 0, options) == 0)
        return;
    fprintf(stderr, "cannot mount %s as %s: %s\n", source, type, strerror(errno));
    exit(EXIT_FAILURE);
}

static int make_backing(void)
{
    char path[64];
    int fd;

    snprintf(path, sizeof path, "%s/backing", directory);
    fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && ftruncate(fd, DEVICE_BYTES) == 0);
    unlink(path);
    return fd;
}

static struct loop attached(uint32_t sector_bytes, uint32_t flags)
{
    struct loop loop;

    if (!attach(&loop, make_backing(), sector_bytes, flags)) {
        if (check_failures)
            exit(EXIT_FAILURE);
        check_skip("no loop device can be attached here");
    }
    return loop;
}

static bool run(const char *format, const char *path)
{
    char command[256];

    snprintf(command, sizeof command, format, path);
    return system(command) == 0;
}

static void make_ext4(const struct loop *loop)
{
    CHECK(run("mkfs.ext4 -q -F -m 0 %s >/dev/null 2>&1", loop->path));
}

static struct iop_target_spec device_spec(const char *path, uint32_t flags)
{
    return (struct iop_target_spec){.path = path,
                                    .kind = JOB_TARGET_BLOCK,
                                    .flags = flags,
                                    .bytes = 8 * MIB,
                                    .block_bytes = 4096};
}

static struct iop_target_spec file_spec(const char *path, uint32_t flags, uint64_t bytes)
{
    return (struct iop_target_spec){.path = path,
                                    .kind = JOB_TARGET_FILE,
                                    .flags = flags,
                                    .bytes = bytes,
                                    .block_bytes = 4096,
                                    .seed = 7};
}

static const char *in_mount(const char *name)
{
    static char path[96];

    snprintf(path, sizeof path, "%s/%s", mount_point, name);
    return path;
}

static int prepare(const char *path, uint32_t flags)
{
    const struct iop_target_spec spec = device_spec(path, flags);

    return prepare_target(&spec, NULL);
}

/* What holds data may be read freely, and is written only when its destruction is allowed. */
static void check_guarded(const char *path, const char *why)
{
    CHECK_EQUAL(prepare(path, JOB_TARGET_READ | JOB_TARGET_REFUSE_HOLES), 0);
    CHECK_EQUAL(prepare(path, JOB_TARGET_WRITE), -ERROR_MISUSE);
    CHECK(says("needs --allow-device"));
    CHECK_EQUAL(prepare(path, JOB_TARGET_WRITE | JOB_TARGET_DESTROY_DATA), -ERROR_MISUSE);
    CHECK_EQUAL(prepare(path, MAY_WRITE), -ERROR_MISUSE);
    CHECK(says(why));
    CHECK(says("--destroy-data"));
}

static void an_empty_device_needs_one_permission_and_keeps_to_its_size(void)
{
    struct loop loop = attached(512, 0);
    struct iop_target_spec spec = device_spec(loop.path, MAY_WRITE | JOB_TARGET_DIRECT);
    const struct iop_target_mode mode = {0};
    int fd;

    CHECK_EQUAL(prepare(loop.path, JOB_TARGET_READ), 0);
    CHECK_EQUAL(prepare(loop.path, JOB_TARGET_WRITE), -ERROR_MISUSE);
    CHECK_EQUAL(prepare(loop.path, MAY_WRITE), 0);
    spec.block_bytes = 512;
    spec.offset = DEVICE_BYTES - spec.bytes;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    fd = iop_target_open(&spec, &mode);
    CHECK(fd >= 0);
    CHECK(fcntl(fd, F_GETFL) & O_DIRECT);
    close(fd);
    spec.offset += 512;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("has 25165824 bytes (24 MiB)"));
    spec.offset = 0;
    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("--fill"));
    close(loop.fd);
}

static void a_link_to_a_device_is_a_device(void)
{
    struct loop loop = attached(512, 0);
    struct iop_target_spec spec = file_spec(link_path, WRITES, 8 * MIB);

    CHECK(symlink(loop.path, link_path) == 0);
    CHECK_EQUAL(prepare_target(&spec, NULL), -EINVAL);
    CHECK(says("is a block device now, but a regular file"));
    CHECK_EQUAL(prepare(link_path, JOB_TARGET_WRITE), -ERROR_MISUSE);
    CHECK_EQUAL(prepare(link_path, MAY_WRITE), 0);
    make_ext4(&loop);
    check_guarded(link_path, "an ext2, ext3 or ext4 file system");
    unlink(link_path);
    close(loop.fd);
}

static void a_file_system_is_seen_mounted_or_not(void)
{
    struct loop loop = attached(512, 0);

    make_ext4(&loop);
    check_guarded(loop.path, "an ext2, ext3 or ext4 file system");
    CHECK_EQUAL(prepare(loop.path, MAY_DESTROY), 0);
    must_mount(loop.path, "ext4", NULL);
    check_guarded(loop.path, "it is mounted on");
    CHECK(says(mount_point));
    CHECK(umount(mount_point) == 0);
    close(loop.fd);
}

static void mount_elsewhere(const char *path, int ready, int done)
{
    char byte = 0;

    if (unshare(CLONE_NEWNS) != 0 || mount(path, mount_point, "ext4", 0, NULL) != 0)
        _exit(1);
    if (write(ready, &byte, 1) != 1 || read(done, &byte, 1) != 0)
        _exit(1);
    _exit(0);
}

static void a_mount_in_another_namespace_is_seen_by_its_claim(void)
{
    struct loop loop = attached(512, 0);
    int ready[2], done[2];
    char byte;
    pid_t child;

    make_ext4(&loop);
    CHECK(pipe(ready) == 0 && pipe(done) == 0);
    child = fork();
    if (child == 0) {
        close(done[1]);
        mount_elsewhere(loop.path, ready[1], done[0]);
    }
    close(ready[1]);
    if (CHECK(read(ready[0], &byte, 1) == 1))
        check_guarded(loop.path, "has claimed it");
    close(done[1]);
    waitpid(child, NULL, 0);
    close(ready[0]);
    close(done[0]);
    close(loop.fd);
}

static void swap_is_seen_active_or_not(void)
{
    struct loop loop = attached(512, 0);

    CHECK(run("mkswap %s >/dev/null 2>&1", loop.path));
    check_guarded(loop.path, "swap space");
    if (swapon(loop.path, 0) == 0) {
        check_guarded(loop.path, "it is active swap");
        CHECK(swapoff(loop.path) == 0);
    } else {
        fprintf(stderr, "swapon is not possible here: active swap not tested\n");
    }
    close(loop.fd);
}

/*
 * One partition from 1 MiB on, 8 MiB long: its entry in the MBR, and told to the kernel, which need
 * not be built to read partition tables. mkfs leaves room for it in its first sector.
 */
static bool partition(const struct loop *loop)
{
    static const uint8_t entry[16] = {0, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 0x40, 0, 0};
    static const uint8_t magic[2] = {0x55, 0xaa};
    struct blkpg_partition part = {.start = MIB, .length = 8 * MIB, .pno = 1};
    struct blkpg_ioctl_arg add = {.op = BLKPG_ADD_PARTITION, .datalen = sizeof part, .data = &part};
    char path[48];

    CHECK_EQUAL(pwrite(loop->fd, entry, sizeof entry, 446), sizeof entry);
    CHECK_EQUAL(pwrite(loop->fd, magic, sizeof magic, 510), sizeof magic);
    CHECK(fsync(loop->fd) == 0);
    snprintf(path, sizeof path, "%sp1", loop->path);
    for (int i = 0; i < ATTACH_TRIES; i++) {
        if ((ioctl(loop->fd, BLKPG, &add) == 0 || errno == EBUSY) && access(path, F_OK) == 0)
            return true;
        usleep(10000);
    }
    return false;
}

static void a_partition_and_its_disk_know_of_each_other(void)
{
    struct loop loop = attached(512, LO_FLAGS_PARTSCAN);
    char path[48], why[96];

    snprintf(path, sizeof path, "%sp1", loop.path);
    if (!partition(&loop)) {
        fprintf(stderr, "no partitions of loop devices here: not tested\n");
        close(loop.fd);
        return;
    }
    check_guarded(loop.path, "an MBR partition table");
    CHECK_EQUAL(prepare(path, MAY_WRITE), 0);

    CHECK(run("mkfs.ext4 -q -F %s >/dev/null 2>&1", path));
    must_mount(path, "ext4", NULL);
    check_guarded(path, "it is mounted on");
    snprintf(why, sizeof why, "its partition %s is mounted on", path + strlen("/dev/"));
    check_guarded(loop.path, why);
    CHECK(umount(mount_point) == 0);

    make_ext4(&loop);
    CHECK(partition(&loop));
    must_mount(loop.path, "ext4", NULL);
    snprintf(why, sizeof why, "its disk %s is mounted on", loop.path + strlen("/dev/"));
    check_guarded(path, why);
    CHECK(umount(mount_point) == 0);
    close(loop.fd);
}

static void big_sectors_refuse_small_blocks(void)
{
    struct loop loop = attached(4096, 0);
    struct iop_target_spec spec = device_spec(loop.path, MAY_WRITE | JOB_TARGET_DIRECT);
    char why[128];

    spec.block_bytes = 512;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    snprintf(why, sizeof why,
             "block size 512 is below the 4096-byte logical sector of %s; "
             "use --block-size 4096 or larger",
             loop.path);
    CHECK(says(why));
    spec.block_bytes = 8192;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    spec.offset = 512;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    spec = device_spec(loop.path, MAY_WRITE);
    spec.block_bytes = 512;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0); /* buffered */

    make_ext4(&loop);
    must_mount(loop.path, "ext4", NULL);
    spec = file_spec(in_mount("a"), READS | JOB_TARGET_DIRECT, MIB);
    spec.block_bytes = 512;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("block size 512 is below the 4096-byte direct I/O unit"));
    CHECK(access(spec.path, F_OK) != 0);
    CHECK(umount(mount_point) == 0);
    close(loop.fd);
}

static void a_read_only_device_or_mount_is_named(void)
{
    struct loop loop = attached(512, 0);
    struct iop_target_spec spec;

    make_ext4(&loop);
    must_mount(loop.path, "ext4", NULL);
    spec = file_spec(in_mount("a"), READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK(mount(NULL, mount_point, NULL, MS_REMOUNT | MS_RDONLY, NULL) == 0);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    spec.flags = WRITES;
    CHECK_EQUAL(prepare_target(&spec, NULL), -EROFS);
    CHECK(says("EROFS"));
    CHECK(says("mounted read-only"));
    spec = file_spec(in_mount("b"), READS, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -EROFS);
    CHECK(umount(mount_point) == 0);

    close(loop.fd);

    loop = attached(512, LO_FLAGS_READ_ONLY);
    CHECK_EQUAL(prepare(loop.path, JOB_TARGET_READ), 0);
    CHECK_EQUAL(prepare(loop.path, MAY_DESTROY), -EROFS);
    CHECK(says("set read-only"));
    close(loop.fd);
}

static void a_full_file_system_leaves_no_file(void)
{
    struct loop loop = attached(512, 0);
    struct iop_target_spec spec;
    struct statvfs vfs;

    must_mount("none", "tmpfs", "size=2m");
    spec = file_spec(in_mount("a"), READS, 4 * MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ENOSPC);
    CHECK(says("needs 4 MiB (4194304 bytes) more, but its file system has 2 MiB"));
    CHECK(access(spec.path, F_OK) != 0);
    CHECK(umount(mount_point) == 0);

    /* Free blocks that ext4 keeps for itself: counted as free, refused in the middle. */
    make_ext4(&loop);
    must_mount(loop.path, "ext4", NULL);
    CHECK(statvfs(mount_point, &vfs) == 0);
    spec = file_spec(in_mount("a"), READS, vfs.f_bfree * vfs.f_frsize);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ENOSPC);
    CHECK(says("its file system is full"));
    CHECK(access(spec.path, F_OK) != 0);
    CHECK(umount(mount_point) == 0);
    close(loop.fd);
}

static void files_that_fit_alone_but_not_together_are_refused(void)
{
    struct iop_target_spec specs[3];
    struct iop_target_needs needs[3];

    specs[0] = file_spec("a_on_another_file_system", READS, 64 * MIB);
    CHECK_EQUAL(iop_target_check(&specs[0], &needs[0]), 0);
    must_mount("none", "tmpfs", "size=4m");
    specs[1] = file_spec(in_mount("a"), READS, 3 * MIB);
    CHECK_EQUAL(iop_target_check(&specs[1], &needs[1]), 0);
    CHECK_EQUAL(iop_target_check_space(&specs[1], needs, 2), 0);
    specs[2] = file_spec(in_mount("b"), READS, 2 * MIB);
    CHECK_EQUAL(iop_target_check(&specs[2], &needs[2]), 0);
    CHECK_EQUAL(iop_target_check_space(&specs[2], needs, 3), -ENOSPC);
    CHECK(says("and the targets before it need 5 MiB (5242880 bytes) more, but its file system "
               "has 4 MiB"));
    needs[2].space_bytes = UINT64_MAX - MIB; /* sums that would wrap around */
    CHECK_EQUAL(iop_target_check_space(&specs[2], needs, 3), -ENOSPC);
    CHECK(access(in_mount("a"), F_OK) != 0);
    CHECK(umount(mount_point) == 0);
}

static void what_is_allocated_already_needs_no_free_space(void)
{
    struct loop loop = attached(512, 0);
    struct iop_target_spec spec;
    struct statvfs vfs;
    int fd;

    make_ext4(&loop);
    must_mount(loop.path, "ext4", NULL);
    CHECK(statvfs(mount_point, &vfs) == 0);
    spec = file_spec(in_mount("a"), READS, vfs.f_bavail * vfs.f_frsize / MIB * MIB * 3 / 4);
    fd = open(spec.path, O_CREAT | O_RDWR, 0644);
    CHECK(fallocate(fd, 0, 0, (off_t)spec.bytes) == 0);
    close(fd);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(fill_bytes_of(&spec), spec.bytes);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    CHECK_EQUAL(fill_bytes_of(&spec), 0);
    CHECK(umount(mount_point) == 0);
    close(loop.fd);
}

static void make_sparse(const char *path)
{
    int fd = open(path, O_CREAT | O_RDWR, 0644);

    CHECK_EQUAL(pwrite(fd, "data", 4, 2 * MIB), 4);
    CHECK(ftruncate(fd, 4 * MIB) == 0);
    close(fd);
}

static void check_middle(const char *path)
{
    uint8_t *data = malloc(4 * MIB);
    uint8_t *filled = malloc(MIB);
    int fd = open(path, O_RDONLY);

    CHECK_EQUAL(pread(fd, data, 4 * MIB, 0), 4 * MIB);
    CHECK(memcmp(data + 2 * MIB, "data", 4) == 0);
    iop_fill_data(7, 0, filled, MIB);
    CHECK(memcmp(data, filled, MIB) == 0);
    iop_fill_data(7, 3 * MIB, filled, MIB);
    CHECK(memcmp(data + 3 * MIB, filled, MIB) == 0);
    close(fd);
    free(filled);
    free(data);
}

static void file_systems_without_extent_maps_tell_holes_by_seeking(void)
{
    struct iop_target_spec spec;

    must_mount("none", "tmpfs", "size=16m");
    spec = file_spec(in_mount("a"), READS, 4 * MIB);
    make_sparse(spec.path);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("the first at byte 0"));
    spec.flags |= JOB_TARGET_FILL;
    CHECK_EQUAL(prepare_target(&spec, NULL), 0);
    check_middle(spec.path);
    CHECK(umount(mount_point) == 0);
}

/* What only the file itself can tell is found before any file is filled. */
static void a_file_that_turns_out_unusable_leaves_none(void)
{
    struct iop_target_spec specs[2];
    struct iop_target_needs needs[2];
    _Atomic uint64_t done = 0;
    const struct iop_prepare_progress progress = {&done, NULL};
    char first[64];

    snprintf(first, sizeof first, "%s/first", directory);
    must_mount("none", "ramfs", NULL);
    specs[0] = file_spec(first, READS, MIB);
    specs[1] = file_spec(in_mount("a"), READS | JOB_TARGET_DIRECT, MIB);
    for (size_t i = 0; i < 2; i++)
        CHECK_EQUAL(iop_target_check(&specs[i], &needs[i]), 0);
    CHECK_EQUAL(iop_targets_make(specs, needs, 2, &progress), -ERROR_MISUSE);
    CHECK(says("(ramfs) does not support direct I/O"));
    CHECK_EQUAL(done, 0);
    CHECK(access(specs[0].path, F_OK) != 0);
    CHECK(access(specs[1].path, F_OK) != 0);
    CHECK(umount(mount_point) == 0);
}

static void a_file_system_that_knows_neither_holes_nor_direct_io(void)
{
    struct iop_target_spec spec;

    must_mount("none", "ramfs", NULL);
    spec = file_spec(in_mount("a"), READS, 4 * MIB);
    make_sparse(spec.path);
    CHECK_EQUAL(prepare_target(&spec, NULL), 0); /* what cannot be known is accepted */
    spec.flags |= JOB_TARGET_DIRECT;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("(ramfs) does not support direct I/O"));
    spec = file_spec(in_mount("b"), READS | JOB_TARGET_DIRECT, MIB);
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(access(spec.path, F_OK) != 0);
    spec.flags = WRITES | JOB_TARGET_PREALLOCATE;
    CHECK_EQUAL(prepare_target(&spec, NULL), -ERROR_MISUSE);
    CHECK(says("cannot preallocate"));
    CHECK(access(spec.path, F_OK) != 0);
    CHECK(umount(mount_point) == 0);
}

int main(void)
{
    if (geteuid() != 0)
        check_skip("loop devices and mounts need root");
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        check_skip("no mount namespace of its own");
    if (!mkdtemp(directory))
        check_skip("no place for temporary files");
    if (system("command -v mkfs.ext4 mkswap >/dev/null") != 0)
        check_skip("mkfs.ext4 or mkswap is not in PATH");
    owner = getpid();
    snprintf(mount_point, sizeof mount_point, "%s/mount", directory);
    snprintf(link_path, sizeof link_path, "%s/link", directory);
    CHECK(mkdir(mount_point, 0755) == 0);
    CHECK(!strchr(mount_point, ' '));
    atexit(clean_up);
    an_empty_device_needs_one_permission_and_keeps_to_its_size();
    a_link_to_a_device_is_a_device();
    a_file_system_is_seen_mounted_or_not();
    a_mount_in_another_namespace_is_seen_by_its_claim();
    swap_is_seen_active_or_not();
    a_partition_and_its_disk_know_of_each_other();
    big_sectors_refuse_small_blocks();
    a_read_only_device_or_mount_is_named();
    a_full_file_system_leaves_no_file();
    files_that_fit_alone_but_not_together_are_refused();
    what_is_allocated_already_needs_no_free_space();
    file_systems_without_extent_maps_tell_holes_by_seeking();
    a_file_that_turns_out_unusable_leaves_none();
    a_file_system_that_knows_neither_holes_nor_direct_io();
    return check_result();
}
