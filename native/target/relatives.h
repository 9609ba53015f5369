/*
 * A block device and those that share its bytes: its partitions, or the disk it is a part of. From
 * sysfs, by device number, so that names and links do not matter.
 */
#ifndef IOP_TARGET_RELATIVES_H
#define IOP_TARGET_RELATIVES_H

#include <stddef.h>
#include <sys/types.h>

enum { RELATIVES_MAX = 512, RELATIVE_NAME_BYTES = 64 };

enum iop_relative_role {
    RELATIVE_ITSELF = 0,
    RELATIVE_PARTITION = 1,
    RELATIVE_DISK = 2,
};

struct iop_relative {
    dev_t device;
    enum iop_relative_role role;
    char name[RELATIVE_NAME_BYTES]; /* of the kernel, e.g. sda1; empty for itself */
};

struct iop_relatives {
    size_t count;
    struct iop_relative list[RELATIVES_MAX];
};

/* 0 or -errno without a sentence; itself is in the list even then. */
int iop_relatives_find(dev_t device, struct iop_relatives *relatives);

/* Lists what is built on it (dm-0, md127) into names; returns how many. */
size_t iop_relative_holders(const struct iop_relative *relative, char *names, size_t bytes);

#endif
