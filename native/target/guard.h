/*
 * The parts of the guard that read bytes written by others: kernel tables and whatever lies on a
 * device. They take buffers, trust nothing in them, and touch nothing else.
 */
#ifndef IOP_TARGET_GUARD_H
#define IOP_TARGET_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MOUNT_FIELD_BYTES = 256, /* longer fields are cut */
    /* What a scan looks at: signatures lie up to 2 MiB from the start, 1 MiB from the end. */
    SIGNATURE_HEAD_BYTES = (2 << 20) + 4096,
    SIGNATURE_TAIL_BYTES = (1 << 20) + 4096,
};

/* One line of /proc/self/mountinfo, names unescaped. */
struct iop_mount {
    unsigned major;
    unsigned minor;
    char point[MOUNT_FIELD_BYTES];
    char type[MOUNT_FIELD_BYTES];
    char source[MOUNT_FIELD_BYTES];
};

/* False when the line is none. The line need not be terminated. */
bool iop_mount_parse(const char *line, size_t bytes, struct iop_mount *mount);

/* The path in a line of /proc/swaps; false for the heading and for what is no line of it. */
bool iop_swap_parse(const char *line, size_t bytes, char path[MOUNT_FIELD_BYTES]);

/* The first and the last bytes of a device; they may overlap. */
struct iop_device_bytes {
    uint64_t device_bytes;
    const uint8_t *head; /* from byte 0 */
    size_t head_bytes;
    const uint8_t *tail; /* up to the end of the device */
    size_t tail_bytes;
};

typedef void (*iop_signature_found)(void *context, const char *name);

/* Names every partition table, file system and member of a volume that it finds, each once. */
void iop_signature_scan(const struct iop_device_bytes *device, iop_signature_found found,
                        void *context);

#endif
