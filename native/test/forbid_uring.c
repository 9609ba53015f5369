/*
 * Runs a command in which io_uring is forbidden by seccomp, as container profiles do it:
 *
 *     forbid_uring ERRNO COMMAND…
 *
 * ERRNO is the number that its three system calls answer with: 1 (EPERM) or 38 (ENOSYS).
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(__NR_io_uring_enter == __NR_io_uring_setup + 1 &&
                   __NR_io_uring_register == __NR_io_uring_setup + 2,
               "the filter takes the three for neighbours");

static int forbid(unsigned error)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, __NR_io_uring_setup, 0, 2),
        BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, __NR_io_uring_register, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error & SECCOMP_RET_DATA)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return -errno;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) ? -errno : 0;
}

int main(int count, char **arguments)
{
    if (count < 3) {
        fprintf(stderr, "usage: forbid_uring ERRNO COMMAND...\n");
        return EXIT_FAILURE;
    }
    if (forbid((unsigned)strtoul(arguments[1], NULL, 10)) == 0)
        execvp(arguments[2], arguments + 2);
    perror(arguments[2]);
    return EXIT_FAILURE;
}
