/*
 * The whole test harness: CHECK counts and prints failures with both values; a program ends with
 * `return check_result();`, and leaves by check_skip() when it cannot run here.
 */
#ifndef IOP_CHECK_H
#define IOP_CHECK_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHECK_SKIPPED = 77 };

/* Where a sanitizer looks on, searches by seed are shorter: the plain build goes all the way. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { CHECK_SHORTER = 10 };
#else
enum { CHECK_SHORTER = 1 };
#endif

static int check_failures;

#define CHECK(condition)                                                                           \
    ((condition)                                                                                   \
         ? 1                                                                                       \
         : (check_failures++, fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), 0))

#define CHECK_EQUAL(actual, expected)                                                              \
    check_equal(__FILE__, __LINE__, #actual, (int64_t)(actual), (int64_t)(expected))

static inline int check_equal(const char *file, int line, const char *what, int64_t actual,
                              int64_t expected)
{
    if (actual == expected)
        return 1;
    check_failures++;
    fprintf(stderr, "%s:%d: %s is %" PRId64 ", expected %" PRId64 "\n", file, line, what, actual,
            expected);
    return 0;
}

static inline int check_result(void)
{
    return check_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

static inline void check_skip(const char *why)
{
    fprintf(stderr, "SKIP: %s\n", why);
    exit(CHECK_SKIPPED);
}

#endif
