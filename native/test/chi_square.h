/*
 * How far counts lie from what a law expects, in standard deviations: Pearson's statistic with
 * Wilson and Hilferty's cube root, which makes it normal within a percent from ten cells on.
 */
#ifndef IOP_CHI_SQUARE_H
#define IOP_CHI_SQUARE_H

#include <math.h>
#include <stdint.h>

/* Cells are put together with their neighbours until each expects at least this many. */
enum { CHI_EXPECTED_MIN = 10 };

/* Infinite when a cell that expects nothing has something. */
static inline double chi_square_sigmas(const uint64_t *counts, const double *expected,
                                       uint64_t cells)
{
    double chi = 0, expects = 0, has = 0, kept_expects = 0, kept_has = 0, freedom = -1, root;

    for (uint64_t i = 0; i < cells; i++) {
        if (expected[i] <= 0 && counts[i])
            return INFINITY;
        expects += expected[i];
        has += (double)counts[i];
        if (expects < CHI_EXPECTED_MIN)
            continue;
        if (kept_expects > 0) {
            chi += (kept_has - kept_expects) * (kept_has - kept_expects) / kept_expects;
            freedom++;
        }
        kept_expects = expects;
        kept_has = has;
        expects = has = 0;
    }
    kept_expects += expects;
    kept_has += has;
    chi += (kept_has - kept_expects) * (kept_has - kept_expects) / kept_expects;
    freedom++;
    if (freedom < 1)
        return 0;
    root = cbrt(chi / freedom);
    return (root - (1 - 2 / (9 * freedom))) / sqrt(2 / (9 * freedom));
}

#endif
