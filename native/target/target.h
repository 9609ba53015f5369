/*
 * Targets: files, block devices and character devices that a run reads or writes.
 *
 * Before any worker starts, check refuses whatever can be refused by looking, for all targets, and
 * then make creates and fills: the only place that may write outside the measured load. open gives
 * a worker its own descriptor.
 * JOB_TARGET_NONE has nothing to open and is refused here.
 */
#ifndef IOP_TARGET_H
#define IOP_TARGET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct iop_target_spec {
    const char *path;
    uint32_t kind;          /* enum job_target_kind, as the caller saw it; another one is refused */
    uint32_t flags;         /* enum job_target_flag */
    uint64_t offset;        /* first byte in use */
    uint64_t bytes;         /* bytes in use */
    uint32_t block_bytes;   /* of the load; checked against the logical block size when direct */
    uint64_t seed;          /* of the fill data */
    const char *state_path; /* of the state of verification; NULL: none */
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

/* What making a target ready takes. */
struct iop_target_needs {
    uint64_t fill_bytes;      /* random data to be written: a missing file, holes */
    uint64_t unwritten_bytes; /* of the region, without data when the run begins to write it */
    uint64_t space_bytes;     /* to be allocated, by the fill or by --preallocate */
    uint64_t free_bytes;      /* of its file system; UINT64_MAX: not known */
    dev_t file_system;
    bool create;       /* the file is missing */
    dev_t made_device; /* of the file that was created here; inode 0: none */
    ino_t made_inode;
};

/*
 * Checks kind, size, alignment and safety and tells what make will need. Creates and writes
 * nothing. 0 or -errno with a sentence.
 */
int iop_target_check(const struct iop_target_spec *spec, struct iop_target_needs *needs);

/*
 * After the check of a target: what an earlier target with the same path and region will fill and
 * allocate is not needed twice.
 */
void iop_target_share(const struct iop_target_spec *specs, struct iop_target_needs *needs,
                      size_t index);

/*
 * Whether the file system of the last of count targets has room for all of those that lie on it.
 * spec is that of the last one. 0 or -errno with a sentence.
 */
int iop_target_check_space(const struct iop_target_spec *spec, const struct iop_target_needs *needs,
                           size_t count);

/*
 * Creates all missing files, then fills and extends as the flags say, what the check let pass. 0 or
 * -errno with a sentence. Never truncates, never writes a byte that already held data. When it
 * fails or is stopped, files made here are removed but for those that are ready; directories are
 * never made. progress may be NULL.
 */
int iop_targets_make(const struct iop_target_spec *specs, struct iop_target_needs *needs,
                     size_t count, const struct iop_prepare_progress *progress);

/*
 * Opens for the load: read-only unless JOB_TARGET_WRITE. A run that writes is given a descriptor
 * that can read too (mmap needs it); where reading is not permitted and JOB_TARGET_READ is absent,
 * a write-only one. A descriptor, close-on-exec, or -errno with a sentence.
 */
int iop_target_open(const struct iop_target_spec *spec, const struct iop_target_mode *mode);

/*
 * Safety rails of a device that is to be written or trimmed, and of a file in which a loop device
 * or swap lives; other targets and runs that only read pass. Part of the check. 0 or -errno with a
 * sentence naming everything that stands against it.
 */
int iop_guard_check(const struct iop_target_spec *spec);

#endif
