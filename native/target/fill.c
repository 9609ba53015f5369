/*
 * Writes random data where a file has none, piece by piece in ascending order, so that a fill that
 * was cut off leaves a file that is visibly short. A range said to be empty is read before it is
 * written: a byte other than zero is data, and data is never overwritten.
 */
#include "target/steps.h"

#include "access/rng.h"
#include "error/error.h"
#include "memory/pattern.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILL_CHUNK_BYTES = 4096 }; /* generated apart, so that any offset can be the first */

static uint64_t chunk_seed(uint64_t seed, uint64_t chunk)
{
    uint64_t state = iop_splitmix(&seed) + chunk;

    return iop_splitmix(&state);
}

void iop_fill_data(uint64_t seed, uint64_t offset, uint8_t *data, size_t bytes)
{
    uint8_t chunk[FILL_CHUNK_BYTES];

    while (bytes > 0) {
        const size_t skipped = offset % FILL_CHUNK_BYTES;
        const size_t room = FILL_CHUNK_BYTES - skipped;
        const size_t part = bytes < room ? bytes : room;

        const uint64_t its_seed = chunk_seed(seed, offset / FILL_CHUNK_BYTES);

        if (skipped) {
            iop_pattern_random(chunk, skipped + part, its_seed);
            memcpy(data, chunk + skipped, part);
        } else {
            iop_pattern_random(data, part, its_seed);
        }
        data += part;
        offset += part;
        bytes -= part;
    }
}

int iop_fill_open(struct iop_fill *fill)
{
    assert(fill->fd >= 0);
    fill->piece = aligned_alloc(TARGET_MEMORY_ALIGN, TARGET_PIECE_BYTES);
    fill->before = aligned_alloc(TARGET_MEMORY_ALIGN, TARGET_PIECE_BYTES);
    if (fill->piece && fill->before)
        return 0;
    iop_fill_close(fill);
    return iop_fail(ENOMEM, "no memory for the buffers that fill %s", fill->path);
}

void iop_fill_close(struct iop_fill *fill)
{
    free(fill->piece);
    free(fill->before);
    fill->piece = NULL;
    fill->before = NULL;
}

static int choose_direct(const struct iop_fill *fill, bool direct)
{
    int flags = fcntl(fill->fd, F_GETFL);
    int wanted = direct ? flags | O_DIRECT : flags & ~O_DIRECT;

    if (flags < 0)
        return iop_path_refuse(errno, "look at", fill->path);
    if (wanted == flags || fcntl(fill->fd, F_SETFL, wanted) == 0)
        return 0;
    if (errno == EINVAL)
        return iop_path_direct_refused(fill->path, fill->stat);
    return iop_path_refuse(errno, "switch direct I/O on", fill->path);
}

static bool is_stopped(const struct iop_fill *fill)
{
    return fill->progress && fill->progress->stop &&
           atomic_load_explicit(fill->progress->stop, memory_order_acquire) != 0;
}

static void add_progress(const struct iop_fill *fill, uint64_t bytes)
{
    if (fill->progress && fill->progress->bytes_done)
        atomic_fetch_add_explicit(fill->progress->bytes_done, bytes, memory_order_release);
}

static bool is_zero(const uint8_t *data, size_t bytes)
{
    return bytes == 0 || (data[0] == 0 && memcmp(data, data + 1, bytes - 1) == 0);
}

static int check_empty(const struct iop_fill *fill, uint64_t offset, size_t bytes)
{
    size_t done = 0;

    if (offset >= fill->data_end)
        return 0;
    while (done < bytes) {
        ssize_t n = pread(fill->fd, fill->before + done, bytes - done, (off_t)(offset + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return iop_path_refuse(errno, "read before filling", fill->path);
        if (n == 0)
            break;
        done += (size_t)n;
    }
    if (is_zero(fill->before, done))
        return 0;
    return iop_fail(EIO,
                    "%s holds data near byte %llu where its file system reports none, so "
                    "--fill leaves it alone; is another program writing it?",
                    fill->path, (unsigned long long)offset);
}

static int write_piece(const struct iop_fill *fill, uint64_t offset, size_t bytes)
{
    size_t done = 0;

    iop_fill_data(fill->seed, offset, fill->piece, bytes);
    while (done < bytes) {
        ssize_t n = pwrite(fill->fd, fill->piece + done, bytes - done, (off_t)(offset + done));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return iop_path_refuse(n < 0 ? errno : EIO, "fill", fill->path);
        done += (size_t)n;
    }
    return 0;
}

int iop_fill_range(struct iop_fill *fill, uint64_t offset, uint64_t bytes)
{
    const uint32_t unit = fill->direct_unit;
    int error = choose_direct(fill, unit && offset % unit == 0 && bytes % unit == 0);

    while (!error && bytes > 0) {
        const size_t part = bytes < TARGET_PIECE_BYTES ? (size_t)bytes : TARGET_PIECE_BYTES;

        if (is_stopped(fill))
            return iop_fail(ECANCELED, "filling %s was stopped at byte %llu", fill->path,
                            (unsigned long long)offset);
        error = check_empty(fill, offset, part);
        if (!error)
            error = write_piece(fill, offset, part);
        if (!error)
            add_progress(fill, part);
        offset += part;
        bytes -= part;
    }
    return error;
}

int iop_fill_sync(struct iop_fill *fill)
{
    return fdatasync(fill->fd) == 0 ? 0 : iop_path_refuse(errno, "flush", fill->path);
}
