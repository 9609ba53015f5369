/*
 * Regular files in which a loop device or swap lives. Needs root.
 */
#include "check.h"

#include "error/error.h"
#include "layout/job_layout.h"
#include "layout/shared_layout.h"
#include "loop_device.h"
#include "target/target.h"
#include "target_preparer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/swap.h>

enum { MIB = 1024 * 1024 };

static char directory[] = "target_in_use_test.XXXXXX";
static char file_path[64], link_path[64];

static void clean_up(void)
{
    swapoff(file_path);
    unlink(link_path);
    unlink(file_path);
    rmdir(directory);
}

static struct iop_target_spec spec_of(const char *path, uint32_t flags)
{
    return (struct iop_target_spec){.path = path,
                                    .kind = JOB_TARGET_FILE,
                                    .flags = flags,
                                    .bytes = 4 * MIB,
                                    .block_bytes = 4096,
                                    .seed = 7};
}

/* Reading and permitted destruction pass, and nothing but them; leaves the file there. */
static void check_guarded_file(const char *path, const char *why)
{
    const struct iop_target_spec reads = spec_of(path, JOB_TARGET_READ);
    const struct iop_target_spec fills = spec_of(path, JOB_TARGET_READ | JOB_TARGET_FILL);
    const struct iop_target_spec writes = spec_of(path, JOB_TARGET_WRITE);

    CHECK_EQUAL(prepare_target(&reads, NULL), 0);
    CHECK_EQUAL(prepare_target(&fills, NULL), -ERROR_MISUSE);
    CHECK_EQUAL(prepare_target(&writes, NULL), -ERROR_MISUSE);
    CHECK(says(why));
    CHECK(says("--destroy-data"));
}

static void a_file_that_a_loop_device_is_made_of_is_guarded(void)
{
    struct iop_target_spec destroys =
        spec_of(link_path, JOB_TARGET_WRITE | JOB_TARGET_DESTROY_DATA);
    char why[96];
    struct loop loop;
    int backing;

    backing = open(file_path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    CHECK(backing >= 0 && ftruncate(backing, 8 * MIB) == 0);
    if (!attach(&loop, backing, 512, 0))
        check_skip("no loop device can be attached here");
    close(backing);
    CHECK(symlink("file", link_path) == 0);
    snprintf(why, sizeof why, "it is the backing file of %s, which is in use", loop.path);
    check_guarded_file(file_path, why);
    check_guarded_file(link_path, why);
    CHECK_EQUAL(prepare_target(&destroys, NULL), 0);
    CHECK(ioctl(loop.fd, LOOP_CLR_FD) == 0);
    close(loop.fd);
    destroys.flags = JOB_TARGET_WRITE;
    CHECK_EQUAL(prepare_target(&destroys, NULL), 0);
    unlink(link_path);
    unlink(file_path);
}

static void a_swap_file_is_guarded_while_it_is_active(void)
{
    char command[288];

    snprintf(command, sizeof command,
             "dd if=/dev/zero of=%s bs=1M count=8 2>/dev/null && chmod 600 %s && "
             "mkswap %s >/dev/null 2>&1",
             file_path, file_path, file_path);
    CHECK(system(command) == 0);
    if (swapon(file_path, 0) == 0) {
        check_guarded_file(file_path, "it is active swap");
        CHECK(swapoff(file_path) == 0);
    } else {
        fprintf(stderr, "swapon is not possible here: active swap file not tested\n");
    }
    unlink(file_path);
}

int main(void)
{
    if (geteuid() != 0)
        check_skip("loop devices and swap need root");
    if (system("command -v mkswap >/dev/null") != 0)
        check_skip("mkswap is not in PATH");
    if (!mkdtemp(directory))
        check_skip("no place for temporary files");
    snprintf(file_path, sizeof file_path, "%s/file", directory);
    snprintf(link_path, sizeof link_path, "%s/link", directory);
    atexit(clean_up);
    a_file_that_a_loop_device_is_made_of_is_guarded();
    a_swap_file_is_guarded_while_it_is_active();
    return check_result();
}
