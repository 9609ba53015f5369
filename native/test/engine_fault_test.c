/*
 * Engines when things go wrong: a file cut under its mapping, signals that are not ours, devices
 * that refuse, system calls forbidden by seccomp, and what open refuses, in words.
 */
#include "engine/engine.h"

#include "check.h"
#include "engine_rig.h"
#include "error/error.h"
#include "layout/shared_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READS = 1 << IOP_READ, WRITES = 1 << IOP_WRITE, THREADS = 4, CHILD_PASSED = 42 };

static const struct rig_variant sync_8 = {.engine = &iop_engine_sync, .depth = 8, .vectors = 1};
static const struct rig_variant mmap_8 = {.engine = &iop_engine_mmap, .depth = 8, .vectors = 1};
static const struct rig_variant libaio_8 = {
    .engine = &iop_engine_libaio, .depth = 8, .vectors = 1, .options = IOP_OPT_RING_REAP};

/* Runs test in a child of its own, for what changes the whole process; true when it passed. */
static int child_passes(void (*test)(void))
{
    const struct rlimit no_core = {0, 0};
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        setrlimit(RLIMIT_CORE, &no_core);
        check_failures = 0;
        test();
        _exit(check_failures ? EXIT_FAILURE : CHILD_PASSED);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == CHILD_PASSED;
}

static void read_eight_blocks(struct rig *rig)
{
    for (uint32_t slot = 0; slot < 8; slot++)
        rig->requests[slot] = rig_block(IOP_READ, slot, slot);
    rig_issue(rig, 8);
}

static void a_file_cut_under_its_mapping_is_an_error_and_the_rest_goes_on(void)
{
    struct rig_place place;
    struct rig rig;

    if (!CHECK(rig_file_open(&place, "buffered file", 0)))
        return;
    CHECK_EQUAL(rig_open(&rig, &mmap_8, &place, READS | WRITES), 0);
    for (int turn = 0; turn < 3; turn++) {
        CHECK_EQUAL(ftruncate(place.fd, RIG_OFFSET + 16 * RIG_BLOCK_BYTES), 0);
        read_eight_blocks(&rig);
        for (uint32_t slot = 0; slot < 8; slot++)
            CHECK_EQUAL(rig.results[slot], RIG_BLOCK_BYTES);
        CHECK_EQUAL(ftruncate(place.fd, RIG_OFFSET + 3 * RIG_BLOCK_BYTES), 0);
        read_eight_blocks(&rig);
        for (uint32_t slot = 0; slot < 8; slot++)
            CHECK_EQUAL(rig.results[slot], slot < 3 ? RIG_BLOCK_BYTES : -EIO);
        rig.requests[0] = rig_block(IOP_WRITE, 0, 9);
        rig_issue(&rig, 1);
        CHECK_EQUAL(rig.results[0], -EIO);
    }
    rig_close(&rig);
    unlink(place.path);
    close(place.fd);
}

struct cutter {
    const struct rig_place *place;
    atomic_int failures;
};

/* Reads of a file whose end moves are whole, short or an error, never a crash. */
static void *read_while_the_end_moves(void *argument)
{
    enum { ROUNDS = 400 };
    struct cutter *cutter = argument;
    struct iop_completion completions[8];
    struct iop_request requests[8];
    struct rig rig;

    if (rig_open(&rig, &mmap_8, cutter->place, READS) < 0)
        atomic_fetch_add(&cutter->failures, 1);
    for (uint32_t slot = 0; slot < 8; slot++)
        requests[slot] = rig_block(IOP_READ, slot, slot * 2);
    for (int round = 0; round < ROUNDS; round++) {
        int accepted = rig.engine->submit(rig.state, requests, 8);
        int count = rig.engine->reap(rig.state, completions, 8, 8, 0);

        atomic_fetch_add(&cutter->failures, accepted != 8 || count != 8);
        for (int i = 0; i < count; i++)
            atomic_fetch_add(&cutter->failures,
                             completions[i].slot != (uint32_t)i ||
                                 (completions[i].result <= 0 && completions[i].result != -EIO));
    }
    rig_close(&rig);
    return NULL;
}

