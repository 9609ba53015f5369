/*
 * The per-thread error sentence. No allocation, so that it works when memory is short.
 */
#include "error/error.h"

#include "layout/shared_layout.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char error_text[IOP_ERROR_TEXT_BYTES];

/* By way of a buffer: an argument may be the sentence stored last. */
static void store(const char *format, va_list arguments)
{
    char text[IOP_ERROR_TEXT_BYTES];

    vsnprintf(text, sizeof text, format, arguments);
    iop_error_adopt(text);
}

int iop_fail(int error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    store(format, arguments);
    va_end(arguments);
    return error > 0 ? -error : error;
}

int iop_misuse(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    store(format, arguments);
    va_end(arguments);
    return -ERROR_MISUSE;
}

const char *iop_error_text(void)
{
    return error_text;
}

void iop_error_adopt(const char *text)
{
    snprintf(error_text, sizeof error_text, "%s", text);
}

const char *iop_errno_words(int error, char *buffer, size_t bytes)
{
    const char *name = strerrorname_np(error);
    const char *meaning = strerrordesc_np(error);

    if (name)
        snprintf(buffer, bytes, "%s: %s", name, meaning);
    else
        snprintf(buffer, bytes, "error %d", error);
    return buffer;
}
