/*
 * What engines that work on file descriptors share: refusals at open, trims, syncs and the split of
 * a block into vectors. No state, no hot loop.
 */
#ifndef IOP_DESCRIPTOR_H
#define IOP_DESCRIPTOR_H

#include "engine/engine.h"

#include <sys/uio.h>

#ifndef RWF_DONTCACHE
#define RWF_DONTCACHE 0x00000080 /* Linux 6.14 */
#endif

/* Refuses every asked option outside known: -EINVAL with a sentence naming engine and option. */
int iop_descriptor_check_options(const struct iop_engine_setup *setup, const char *engine,
                                 uint32_t known);

/* Refuses trims of a character device: -ERROR_MISUSE with a sentence. */
int iop_descriptor_check_trim(const struct iop_engine_setup *setup);

/* Refuses vectors whose parts would be shorter than a sector: -EINVAL with a sentence. */
int iop_descriptor_check_vectors(const struct iop_engine_setup *setup);

/*
 * RWF_ flags of the asked hints (IOP_OPT_NOWAIT, IOP_OPT_UNCACHED), each tried on every target with
 * a read far behind its end, which moves no data. The flags, or -ERROR_MISUSE with a sentence.
 */
int iop_descriptor_hints(const struct iop_engine_setup *setup);

/* Punches a hole in a file, discards on a block device. 0 or -errno. */
int iop_descriptor_trim(const struct iop_engine_target *target, uint64_t offset, uint64_t bytes);

/* fsync or fdatasync. 0 or -errno. */
int iop_descriptor_sync(int fd, uint32_t kind);

/*
 * Cuts bytes at memory into at most parts pieces of whole sectors, the last takes the rest. Fewer
 * when too little is left of a continued transfer. Returns the count.
 */
uint32_t iop_descriptor_split(struct iovec *pieces, uint32_t parts, uint8_t *memory,
                              uint32_t bytes);

#endif
