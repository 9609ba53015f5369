/*
 * System calls of the hot path, and how to return from them.
 *
 * A kernel that guards its own returns (AMD: "Safe RET") leaves the CPU's stack of predicted
 * returns full of its addresses, so that every return of ours after a system call is mispredicted,
 * at 0.2 to 0.3 us each: a quarter of a read from the page cache. Hence no call of the C library,
 * and a jump to the return address, which the predictor of jumps knows, in the functions between
 * the system call and the loop.
 */
#ifndef IOP_KERNEL_CALL_H
#define IOP_KERNEL_CALL_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* For a function that makes system calls in the loop, or calls one that does. */
#if defined(__x86_64__)
#define IOP_RETURNS_BY_JUMP __attribute__((function_return("thunk-extern")))
#else
#define IOP_RETURNS_BY_JUMP
#endif

/* As the kernel answers: a result or -errno. Arguments that a call does not have are 0. */
static inline __attribute__((always_inline)) long iop_kernel_call(long number,
                                                                  const long arguments[6])
{
#if defined(__x86_64__)
    register long fourth __asm__("r10") = arguments[3];
    register long fifth __asm__("r8") = arguments[4];
    register long sixth __asm__("r9") = arguments[5];
    long result;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(arguments[0]), "S"(arguments[1]), "d"(arguments[2]),
                       "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return result;
#else
    long result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
                          arguments[4], arguments[5]);

    return result < 0 ? -errno : result;
#endif
}

#endif
