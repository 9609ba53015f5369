/*
 * The ledgers of a run's targets: what verification knows of them, shared by all workers.
 */
#ifndef IOP_LEDGERS_H
#define IOP_LEDGERS_H

#include "api/job.h"
#include "memory/ledger.h"

struct iop_ledgers {
    struct iop_ledger *opened;      /* [target_count] */
    struct iop_ledger **of_targets; /* [target_count]; NULL: the target has none */
    uint32_t count;
};

/* Before targets are made; needs tell which are new. 0 or -errno with a sentence. */
int iop_ledgers_open(struct iop_ledgers *ledgers, const struct iop_job *job,
                     const struct iop_target_needs *needs);

/* Safe on zeroed and on closed ledgers. */
void iop_ledgers_close(struct iop_ledgers *ledgers);

#endif
