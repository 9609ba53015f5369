/*
 * Stands before measure/hist.h where the loop is built without histograms, so that their price can
 * be told: hot_path beside hot_path_bare.
 */
#define iop_hist_add iop_hist_add_for_real
#include_next "measure/hist.h"
#undef iop_hist_add

#ifndef IOP_BARE_HIST_H
#define IOP_BARE_HIST_H

static inline void iop_hist_add(uint32_t *counts, struct shared_statistics *statistics,
                                uint64_t value_ns, uint32_t n)
{
    (void)counts;
    (void)statistics;
    (void)value_ns;
    (void)n;
}

#endif
