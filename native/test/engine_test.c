/*
 * One conformance suite, run for every engine that does real I/O with every set of options, on a
 * buffered file, a file with O_DIRECT and, for root, a loop device. What must hold is in engine.h.
 */
#include "engine/engine.h"

#include "check.h"
#include "engine_rig.h"
#include "error/error.h"
#include "layout/shared_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    URING_DEFAULT = IOP_OPT_REGISTERED_FILES | IOP_OPT_FIXED_BUFFERS | IOP_OPT_REGISTERED_RING |
                    IOP_OPT_SINGLE_ISSUER | IOP_OPT_DEFER_TASKRUN | IOP_OPT_COOP_TASKRUN,
    RING = IOP_OPT_RING_REAP,
};

/* id (enum job_engine_id), depth, vectors, options (enum iop_engine_option) */
static const struct {
    uint32_t id, depth, vectors, options;
} table[] = {
    {JOB_ENGINE_SYNC, 1, 1, 0},
    {JOB_ENGINE_SYNC, 8, 1, 0},
    {JOB_ENGINE_SYNC, 8, 4, 0},
    {JOB_ENGINE_SYNC, 8, 3, IOP_OPT_SUBMIT_NOW},
    {JOB_ENGINE_SYNC, 4, 1, IOP_OPT_NOWAIT},
    {JOB_ENGINE_SYNC, 4, 2, IOP_OPT_UNCACHED},
    {JOB_ENGINE_MMAP, 1, 1, 0},
    {JOB_ENGINE_MMAP, 64, 1, IOP_OPT_SUBMIT_NOW},
    {JOB_ENGINE_LIBAIO, 1, 1, 0},
    {JOB_ENGINE_LIBAIO, 1, 1, RING},
    {JOB_ENGINE_LIBAIO, 32, 1, RING},
    {JOB_ENGINE_LIBAIO, 32, 1, IOP_OPT_BUSY_REAP},
    {JOB_ENGINE_LIBAIO, 32, 4, RING | IOP_OPT_BUSY_REAP},
    {JOB_ENGINE_LIBAIO, 16, 16, IOP_OPT_SUBMIT_NOW},
    {JOB_ENGINE_LIBAIO, 16, 1, RING | IOP_OPT_NOWAIT},
    {JOB_ENGINE_LIBAIO, 16, 1, IOP_OPT_UNCACHED},
    {JOB_ENGINE_LIBAIO, 4096, 1, RING},
    {JOB_ENGINE_IO_URING, 1, 1, 0},
    {JOB_ENGINE_IO_URING, 1, 1, URING_DEFAULT},
    {JOB_ENGINE_IO_URING, 32, 1, URING_DEFAULT},
    {JOB_ENGINE_IO_URING, 32, 4, URING_DEFAULT & ~IOP_OPT_FIXED_BUFFERS},
    {JOB_ENGINE_IO_URING, 32, 3, 0},
    {JOB_ENGINE_IO_URING, 16, 1, URING_DEFAULT | IOP_OPT_SUBMIT_NOW},
    {JOB_ENGINE_IO_URING, 16, 1, URING_DEFAULT | IOP_OPT_BUSY_REAP},
    {JOB_ENGINE_IO_URING, 16, 1, URING_DEFAULT | IOP_OPT_FORCE_ASYNC | IOP_OPT_IOWQ_AFFINITY},
    {JOB_ENGINE_IO_URING, 16, 1, URING_DEFAULT | IOP_OPT_NOWAIT},
    {JOB_ENGINE_IO_URING, 16, 1, URING_DEFAULT | IOP_OPT_UNCACHED},
    {JOB_ENGINE_IO_URING, 16, 1, IOP_OPT_SQPOLL | IOP_OPT_REGISTERED_FILES},
    {JOB_ENGINE_IO_URING, 4096, 1, URING_DEFAULT},
};

enum { VARIANT_COUNT = sizeof table / sizeof table[0] };

enum { ALL_KINDS = (1 << IOP_KIND_COUNT) - 1, HALF = RIG_BLOCK_BYTES / 2 };

/* A stride through the blocks that reaches each of count once; count is a power of two. */
static uint32_t shuffled(uint32_t i, uint32_t count)
{
    return (i * 5 + 3) % count;
}

