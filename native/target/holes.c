/*
 * Byte ranges of a file that hold no data: holes, and extents that are allocated but were never
 * written. FIEMAP knows both; where it is not supported (tmpfs, network file systems) SEEK_HOLE and
 * SEEK_DATA tell holes; where neither works nothing is known and nothing is visited.
 *
 * Writing into a hole while it is visited is safe: only ranges ahead of it are looked at
 * afterwards, and the extents of one look are those of the time before.
 */
#include "target/steps.h"

#include <assert.h>
#include <errno.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EXTENTS_PER_LOOK = 64 };

union extent_look {
    struct fiemap map;
    uint8_t room[sizeof(struct fiemap) + EXTENTS_PER_LOOK * sizeof(struct fiemap_extent)];
};

static int visit_range(const struct iop_hole_walk *walk, uint64_t begin, uint64_t end,
                       bool needs_space)
{
    struct iop_hole hole = {begin, 0, needs_space};

    if (end > walk->end)
        end = walk->end;
    if (begin >= end)
        return 0;
    hole.bytes = end - begin;
    return walk->visit(walk->context, &hole);
}

/* Reports what one look found from *position on and moves it behind; *last when the file ended. */
static int visit_look(const struct iop_hole_walk *walk, const struct fiemap *map,
                      uint64_t *position, bool *last)
{
    const uint32_t mapped =
        map->fm_mapped_extents < EXTENTS_PER_LOOK ? map->fm_mapped_extents : EXTENTS_PER_LOOK;

    for (uint32_t i = 0; i < mapped; i++) {
        const struct fiemap_extent *extent = &map->fm_extents[i];
        uint64_t begin = extent->fe_logical;
        uint64_t end = begin + extent->fe_length < begin ? UINT64_MAX : begin + extent->fe_length;
        int result = visit_range(walk, *position, begin, true);

        if (begin < *position)
            begin = *position;
        if (!result && extent->fe_flags & FIEMAP_EXTENT_UNWRITTEN)
            result = visit_range(walk, begin, end, false);
        if (result)
            return result;
        if (end > *position)
            *position = end;
        *last = *last || extent->fe_flags & FIEMAP_EXTENT_LAST;
    }
    return 0;
}

static bool is_unsupported(int error)
{
    return error == EOPNOTSUPP || error == ENOTTY || error == EINVAL || error == EBADR ||
           error == ENOSYS;
}

/* 1 when every byte is told, 0 when the file system has no FIEMAP (then nothing was visited). */
static int walk_extents(const struct iop_hole_walk *walk, int *result)
{
    union extent_look look;
    uint64_t position = walk->begin;
    bool last = false;

    while (position < walk->end && !last) {
        const uint64_t before = position;

        memset(&look, 0, sizeof look);
        look.map.fm_start = position;
        look.map.fm_length = walk->end - position;
        /* Without SYNC, data that only the page cache holds looks like a hole. */
        look.map.fm_flags = FIEMAP_FLAG_SYNC;
        look.map.fm_extent_count = EXTENTS_PER_LOOK;
        if (ioctl(walk->fd, FS_IOC_FIEMAP, &look) != 0) {
            if (is_unsupported(errno) && before == walk->begin)
                return 0;
            *result = iop_path_refuse(errno, "read the extents of", walk->path);
            return 1;
        }
        *result = visit_look(walk, &look.map, &position, &last);
        if (*result)
            return 1;
        if (position == before) /* no extent ahead: the rest is a hole */
            break;
    }
    *result = visit_range(walk, position, walk->end, true);
    return 1;
}

static int walk_seeks(const struct iop_hole_walk *walk)
{
    uint64_t position = walk->begin;

    while (position < walk->end) {
        off_t data = lseek(walk->fd, (off_t)position, SEEK_DATA);
        off_t hole;
        int result;

        if (data < 0 && errno == ENXIO) /* no data up to the end of the file */
            return visit_range(walk, position, walk->end, false);
        if (data < 0)
            return is_unsupported(errno) ? 0
                                         : iop_path_refuse(errno, "look for data in", walk->path);
        result = visit_range(walk, position, (uint64_t)data, false);
        if (result || (uint64_t)data >= walk->end)
            return result;
        hole = lseek(walk->fd, data, SEEK_HOLE);
        if (hole < 0)
            return iop_path_refuse(errno, "look for holes in", walk->path);
        if (hole <= data) /* an answer without progress would loop for ever */
            return iop_path_refuse(EIO, "look for holes in", walk->path);
        position = (uint64_t)hole;
    }
    return 0;
}

int iop_holes_walk(const struct iop_hole_walk *walk)
{
    int result = 0;

    assert(walk->visit);
    if (walk->begin >= walk->end)
        return 0;
    return walk_extents(walk, &result) ? result : walk_seeks(walk);
}
