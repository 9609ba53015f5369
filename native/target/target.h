/*
 * Targets: files, block devices and character devices that a run reads or writes.
 *
 * prepare makes a target ready before any worker starts (checks, creation, filling) and is the only
 * place that may write outside the measured load. open gives a worker its own descriptor.
 * JOB_TARGET_NONE has nothing to open and is refused here.
 */
#ifndef IOP_TARGET_H
#define IOP_TARGET_H

#include <stdatomic.h>
#include <stdint.h>

struct iop_target_spec {
    const char *path;
    uint32_t kind;        /* enum job_target_kind, as the caller saw it; another one is refused */
    uint32_t flags;       /* enum job_target_flag */
    uint64_t offset;      /* first byte in use */
    uint64_t bytes;       /* bytes in use */
    uint32_t block_bytes; /* of the load; checked against the logical block size when direct */
    uint64_t seed;        /* of the fill data */
};

/* Shared with whoever shows progress and may ask to stop. */
struct iop_prepare_progress {
    _Atomic uint64_t *bytes_done; /* added to as data is written; release */
    const _Atomic uint32_t *stop; /* non-zero: give up with -ECANCELED, removing files made here */
};

struct iop_target_mode {
    uint32_t sync_mode; /* enum job_sync_mode */
    uint32_t fadvise;   /* enum job_advice without the madvise-only bits */
};

/* Bytes that prepare would write now (missing file, holes to fill), without writing. -errno. */
int64_t iop_target_fill_bytes(const struct iop_target_spec *spec);

/*
 * Checks kind, size, alignment and safety, creates and fills as the flags say. 0 or -errno with a
 * sentence. Never truncates, never writes a byte that already held data. When it fails or is
 * stopped, a file made here is removed; directories are never made. progress may be NULL.
 */
int iop_target_prepare(const struct iop_target_spec *spec,
                       const struct iop_prepare_progress *progress);

/*
 * Opens for the load: read-only unless JOB_TARGET_WRITE. A run that writes is given a descriptor
 * that can read too (mmap needs it); where reading is not permitted and JOB_TARGET_READ is absent,
 * a write-only one. A descriptor, close-on-exec, or -errno with a sentence.
 */
int iop_target_open(const struct iop_target_spec *spec, const struct iop_target_mode *mode);

/*
 * Safety rails of a device that is to be written or trimmed; other targets and runs that only read
 * pass. Part of prepare. 0 or -errno with a sentence naming everything that stands against it.
 */
int iop_guard_check(const struct iop_target_spec *spec);

#endif