static void written_blocks_read_back_by_slot(struct rig *rig)
{
    uint32_t depth = rig->setup.depth;

    for (uint32_t slot = 0; slot < depth; slot++) {
        rig_fill(rig, slot, slot + 1);
        rig->requests[slot] = rig_block(IOP_WRITE, slot, shuffled(slot, depth));
    }
    rig_issue(rig, depth);
    for (uint32_t slot = 0; slot < depth; slot++) {
        CHECK_EQUAL(rig->results[slot], RIG_BLOCK_BYTES);
        CHECK(rig_target_holds(rig, shuffled(slot, depth), slot + 1));
        rig->requests[slot] = rig_block(IOP_READ, slot, slot);
    }
    for (uint32_t slot = 0; slot < depth; slot++)
        rig_fill(rig, slot, 0);
    rig_issue(rig, depth);
    for (uint32_t slot = 0; slot < depth; slot++)
        CHECK(rig_slot_holds(rig, shuffled(slot, depth), slot + 1));
}

static void continued_transfers_use_the_rest_of_the_buffer(struct rig *rig)
{
    uint8_t *buffer = rig_slot(rig, 0);

    rig_fill(rig, 0, 7);
    rig->requests[0] = rig_block(IOP_WRITE, 0, 0);
    rig_issue(rig, 1);
    rig_fill(rig, 0, 8);
    rig->requests[0] = (struct iop_request){.offset = rig->target.offset + HALF,
                                            .length = HALF,
                                            .buffer_offset = HALF,
                                            .kind = IOP_WRITE};
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], HALF);
    CHECK(rig_target_holds_part(rig, 0, 7, 0, HALF));
    CHECK(rig_target_holds_part(rig, 0, 8, HALF, HALF));

    rig_fill(rig, 0, 9);
    rig->requests[0].kind = IOP_READ;
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], HALF);
    CHECK(rig_holds(buffer, 9, 0, HALF));
    CHECK(rig_holds(buffer + HALF, 8, HALF, HALF));
}

static void requests_of_all_kinds_complete_once(struct rig *rig)
{
    static const uint8_t kinds[] = {IOP_WRITE, IOP_FSYNC,     IOP_READ,  IOP_TRIM,
                                    IOP_READ,  IOP_FDATASYNC, IOP_WRITE, IOP_FSYNC};
    uint32_t n = rig->setup.depth < 64 ? rig->setup.depth : 64;

    for (uint32_t slot = 0; slot < n; slot++) {
        uint8_t kind = kinds[slot % sizeof kinds];

        rig->requests[slot] = rig_block(kind, slot, slot);
        if (kind >= IOP_FSYNC)
            rig->requests[slot].length = 0;
    }
    rig_issue(rig, n);
    for (uint32_t slot = 0; slot < n; slot++)
        CHECK_EQUAL(rig->results[slot],
                    kinds[slot % sizeof kinds] <= IOP_WRITE ? RIG_BLOCK_BYTES : 0);
}

static void trimmed_blocks_read_as_zeros(struct rig *rig)
{
    static const uint8_t zeros[RIG_BLOCK_BYTES];

    rig_fill(rig, 0, 5);
    for (uint32_t block = 0; block < 3; block++) {
        rig->requests[0] = rig_block(IOP_WRITE, 0, block);
        rig_issue(rig, 1);
    }
    rig->requests[0] = rig_block(IOP_TRIM, 0, 1);
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], 0);
    CHECK(rig_target_holds(rig, 0, 5));
    CHECK(rig_target_holds(rig, 2, 5));
    rig->requests[0] = rig_block(IOP_READ, 0, 1);
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], RIG_BLOCK_BYTES);
    CHECK(memcmp(rig_slot(rig, 0), zeros, RIG_BLOCK_BYTES) == 0);
}

static void reap_without_work_returns_at_once(struct rig *rig)
{
    enum { FOR_EVER_NS = 2000000000 };
    struct iop_completion completion;

    CHECK_EQUAL(rig->engine->reap(rig->state, &completion, 0, 1, FOR_EVER_NS), 0);
    CHECK_EQUAL(rig->engine->reap(rig->state, &completion, 1, 1, 1000), 0);
    CHECK_EQUAL(rig->engine->submit(rig->state, rig->requests, 0), 0);
}

