/*
 * The return that functions marked IOP_RETURNS_BY_JUMP share. The name is the compiler's.
 */
#include "engine/kernel_call.h"

#if defined(__x86_64__)
__asm__(".pushsection .text\n"
        ".hidden __x86_return_thunk\n"
        ".globl __x86_return_thunk\n"
        ".type __x86_return_thunk, @function\n"
        ".p2align 4\n"
        "__x86_return_thunk:\n"
        "    pop %rcx\n"
        "    jmp *%rcx\n"
        ".size __x86_return_thunk, . - __x86_return_thunk\n"
        ".popsection\n");
#endif
