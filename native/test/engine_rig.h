/*
 * What the engine tests stand on: places to do I/O (a buffered file, a direct file, a loop device
 * for root), an engine opened on one of them, and requests issued until each has completed once.
 */
#ifndef IOP_ENGINE_RIG_H
#define IOP_ENGINE_RIG_H

#include "check.h"
#include "engine/engine.h"
#include "layout/job_layout.h"
#include "memory/buffers.h"
#include "memory/pattern.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    RIG_PLACES_MAX = 3,
    RIG_BLOCK_BYTES = 8192,
    RIG_OFFSET = 5 * 4096, /* of the region in its target */
    RIG_BLOCKS_MIN = 16,
    RIG_IDLE_TURNS_MAX = 1 << 20, /* reaps in a row without a completion: the engine hangs */
    RIG_LOOP_BYTES = 40 << 20,
};

struct rig_variant {
    const struct iop_engine *engine;
    uint32_t options;
    uint32_t depth;
    uint32_t vectors;
};

struct rig_place {
    const char *name;
    char path[128];
    int fd; /* buffered, to look at what the engine did */
    int direct;
    int is_block;
};

/* enum job_advice bits for the engines opened next. */
static uint32_t rig_madvise;

struct rig {
    const struct iop_engine *engine;
    const struct rig_place *place;
    struct iop_engine_setup setup;
    struct iop_engine_target target;
    struct iop_engine_target targets[2]; /* the second is the one to break */
    struct iop_buffers buffers;
    void *state;
    struct iop_request *requests; /* [depth] */
    int32_t *results;             /* [depth], by slot */
};

static inline int rig_file_open(struct rig_place *place, const char *name, int direct)
{
    const char *directory = getenv("TMPDIR") ? getenv("TMPDIR") : "/var/tmp";
    int probe;

    *place = (struct rig_place){.name = name, .direct = direct};
    snprintf(place->path, sizeof place->path, "%s/iopulse-test-XXXXXX", directory);
    place->fd = mkstemp(place->path);
    if (place->fd < 0)
        return 0;
    probe = open(place->path, O_RDWR | O_CLOEXEC | (direct ? O_DIRECT : 0));
    if (probe >= 0)
        close(probe);
    else
        unlink(place->path);
    if (probe < 0)
        close(place->fd);
    return probe >= 0;
}

/* A loop device over an unlinked file, detached by the kernel when the last descriptor closes. */
static inline int rig_loop_open(struct rig_place *place)
{
    struct loop_config config = {.info.lo_flags = LO_FLAGS_AUTOCLEAR};
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    struct rig_place file;
    int writable = 0;
    int opened = 0;

    if (control < 0)
        return 0;
    if (!rig_file_open(&file, "loop file", 0)) {
        close(control);
        return 0;
    }
    unlink(file.path);
    config.fd = (uint32_t)file.fd;
    *place = (struct rig_place){.name = "loop device", .direct = 1, .is_block = 1};
    for (int turn = 0; turn < 8 && !opened && ftruncate(file.fd, RIG_LOOP_BYTES) == 0; turn++) {
        snprintf(place->path, sizeof place->path, "/dev/loop%d", ioctl(control, LOOP_CTL_GET_FREE));
        place->fd = open(place->path, O_RDWR | O_CLOEXEC);
        opened = place->fd >= 0 && ioctl(place->fd, LOOP_CONFIGURE, &config) == 0;
        /* A number keeps the read-only mark of its last user. */
        opened = opened && ioctl(place->fd, BLKROSET, &writable) == 0;
        if (place->fd >= 0 && !opened)
            close(place->fd);
    }
    close(file.fd);
    close(control);
    return opened;
}

static inline uint32_t rig_places_open(struct rig_place *places)
{
    uint32_t count = 0;

    count += rig_file_open(places + count, "buffered file", 0) ? 1 : 0;
    count += rig_file_open(places + count, "direct file", 1) ? 1 : 0;
    count += rig_loop_open(places + count) ? 1 : 0;
    return count;
}

static inline void rig_places_close(struct rig_place *places, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        close(places[i].fd);
        if (!places[i].is_block)
            unlink(places[i].path);
    }
}

static inline void *rig_state(const struct iop_engine *engine)
{
    size_t bytes = (engine->state_bytes + 63) / 64 * 64;
    void *state = aligned_alloc(64, bytes);

    memset(state, 0, bytes);
    return state;
}

static inline int rig_open(struct rig *rig, const struct rig_variant *variant,
                           const struct rig_place *place, uint32_t kinds)
{
    uint32_t blocks = variant->depth > RIG_BLOCKS_MIN ? variant->depth : RIG_BLOCKS_MIN;
    struct iop_buffers_request buffers = {.count = variant->depth,
                                          .block_bytes = RIG_BLOCK_BYTES,
                                          .numa_node = -1,
                                          .seed = variant->depth};

    *rig = (struct rig){.engine = variant->engine, .place = place};
    rig->target = (struct iop_engine_target){
        .fd = open(place->path, O_RDWR | O_CLOEXEC | (place->direct ? O_DIRECT : 0)),
        .is_block_device = (uint32_t)place->is_block,
        .offset = RIG_OFFSET,
        .bytes = (uint64_t)blocks * RIG_BLOCK_BYTES,
        .path = place->path};
    rig->targets[0] = rig->targets[1] = rig->target;
    rig->targets[1].fd = dup(rig->target.fd);
    if (!place->is_block)
        CHECK_EQUAL(ftruncate(place->fd, RIG_OFFSET + (off_t)rig->target.bytes), 0);
    CHECK_EQUAL(iop_buffers_open(&rig->buffers, &buffers), 0);
    rig->requests = calloc(variant->depth, sizeof *rig->requests);
    rig->results = calloc(variant->depth, sizeof *rig->results);
    rig->state = rig_state(variant->engine);
    rig->setup = (struct iop_engine_setup){.targets = rig->targets,
                                           .target_count = 2,
                                           .depth = variant->depth,
                                           .buffers = rig->buffers.base,
                                           .buffer_stride = rig->buffers.stride,
                                           .block_bytes = RIG_BLOCK_BYTES,
                                           .kinds = kinds,
                                           .vectors = variant->vectors,
                                           .options = variant->options,
                                           .sqpoll_cpu = -1,
                                           .madvise = rig_madvise};
    return rig->engine->open(rig->state, &rig->setup);
}