static void reap_hands_over_no_more_than_asked(struct rig *rig)
{
    struct iop_completion completions[2];
    uint32_t depth = rig->setup.depth;
    uint32_t seen = 0;

    if (depth < 8)
        return;
    for (uint32_t slot = 0; slot < 8; slot++)
        rig->requests[slot] = rig_block(IOP_READ, slot, slot);
    for (uint32_t sent = 0; sent < 8;) {
        int accepted = rig->engine->submit(rig->state, rig->requests + sent, 8 - sent);

        if (!CHECK(accepted > 0))
            return;
        sent += (uint32_t)accepted;
    }
    for (int turn = 0; turn < 1000 && seen != 255; turn++) {
        int n = rig->engine->reap(rig->state, completions, 1, 2, 1000000);

        CHECK(n >= 0 && n <= 2);
        for (int i = 0; i < n; i++) {
            CHECK(!(seen & 1u << completions[i].slot));
            seen |= 1u << completions[i].slot;
        }
    }
    CHECK_EQUAL(seen, 255);
}

/* Long enough for every ring to turn over several times. */
static void many_rounds_complete_every_request_once(struct rig *rig)
{
    enum { ROUNDS = 300 };
    uint32_t n = rig->setup.depth < 8 ? rig->setup.depth : 8;

    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (uint32_t slot = 0; slot < n; slot++)
            rig->requests[slot] = rig_block(IOP_READ, slot, (round + slot) % RIG_BLOCKS_MIN);
        rig_issue(rig, n);
        for (uint32_t slot = 0; slot < n; slot++)
            CHECK_EQUAL(rig->results[slot], RIG_BLOCK_BYTES);
    }
}

/*
 * Beside good requests in one batch, those to a closed descriptor fail one by one; an engine that
 * has registered the file still has it.
 */
static void a_refused_request_is_a_completion_and_the_rest_goes_on(struct rig *rig)
{
    int registered = (rig->setup.options_in_force & IOP_OPT_REGISTERED_FILES) != 0;
    uint32_t n = rig->setup.depth < 8 ? rig->setup.depth : 8;

    for (uint32_t slot = 0; slot < n; slot++) {
        rig->requests[slot] = rig_block(IOP_READ, slot, slot);
        if (slot % 3 == 0)
            rig->requests[slot].target = 1;
    }
    rig_break_second_target(rig);
    rig_issue(rig, n);
    for (uint32_t slot = 0; slot < n; slot++)
        CHECK_EQUAL(rig->results[slot], slot % 3 || registered ? RIG_BLOCK_BYTES : -EBADF);
}

/* Or are served all the same: some file systems then use the page cache. */
static void misaligned_direct_transfers_fail_alone(struct rig *rig)
{
    if (!rig->place->direct || rig->setup.depth < 4)
        return;
    for (uint32_t slot = 0; slot < 4; slot++)
        rig->requests[slot] = rig_block(IOP_READ, slot, slot);
    rig->requests[2].offset += 1;
    rig->requests[2].length -= 1;
    rig_issue(rig, 4);
    for (uint32_t slot = 0; slot < 4; slot++)
        CHECK(rig->results[slot] == (slot == 2 ? -EINVAL : RIG_BLOCK_BYTES) ||
              (slot == 2 && rig->results[slot] == RIG_BLOCK_BYTES - 1));
}

/* The file ends in the middle of the last block and behind it comes nothing. */
static void reads_at_the_end_return_the_true_count(struct rig *rig)
{
    off_t end = (off_t)(rig->target.offset + rig->target.bytes);
    uint32_t last = rig_block_count(rig) - 1;

    if (rig->place->is_block)
        return;
    CHECK_EQUAL(ftruncate(rig->place->fd, end - HALF), 0);
    rig->requests[0] = rig_block(IOP_READ, 0, last);
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], HALF);
    CHECK_EQUAL(ftruncate(rig->place->fd, end - RIG_BLOCK_BYTES), 0);
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], rig->engine == &iop_engine_mmap ? -EIO : 0);
    CHECK_EQUAL(ftruncate(rig->place->fd, end), 0);
    rig_issue(rig, 1);
    CHECK_EQUAL(rig->results[0], RIG_BLOCK_BYTES);
}

static void close_is_safe_twice_and_before_open(const struct rig_variant *variant)
{
    void *state = rig_state(variant->engine);

    variant->engine->close(state);
    variant->engine->close(state);
    free(state);
}