static void threads_survive_a_file_whose_end_moves(void)
{
    pthread_t threads[THREADS];
    struct rig_place place;
    struct cutter cutter = {.place = &place};

    if (!CHECK(rig_file_open(&place, "buffered file", 0)))
        return;
    for (int i = 0; i < THREADS; i++)
        CHECK_EQUAL(pthread_create(threads + i, NULL, read_while_the_end_moves, &cutter), 0);
    for (int turn = 0; turn < 200; turn++) {
        CHECK_EQUAL(ftruncate(place.fd, RIG_OFFSET + (turn % 16) * RIG_BLOCK_BYTES), 0);
        CHECK_EQUAL(ftruncate(place.fd, RIG_OFFSET + 16 * RIG_BLOCK_BYTES), 0);
    }
    for (int i = 0; i < THREADS; i++)
        CHECK_EQUAL(pthread_join(threads[i], NULL), 0);
    CHECK_EQUAL(cutter.failures, 0);
    unlink(place.path);
    close(place.fd);
}

/* A page that faults and belongs to nobody's engine. */
static const volatile uint8_t *foreign_page(void)
{
    int fd = memfd_create("foreign", MFD_CLOEXEC);

    return mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
}

static void open_mmap_engine(struct rig *rig, struct rig_place *place)
{
    CHECK(rig_file_open(place, "buffered file", 0));
    unlink(place->path);
    snprintf(place->path, sizeof place->path, "/proc/self/fd/%d", place->fd);
    CHECK_EQUAL(rig_open(rig, &mmap_8, place, READS), 0);
    read_eight_blocks(rig);
}

static sigjmp_buf earlier_jump;
static void *volatile earlier_address;

static void earlier_handler(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    earlier_address = info->si_addr;
    siglongjmp(earlier_jump, 1);
}

static void earlier_handlers_get_what_is_not_ours(void)
{
    struct sigaction action = {.sa_sigaction = earlier_handler, .sa_flags = SA_SIGINFO};
    const volatile uint8_t *page = foreign_page();
    struct rig_place place;
    struct rig rig;

    CHECK_EQUAL(sigaction(SIGBUS, &action, NULL), 0);
    open_mmap_engine(&rig, &place);
    for (int turn = 0; turn < 3; turn++) {
        earlier_address = NULL;
        if (sigsetjmp(earlier_jump, 1) == 0)
            (void)*page;
        CHECK(earlier_address == page);
        CHECK_EQUAL(ftruncate(place.fd, 0), 0);
        read_eight_blocks(&rig);
        CHECK_EQUAL(rig.results[0], -EIO);
    }
    rig_close(&rig);
}

/* By the default action, or by a sanitizer's report, kept out of the test's output. */
static void a_foreign_fault_still_ends_the_process(void)
{
    const volatile uint8_t *page = foreign_page();
    struct rig_place place;
    struct rig rig;

    open_mmap_engine(&rig, &place);
    close(STDERR_FILENO);
    _exit(*page ? CHILD_PASSED : CHILD_PASSED);
}

static void the_signal_sent_by_kill_still_ends_the_process(void)
{
    struct rig_place place;
    struct rig rig;

    open_mmap_engine(&rig, &place);
    close(STDERR_FILENO);
    raise(SIGBUS);
}

