/*
 * All that the JNI bridge and the tests need of the native side: a run, from a flat job to the
 * shared region. Functions return 0 or more, or -errno with a sentence in iop_error_text().
 *
 * Order: create, check_target of each, prepare, arm, start, join, destroy. stop may come from any
 * thread at any time between create and destroy; everything else from one thread.
 */
#ifndef IOP_H
#define IOP_H

#include "error/error.h"

#include <stddef.h>
#include <stdint.h>

struct iop_run;

/* Called once when the library is loaded: begins the calibration of the clock. */
void iop_load(void);

/* Identity of the layouts this library was built with. */
uint64_t iop_layout_id(void);

/* Checks and copies the job (job_layout.h) and maps the shared region. */
int iop_create(const void *job, size_t bytes, struct iop_run **run);

/* The shared region (shared_layout.h), valid until destroy. */
void *iop_region(struct iop_run *run);

/*
 * Checks one target, by looking only: each once, from 0 on. Bytes that prepare will write into it,
 * or -errno.
 */
int64_t iop_check_target(struct iop_run *run, uint32_t target);

/*
 * Creates and fills the targets, after all of them were checked: those that were not are checked
 * first. Progress is in the region's header.
 */
int iop_prepare(struct iop_run *run);

/* Starts the worker threads and waits until all stand at the barrier with everything opened, or
 * until a stop: -ECANCELED. */
int iop_arm(struct iop_run *run);

/* Lets the workers go delay_ns from now; the start time is in the region's header. */
int iop_start(struct iop_run *run, uint64_t delay_ns);

/* Asks for the end: no new I/O, what is in flight is drained. Also ends prepare. */
void iop_stop(struct iop_run *run);

/* Waits at most timeout_ns for all workers: 1 when they are done, 0 when not, -errno when one of
 * them broke, -ETIMEDOUT when those that are left did not come back within the drain limit. */
int iop_join(struct iop_run *run, uint64_t timeout_ns);

/* Ends whatever still runs, within the drain limit, and frees everything that no thread left in the
 * kernel can still use. Safe on NULL. */
void iop_destroy(struct iop_run *run);

/* Whether an engine (enum job_engine_id) works here: its capability bits, or -errno. */
int iop_engine_probe(uint32_t engine_id);

#endif
