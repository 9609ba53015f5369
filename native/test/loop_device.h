/*
 * A loop device of a test's own. It detaches itself when it is closed for the last time.
 */
#ifndef IOP_LOOP_DEVICE_H
#define IOP_LOOP_DEVICE_H

#include <fcntl.h>
#include <linux/loop.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ATTACH_TRIES = 50 };

struct loop {
    int fd;
    char path[32];
};

/* Another program may take the free device first, so this tries some times. */
static inline bool attach(struct loop *loop, int backing, uint32_t sector_bytes, uint32_t flags)
{
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    struct loop_config config = {
        .fd = (uint32_t)backing,
        .block_size = sector_bytes,
        .info = {.lo_flags = flags | LO_FLAGS_AUTOCLEAR},
    };
    bool attached = false;

    loop->fd = -1;
    for (int i = 0; i < ATTACH_TRIES && !attached && control >= 0; i++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);

        if (number < 0)
            break;
        snprintf(loop->path, sizeof loop->path, "/dev/loop%d", number);
        loop->fd = open(loop->path, O_RDWR | O_CLOEXEC);
        attached = loop->fd >= 0 && ioctl(loop->fd, LOOP_CONFIGURE, &config) == 0;
        if (!attached && loop->fd >= 0)
            close(loop->fd);
        if (!attached)
            usleep(10000);
    }
    close((int)config.fd);
    if (control >= 0)
        close(control);
    return attached;
}

#endif