static void unknown_options_are_refused_in_words(const struct rig_variant *variant,
                                                 const struct rig_place *place)
{
    static const uint32_t of_uring[] = {IOP_OPT_RING_REAP, 1u << 30};
    static const uint32_t of_others[] = {IOP_OPT_SQPOLL, IOP_OPT_REGISTERED_FILES, IOP_OPT_IOPOLL,
                                         IOP_OPT_FORCE_ASYNC, 1u << 30};
    int uring = variant->engine == iop_engine_by_id(JOB_ENGINE_IO_URING);
    const uint32_t *foreign = uring ? of_uring : of_others;
    size_t count = uring ? 2 : sizeof of_others / sizeof of_others[0];

    for (size_t i = 0; i < count; i++) {
        struct rig_variant wrong = *variant;
        struct rig rig;

        wrong.options = foreign[i];
        iop_error_adopt("");
        CHECK_EQUAL(rig_open(&rig, &wrong, place, 1u << IOP_READ), -EINVAL);
        CHECK(strstr(iop_error_text(), variant->engine->name) != NULL);
        rig.engine->close(rig.state);
        rig_close(&rig);
    }
}

/* Some file systems take nowait for buffered reads only: a write is then refused by the kernel. */
static int writes_take_hints(const struct rig_variant *variant, const struct rig_place *place)
{
    struct rig rig;
    int result = rig_open(&rig, variant, place, ALL_KINDS);

    if (result == 0) {
        rig.requests[0] = rig_block(IOP_WRITE, 0, 0);
        rig_issue(&rig, 1);
        result = rig.results[0];
    } else {
        CHECK(strstr(iop_error_text(), "refused") != NULL);
    }
    rig_close(&rig);
    return result != -ERROR_MISUSE && result != -EOPNOTSUPP;
}

/* One open for all: closing a libaio context takes the kernel tens of milliseconds. */
static void suite(const struct rig_variant *variant, const struct rig_place *place)
{
    static void (*const tests[])(struct rig *) = {
        written_blocks_read_back_by_slot,
        continued_transfers_use_the_rest_of_the_buffer,
        requests_of_all_kinds_complete_once,
        trimmed_blocks_read_as_zeros,
        reap_without_work_returns_at_once,
        reap_hands_over_no_more_than_asked,
        many_rounds_complete_every_request_once,
        misaligned_direct_transfers_fail_alone,
        reads_at_the_end_return_the_true_count,
        a_refused_request_is_a_completion_and_the_rest_goes_on, /* last: breaks the target */
    };
    const uint32_t hints = IOP_OPT_NOWAIT | IOP_OPT_UNCACHED;
    struct rig rig;

    if (variant->options & hints && !writes_take_hints(variant, place))
        return;
    if (!CHECK_EQUAL(rig_open(&rig, variant, place, ALL_KINDS), 0))
        fprintf(stderr, "%s\n", iop_error_text());
    CHECK_EQUAL(rig.setup.options_in_force & ~variant->options, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        int failures = check_failures;

        tests[i](&rig);
        if (check_failures > failures)
            fprintf(stderr, "  test %zu of engine %s, options %x, depth %u, vectors %u on %s\n", i,
                    variant->engine->name, variant->options, variant->depth, variant->vectors,
                    place->name);
    }
    rig_close(&rig);
}

/* Where io_uring is forbidden, it has to say so in words; then the others are tested. */
static int works_here(const struct rig_variant *variant, const struct rig_place *place)
{
    struct rig rig;
    int result = rig_open(&rig, variant, place, 1u << IOP_READ);

    rig_close(&rig);
    if (result != -ENOSYS && result != -EPERM)
        return 1;
    CHECK(strstr(iop_error_text(), "libaio") != NULL);
    return 0;
}

static void test_variant(const struct rig_variant *variant, const struct rig_place *place)
{
    if (place->direct && variant->engine == &iop_engine_mmap)
        return;
    if (!works_here(variant, place))
        return;
    suite(variant, place);
    if (variant->options == 0) {
        close_is_safe_twice_and_before_open(variant);
        unknown_options_are_refused_in_words(variant, place);
    }
}

int main(void)
{
    struct rig_place places[RIG_PLACES_MAX];
    uint32_t place_count = rig_places_open(places);

    CHECK(place_count > 0);
    for (uint32_t p = 0; p < place_count; p++) {
        for (int v = 0; v < VARIANT_COUNT; v++) {
            struct rig_variant variant = {iop_engine_by_id(table[v].id), table[v].options,
                                          table[v].depth, table[v].vectors};

            test_variant(&variant, places + p);
        }
    }
    rig_places_close(places, place_count);
    return check_result();
}
