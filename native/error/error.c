/*
 * The per-thread error sentence. No allocation, so that it works when memory is short.
 */
#include "error/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char error_text[IOP_ERROR_TEXT_BYTES];

int iop_fail(int error, const char *format, ...)
{
    char text[IOP_ERROR_TEXT_BYTES];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    iop_error_adopt(text);
    return error > 0 ? -error : error;
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
