/*
 * One target made ready as a run does it: checked, then made; and the sentence of a refusal.
 */
#ifndef IOP_TARGET_PREPARER_H
#define IOP_TARGET_PREPARER_H

#include "error/error.h"
#include "target/target.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static inline int prepare_target(const struct iop_target_spec *spec,
                                 const struct iop_prepare_progress *progress)
{
    struct iop_target_needs needs;
    int error = iop_target_check(spec, &needs);

    if (!error)
        error = iop_target_check_space(spec, &needs, 1);
    return error ? error : iop_targets_make(spec, &needs, 1, progress);
}

/* Whether the part stands in the sentence of the last refusal. */
static inline bool says(const char *part)
{
    if (strstr(iop_error_text(), part))
        return true;
    fprintf(stderr, "expected \"%s\" in \"%s\"\n", part, iop_error_text());
    return false;
}

/* What the check says that the fill would write. */
static inline int64_t fill_bytes_of(const struct iop_target_spec *spec)
{
    struct iop_target_needs needs;
    int error = iop_target_check(spec, &needs);

    return error ? error : (int64_t)needs.fill_bytes;
}

#endif
