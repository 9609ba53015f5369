/*
 * Why something failed, in words. Functions return -errno; the sentence (what was tried, what the
 * kernel said, the likely cause) goes to one buffer per thread, read by whoever reports it.
 * Never used between start and drain: the loop counts errors, it does not describe them.
 */
#ifndef IOP_ERROR_H
#define IOP_ERROR_H

#include <stddef.h>

enum { IOP_ERROR_TEXT_BYTES = 1024 };

/* Stores the formatted sentence for this thread and returns -error (error is a positive errno). */
int iop_fail(int error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * The same for what the machine would not refuse had the user asked otherwise: a permission not
 * given, a size, an alignment, an option that the target cannot have. Returns -ERROR_MISUSE.
 */
int iop_misuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The sentence stored last on this thread; empty when nothing failed. Never NULL. */
const char *iop_error_text(void);

/* Hands a sentence of another thread to this one. */
void iop_error_adopt(const char *text);

/* Symbol and meaning of an errno, for example "ENOSPC: No space left on device". */
const char *iop_errno_words(int error, char *buffer, size_t bytes);

#endif