/* Replaces the second target's descriptor by a write-only one; engines with a copy see the first.
 */
static inline void rig_break_second_target(struct rig *rig)
{
    close(rig->targets[1].fd);
    rig->targets[1].fd = -1;
}

static inline void rig_close(struct rig *rig)
{
    rig->engine->close(rig->state);
    iop_buffers_close(&rig->buffers);
    close(rig->target.fd);
    if (rig->targets[1].fd >= 0)
        close(rig->targets[1].fd);
    free(rig->requests);
    free(rig->results);
    free(rig->state);
}

static inline uint32_t rig_block_count(const struct rig *rig)
{
    return (uint32_t)(rig->target.bytes / RIG_BLOCK_BYTES);
}

static inline struct iop_request rig_block(uint8_t kind, uint32_t slot, uint32_t block)
{
    return (struct iop_request){.offset = RIG_OFFSET + (uint64_t)block * RIG_BLOCK_BYTES,
                                .length = RIG_BLOCK_BYTES,
                                .slot = slot,
                                .kind = kind};
}

static inline uint8_t *rig_slot(const struct rig *rig, uint32_t slot)
{
    return rig->buffers.base + slot * rig->buffers.stride;
}

static inline void rig_fill(struct rig *rig, uint32_t slot, uint64_t seed)
{
    iop_pattern_random(rig_slot(rig, slot), RIG_BLOCK_BYTES, seed);
}

/* Whether memory equals bytes [from, from + bytes) of the block that seed makes. */
static inline int rig_holds(const uint8_t *memory, uint64_t seed, uint32_t from, uint32_t bytes)
{
    uint8_t expected[RIG_BLOCK_BYTES];

    iop_pattern_random(expected, sizeof expected, seed);
    return memcmp(memory, expected + from, bytes) == 0;
}

static inline int rig_slot_holds(const struct rig *rig, uint32_t block, uint64_t seed)
{
    return rig_holds(rig_slot(rig, block), seed, 0, RIG_BLOCK_BYTES);
}

/* Looks through the buffered descriptor of the place, past the engine. */
static inline int rig_target_holds_part(const struct rig *rig, uint32_t block, uint64_t seed,
                                        uint32_t from, uint32_t bytes)
{
    uint8_t found[RIG_BLOCK_BYTES];
    off_t offset = RIG_OFFSET + (off_t)block * RIG_BLOCK_BYTES + from;

    return pread(rig->place->fd, found, bytes, offset) == (ssize_t)bytes &&
           rig_holds(found, seed, from, bytes);
}

static inline int rig_target_holds(const struct rig *rig, uint32_t block, uint64_t seed)
{
    return rig_target_holds_part(rig, block, seed, 0, RIG_BLOCK_BYTES);
}

/* Submits requests [from, n); what the engine has no room for is submitted again after a reap. */
static inline uint32_t rig_submit(struct rig *rig, uint32_t from, uint32_t n)
{
    int accepted = rig->engine->submit(rig->state, rig->requests + from, n - from);

    CHECK(accepted == -EAGAIN || (accepted >= 0 && (uint32_t)accepted <= n - from));
    return accepted > 0 ? (uint32_t)accepted : 0;
}

/* A nowait request that would have waited goes again, marked as a retry. */
static inline int rig_retry(struct rig *rig, uint32_t slot)
{
    for (uint32_t i = 0; rig->setup.options & IOP_OPT_NOWAIT && i < rig->setup.depth; i++) {
        if (rig->requests[i].slot != slot || rig->requests[i].retry)
            continue;
        rig->requests[i].retry = 1;
        return rig->engine->submit(rig->state, rig->requests + i, 1) == 1;
    }
    return 0;
}

/* Issues requests [0, n) and reaps until each has completed, exactly once; results by slot. */
static inline void rig_issue(struct rig *rig, uint32_t n)
{
    enum { WAIT_NS = 1000000 };
    struct iop_completion completions[64];
    uint8_t *seen = calloc(rig->setup.depth, 1);
    uint32_t sent = 0, completed = 0, idle = 0;

    for (uint32_t i = 0; i < n; i++)
        rig->requests[i].retry = 0;
    while (completed < n && idle++ < RIG_IDLE_TURNS_MAX) {
        int count;

        sent += sent < n ? rig_submit(rig, sent, n) : 0;
        count = rig->engine->reap(rig->state, completions, 1, 64, WAIT_NS);
        if (!CHECK(count >= 0 && count <= 64))
            break;
        for (int i = 0; i < count; i++) {
            uint32_t slot = completions[i].slot;

            idle = 0;
            if (!CHECK(slot < rig->setup.depth && !seen[slot]))
                continue;
            if (completions[i].result == -EAGAIN && rig_retry(rig, slot))
                continue;
            seen[slot] = 1;
            rig->results[slot] = completions[i].result;
            completed++;
        }
    }
    CHECK_EQUAL(completed, n);
    CHECK_EQUAL(rig->engine->reap(rig->state, completions, 0, 64, 0), 0);
    free(seen);
}

#endif