/* From now on this process gets error from the system call. */
static void forbid(int call, int error)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};

    CHECK_EQUAL(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    CHECK_EQUAL(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

static void libaio_open_fails_with(int error, const char *words)
{
    struct rig_place place = {.name = "/dev/zero", .path = "/dev/zero", .fd = -1, .is_block = 1};
    struct rig rig;

    forbid(SYS_io_setup, error);
    CHECK_EQUAL(rig_open(&rig, &libaio_8, &place, READS), -error);
    CHECK(strstr(iop_error_text(), words) != NULL);
    rig_close(&rig);
}

static void a_full_system_names_aio_max_nr(void)
{
    libaio_open_fails_with(EAGAIN, "fs.aio-max-nr");
}

static void a_kernel_without_aio_is_named(void)
{
    libaio_open_fails_with(ENOSYS, "built without AIO");
}

static void a_forbidden_io_setup_is_named(void)
{
    libaio_open_fails_with(EPERM, "seccomp");
}

/* Nothing is in flight, so no reap could make room: each request fails instead of waiting. */
static void a_kernel_without_room_fails_requests(void)
{
    struct rig_place place = {.name = "/dev/zero", .path = "/dev/zero", .fd = -1, .is_block = 1};
    struct rig rig;

    CHECK_EQUAL(rig_open(&rig, &libaio_8, &place, READS), 0);
    forbid(SYS_io_submit, EAGAIN);
    rig.requests[0] = rig_block(IOP_READ, 0, 0);
    rig_issue(&rig, 1);
    CHECK_EQUAL(rig.results[0], -EAGAIN);
    rig_close(&rig);
}

/* Without IOCB_CMD_FSYNC, syncs are executed inside submit. */
static void syncs_work_where_they_cannot_be_queued(void)
{
    struct rig_place place;
    struct rig rig;

    CHECK(rig_file_open(&place, "buffered file", 0));
    forbid(SYS_memfd_create, ENOSYS);
    CHECK_EQUAL(rig_open(&rig, &libaio_8, &place, READS | 1 << IOP_FSYNC), 0);
    for (uint32_t slot = 0; slot < 8; slot++)
        rig.requests[slot] = rig_block(slot % 2 ? IOP_FSYNC : IOP_READ, slot, slot);
    rig_issue(&rig, 8);
    for (uint32_t slot = 0; slot < 8; slot++)
        CHECK_EQUAL(rig.results[slot], slot % 2 ? 0 : RIG_BLOCK_BYTES);
    rig_close(&rig);
    unlink(place.path);
}

/* is_block keeps the rig from sizing what is no file. /dev/full has no asynchronous writes. */
static void character_devices_read_write_and_refuse(const struct rig_variant *variant,
                                                    int full_error)
{
    struct rig_place zero = {.name = "/dev/zero", .path = "/dev/zero", .fd = -1, .is_block = 1};
    struct rig_place full = {.name = "/dev/full", .path = "/dev/full", .fd = -1, .is_block = 1};
    static const uint8_t zeros[RIG_BLOCK_BYTES];
    struct rig rig;

    CHECK_EQUAL(rig_open(&rig, variant, &zero, READS), 0);
    read_eight_blocks(&rig);
    CHECK_EQUAL(rig.results[7], RIG_BLOCK_BYTES);
    CHECK(memcmp(rig_slot(&rig, 7), zeros, sizeof zeros) == 0);
    rig_close(&rig);

    CHECK_EQUAL(rig_open(&rig, variant, &zero, READS | 1 << IOP_TRIM), -ERROR_MISUSE);
    CHECK(strstr(iop_error_text(), "/dev/zero") != NULL);
    rig_close(&rig);

    CHECK_EQUAL(rig_open(&rig, variant, &full, WRITES), 0);
    rig.requests[0] = rig_block(IOP_WRITE, 0, 0);
    rig_issue(&rig, 1);
    CHECK_EQUAL(rig.results[0], -full_error);
    rig_close(&rig);
}

/* A file that is called a device answers as a device does whose kernel is older than 6.12. */
static void discards_that_the_kernel_does_not_know_are_refused_at_open(void)
{
    int opened, fd = memfd_create("device", MFD_CLOEXEC);
    struct rig_place place = {.name = "no device", .fd = fd, .is_block = 1};
    const struct rig_variant variant = {.engine = &iop_engine_uring, .depth = 8, .vectors = 1};
    struct rig rig;

    snprintf(place.path, sizeof place.path, "/proc/self/fd/%d", fd);
    opened = rig_open(&rig, &variant, &place, READS);
    rig_close(&rig);
    if (opened) {
        fprintf(stderr, "io_uring does not work here: its discards are not tested\n");
    } else {
        CHECK_EQUAL(rig_open(&rig, &variant, &place, READS | 1 << IOP_TRIM), -EOPNOTSUPP);
        CHECK(strstr(iop_error_text(), place.path) != NULL);
        CHECK(strstr(iop_error_text(), "6.12") != NULL);
        rig_close(&rig);
    }
    close(fd);
}

/* Opens a variant that must be refused with this error and these words. */
static void refused(struct rig_variant variant, const char *path, int direct, int error,
                    const char *words)
{
    struct rig_place place = {.name = path, .fd = -1, .direct = direct, .is_block = 1};
    struct rig rig;

    snprintf(place.path, sizeof place.path, "%s", path);
    CHECK_EQUAL(rig_open(&rig, &variant, &place, READS), -error);
    if (!CHECK(strstr(iop_error_text(), words) != NULL))
        fprintf(stderr, "  the sentence was: %s\n", iop_error_text());
    rig_close(&rig);
}

static void what_cannot_work_is_refused_in_words(void)
{
    int fd = memfd_create("uncached", MFD_CLOEXEC);
    struct rig_variant variant = mmap_8;
    struct rig_place file;
    char path[64];

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    variant.vectors = 2;
    refused(variant, path, 0, EINVAL, "vectors");
    refused(mmap_8, "/dev/null", 0, ENODEV, "/dev/null");
    if (rig_file_open(&file, "direct file", 1)) {
        refused(mmap_8, file.path, 1, EINVAL, "page cache");
        unlink(file.path);
        close(file.fd);
    }
    variant = sync_8;
    variant.vectors = 32;
    refused(variant, path, 0, EINVAL, "at least 512 bytes");
    variant.vectors = JOB_VECTORS_MAX + 1;
    refused(variant, path, 0, EINVAL, "too many");
    variant = sync_8;
    variant.options = IOP_OPT_UNCACHED;
    refused(variant, path, 0, ERROR_MISUSE, "uncached");
    variant.engine = &iop_engine_libaio;
    refused(variant, path, 0, ERROR_MISUSE, "uncached");
    close(fd);
}

static void madvise_is_applied_or_refused(void)
{
    struct rig_place place;
    struct rig rig;

    if (!CHECK(rig_file_open(&place, "buffered file", 0)))
        return;
    rig_madvise = JOB_ADVICE_RANDOM | JOB_ADVICE_WILLNEED;
    CHECK_EQUAL(rig_open(&rig, &mmap_8, &place, READS), 0);
    read_eight_blocks(&rig);
    CHECK_EQUAL(rig.results[0], RIG_BLOCK_BYTES);
    rig_close(&rig);
    rig_madvise = JOB_ADVICE_DONTNEED;
    CHECK_EQUAL(rig_open(&rig, &mmap_8, &place, READS), -EINVAL);
    CHECK(strstr(iop_error_text(), "dontneed") != NULL);
    rig_close(&rig);
    rig_madvise = 0;
    unlink(place.path);
    close(place.fd);
}

int main(void)
{
    static void (*const in_a_child[])(void) = {
        earlier_handlers_get_what_is_not_ours, a_full_system_names_aio_max_nr,
        a_kernel_without_aio_is_named,         a_forbidden_io_setup_is_named,
        a_kernel_without_room_fails_requests,  syncs_work_where_they_cannot_be_queued,
    };

    for (size_t i = 0; i < sizeof in_a_child / sizeof in_a_child[0]; i++)
        if (!CHECK(child_passes(in_a_child[i])))
            fprintf(stderr, "  child %zu\n", i);
    CHECK(!child_passes(a_foreign_fault_still_ends_the_process));
    CHECK(!child_passes(the_signal_sent_by_kill_still_ends_the_process));
    a_file_cut_under_its_mapping_is_an_error_and_the_rest_goes_on();
    threads_survive_a_file_whose_end_moves();
    character_devices_read_write_and_refuse(&sync_8, ENOSPC);
    character_devices_read_write_and_refuse(&libaio_8, EINVAL);
    what_cannot_work_is_refused_in_words();
    discards_that_the_kernel_does_not_know_are_refused_at_open();
    madvise_is_applied_or_refused();
    return check_result();
}
