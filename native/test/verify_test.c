/*
 * The room memory, what verification stands on: the CRC is the one of RFC 3720 by either path,
 * every kind of damage to a block is told by its name, and a model device with a volatile cache,
 * cut off at any moment, raises no false alarm and hides no loss.
 */
#include "access/rng.h"
#include "check.h"
#include "error/error.h"
#include "memory/crc32c.h"
#include "memory/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 4096, SECTORS = BLOCK / BLOCK_SECTOR_BYTES };

static char directory[] = "/dev/shm/iopulse-verify-XXXXXX";

static void crc_is_the_one_of_the_standard(void)
{
    static const uint8_t zeros[32];
    uint8_t bytes[32];

    CHECK_EQUAL(iop_crc32c(0, zeros, sizeof zeros), 0x8a9136aa);
    memset(bytes, 0xff, sizeof bytes);
    CHECK_EQUAL(iop_crc32c(0, bytes, sizeof bytes), 0x62a8ab43);
    for (int i = 0; i < 32; i++)
        bytes[i] = (uint8_t)i;
    CHECK_EQUAL(iop_crc32c(0, bytes, sizeof bytes), 0x46dd794e);
    for (int i = 0; i < 32; i++)
        bytes[i] = (uint8_t)(31 - i);
    CHECK_EQUAL(iop_crc32c(0, bytes, sizeof bytes), 0x113fdb5c);
    CHECK_EQUAL(iop_crc32c(0, "123456789", 9), 0xe3069283);
}

static void crc_by_tables_is_the_same_at_every_length_and_alignment(void)
{
    static uint8_t data[9000];
    struct iop_rng rng;

    iop_rng_seed(&rng, 5, 0);
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)iop_rng_next(&rng);
    for (size_t bytes = 0; bytes + 8 < sizeof data; bytes += 1 + bytes / 300) {
        const uint8_t *from = data + bytes % 8;
        uint32_t whole = iop_crc32c(7, from, bytes);

        CHECK_EQUAL(whole, iop_crc32c_by_tables(7, from, bytes));
        CHECK_EQUAL(
            whole, iop_crc32c(iop_crc32c(7, from, bytes / 3), from + bytes / 3, bytes - bytes / 3));
    }
}

/* A block on the desk, and what is known of it. */
struct bench {
    struct iop_content content;
    struct iop_block_maker maker;
    struct iop_block_desk desk;
    struct iop_block_finding finding;
    uint8_t block[BLOCK];
};

static const uint8_t text[] = {'i', 'o', 'p'};

static void open_bench(struct bench *bench, uint32_t pattern)
{
    struct job_content asked = {.pattern = pattern,
                                .string_bytes = pattern == JOB_PATTERN_STRING ? sizeof text : 0};
    struct iop_content_request request = {.content = &asked, .string = text, .blocks = 1};

    memset(bench, 0, sizeof *bench);
    CHECK_EQUAL(iop_content_open(&bench->content, &request), 0);
    bench->maker =
        (struct iop_block_maker){&bench->content, 11, 22, BLOCK, pattern == JOB_PATTERN_RANDOM};
    CHECK_EQUAL(iop_block_desk_open(&bench->desk, BLOCK), 0);
}

static void close_bench(struct bench *bench)
{
    iop_block_desk_close(&bench->desk);
    iop_content_close(&bench->content);
}

static int judge(struct bench *bench, uint64_t offset, uint32_t lower, uint32_t upper)
{
    struct iop_block_range range = {lower, upper};

    bench->finding = (struct iop_block_finding){.mismatch = MISMATCH_CLASSES};
    return iop_block_judge(&bench->maker, bench->block, offset, &range, &bench->desk,
                           &bench->finding);
}

static void expect_bad(struct bench *bench, uint64_t offset, uint32_t lower, uint32_t mismatch)
{
    CHECK_EQUAL(judge(bench, offset, lower, lower), BLOCK_BAD);
    CHECK_EQUAL(bench->finding.mismatch, mismatch);
}

static void make(struct bench *bench, uint64_t offset, uint32_t generation)
{
    iop_block_make(&bench->maker, bench->block, offset, generation);
}

static void good_blocks_are_good(void)
{
    struct bench bench;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    make(&bench, 3 * BLOCK, 7);
    CHECK_EQUAL(judge(&bench, 3 * BLOCK, 7, 7), BLOCK_GOOD);
    CHECK_EQUAL(judge(&bench, 3 * BLOCK, 5, 9), BLOCK_GOOD);
    CHECK_EQUAL(judge(&bench, 3 * BLOCK, 0, 9), BLOCK_GOOD);
    memset(bench.block, 0x5a, BLOCK);
    CHECK_EQUAL(judge(&bench, 3 * BLOCK, 0, 0), BLOCK_UNWRITTEN);
    CHECK_EQUAL(judge(&bench, 3 * BLOCK, 0, 1), BLOCK_UNSETTLED);
    close_bench(&bench);
}

static void every_flipped_bit_is_corruption(void)
{
    struct bench bench;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    for (uint32_t bit = 0; bit < 8 * BLOCK; bit += 37) {
        make(&bench, 8 * BLOCK, 3);
        bench.block[bit / 8] ^= (uint8_t)(1u << bit % 8);
        expect_bad(&bench, 8 * BLOCK, 3, MISMATCH_CORRUPTED);
        CHECK_EQUAL(bench.finding.difference, bit / 8);
        CHECK_EQUAL(bench.finding.expected_generation, 3);
    }
    close_bench(&bench);
}

static void parts_of_two_generations_are_torn(void)
{
    struct bench bench;
    uint8_t old[BLOCK];

    open_bench(&bench, JOB_PATTERN_RANDOM);
    for (uint32_t cut = 1; cut < SECTORS; cut++) {
        size_t bytes = cut * BLOCK_SECTOR_BYTES;

        make(&bench, 0, 4);
        memcpy(old, bench.block, BLOCK);
        make(&bench, 0, 5);
        memcpy(bench.block + bytes, old + bytes, BLOCK - bytes);
        expect_bad(&bench, 0, 5, MISMATCH_TORN);
        CHECK_EQUAL(judge(&bench, 0, 4, 5), BLOCK_UNSETTLED);
        make(&bench, 0, 5);
        memcpy(bench.block, old, bytes);
        expect_bad(&bench, 0, 5, MISMATCH_TORN);
        make(&bench, 0, 5);
        memset(bench.block + bytes, 0, BLOCK - bytes);
        expect_bad(&bench, 0, 5, MISMATCH_TORN);
    }
    close_bench(&bench);
}

static void whole_blocks_in_the_wrong_place_or_time_are_told_apart(void)
{
    struct bench bench;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    make(&bench, 6 * BLOCK, 2);
    expect_bad(&bench, 9 * BLOCK, 2, MISMATCH_MISDIRECTED);
    CHECK_EQUAL(bench.finding.offset, 6 * BLOCK);
    expect_bad(&bench, 9 * BLOCK, 0, MISMATCH_MISDIRECTED);
    bench.maker.file++;
    expect_bad(&bench, 6 * BLOCK, 2, MISMATCH_MISDIRECTED);
    bench.maker.file--;
    expect_bad(&bench, 6 * BLOCK, 3, MISMATCH_STALE);
    expect_bad(&bench, 6 * BLOCK, 300, MISMATCH_STALE);
    CHECK_EQUAL(bench.finding.generation, 2);
    bench.maker.run++;
    expect_bad(&bench, 6 * BLOCK, 2, MISMATCH_LOST);
    memset(bench.block, 0, BLOCK);
    expect_bad(&bench, 6 * BLOCK, 2, MISMATCH_LOST);
    close_bench(&bench);
}

static void strings_are_compared_byte_by_byte(void)
{
    struct bench bench;

    open_bench(&bench, JOB_PATTERN_STRING);
    make(&bench, BLOCK, 1);
    CHECK_EQUAL(bench.block[0], text[BLOCK % sizeof text]);
    CHECK_EQUAL(judge(&bench, BLOCK, 1, 1), BLOCK_GOOD);
    expect_bad(&bench, 2 * BLOCK, 1, MISMATCH_CORRUPTED); /* another phase of the string */
    memset(bench.block + BLOCK / 2, 0, BLOCK / 2);
    expect_bad(&bench, BLOCK, 1, MISMATCH_TORN);
    memset(bench.block, 0, BLOCK);
    expect_bad(&bench, BLOCK, 1, MISMATCH_LOST);
    close_bench(&bench);
}

/* --- ledgers ---------------------------------------------------------------------------------- */

static char *ledger_path(void)
{
    static char path[64];

    snprintf(path, sizeof path, "%s/state", directory);
    return path;
}

static int open_ledger(struct iop_ledger *ledger, const struct bench *bench, uint32_t bound)
{
    struct iop_ledger_request request = {
        .path = ledger_path(),
        .target = "data",
        .content = &bench->content,
        .run = bench->maker.run,
        .end = 64 * BLOCK,
        .block_bytes = BLOCK,
        .bound = bound,
        .has_header = true,
        .creates = true,
    };

    return iop_ledger_open(ledger, &request);
}

static struct iop_block_range range_of(struct iop_ledger *ledger, uint64_t block)
{
    bool busy;

    return iop_ledger_range(ledger, block, &busy);
}

static void expect_range(struct iop_ledger *ledger, uint64_t block, uint32_t lower, uint32_t upper)
{
    struct iop_block_range range = range_of(ledger, block);

    CHECK_EQUAL(range.lower, lower);
    CHECK_EQUAL(range.upper, upper);
}

static void a_ledger_remembers_what_was_acknowledged_and_what_was_synced(void)
{
    struct iop_ledger ledger;
    struct bench bench;
    uint32_t epoch;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    unlink(ledger_path());
    CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_BY_BOOT), 0);
    CHECK_EQUAL(iop_ledger_issue(&ledger, 5), 1);
    expect_range(&ledger, 5, 0, 1);
    iop_ledger_settle(&ledger, 5, LEDGER_ACKED);
    expect_range(&ledger, 5, 1, 1);
    epoch = iop_ledger_sync_begin(&ledger);
    iop_ledger_sync_end(&ledger, epoch);
    CHECK_EQUAL(iop_ledger_issue(&ledger, 5), 2);
    CHECK_EQUAL(iop_ledger_issue(&ledger, 5), 3); /* overlaps: either may land last */
    iop_ledger_settle(&ledger, 5, LEDGER_ACKED);
    expect_range(&ledger, 5, 1, 3);
    iop_ledger_settle(&ledger, 5, LEDGER_ACKED);
    expect_range(&ledger, 5, 2, 3);
    CHECK_EQUAL(iop_ledger_issue(&ledger, 6), 1);
    iop_ledger_settle(&ledger, 6, LEDGER_FAILED);
    expect_range(&ledger, 6, 0, 1);
    CHECK_EQUAL(iop_ledger_issue(&ledger, 7), 1);
    iop_ledger_settle(&ledger, 7, LEDGER_DURABLE);
    iop_ledger_close(&ledger);
    CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_BY_BOOT), 0);
    expect_range(&ledger, 5, 2, 3);
    expect_range(&ledger, 6, 0, 1);
    iop_ledger_close(&ledger);
    CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_DURABLE), 0);
    expect_range(&ledger, 5, 1, 3 + LEDGER_UNSEEN);
    expect_range(&ledger, 7, 1, 1 + LEDGER_UNSEEN);
    expect_range(&ledger, 8, 0, 0);
    iop_ledger_close(&ledger);
    close_bench(&bench);
}

static void refuse_with(const struct bench *bench, int error, const char *words)
{
    struct iop_ledger ledger;

    CHECK_EQUAL(open_ledger(&ledger, bench, JOB_BOUND_BY_BOOT), error);
    if (!CHECK(strstr(iop_error_text(), words) != NULL))
        fprintf(stderr, "  it says: %s\n", iop_error_text());
}

static void damage(off_t at, uint8_t value)
{
    int fd = open(ledger_path(), O_WRONLY);

    CHECK(fd >= 0 && pwrite(fd, &value, 1, at) == 1);
    close(fd);
}

static void foreign_and_damaged_ledgers_are_refused_in_words(void)
{
    struct iop_ledger ledger;
    struct bench bench;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    for (int i = 0; i < 5; i++) {
        unlink(ledger_path());
        CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_BY_BOOT), 0);
        if (i == 0)
            refuse_with(&bench, -EBUSY, "in use by another run");
        iop_ledger_close(&ledger);
        if (i == 0)
            continue;
        if (i == 1) {
            damage(0, 'x');
            refuse_with(&bench, -ERROR_MISUSE, "is not a state of verification");
        } else if (i == 2) {
            damage(offsetof(struct ledger_header, version), 9);
            refuse_with(&bench, -ERROR_MISUSE, "version 9");
        } else if (i == 3) {
            damage(offsetof(struct ledger_header, file), 0x77);
            damage(offsetof(struct ledger_header, file) + 1, 0x78);
            refuse_with(&bench, -EBADMSG, "checksum does not fit");
        } else {
            damage(LEDGER_HEADER_BYTES + 3 * sizeof(struct ledger_entry) +
                       offsetof(struct ledger_entry, settled),
                   1);
            refuse_with(&bench, -EBADMSG, "block 3 cannot be");
        }
    }
    close_bench(&bench);
}

/* --- the power is cut ------------------------------------------------------------------------- */

enum { MODEL_BLOCKS = 8, HISTORY_STEPS = 60, HISTORIES = 1000 / CHECK_SHORTER, PENDING_MAX = 3 };

/* A device that keeps what is not synced in a cache, and at the cut any part of it. */
struct model {
    uint8_t stable[MODEL_BLOCKS][BLOCK];
    uint8_t cached[MODEL_BLOCKS][HISTORY_STEPS][BLOCK]; /* written since the last sync, in order */
    uint32_t cached_count[MODEL_BLOCKS];
    uint32_t durable[MODEL_BLOCKS]; /* the truth: generation in stable at the last sync */
    bool in_flight[MODEL_BLOCKS];
};

static struct model model;

static void model_write(const struct bench *bench, struct iop_ledger *ledger, uint64_t block)
{
    uint32_t generation = iop_ledger_issue(ledger, block);

    iop_block_make(&bench->maker, model.cached[block][model.cached_count[block]++], block * BLOCK,
                   generation);
    model.in_flight[block] = true;
}

static void model_complete(struct iop_ledger *ledger, uint64_t block)
{
    if (model.in_flight[block])
        iop_ledger_settle(ledger, block, LEDGER_ACKED);
    model.in_flight[block] = false;
}

/* What was complete when the sync began is stable; what is in flight may stay in the cache. */
static void model_sync(struct iop_ledger *ledger)
{
    uint32_t epoch = iop_ledger_sync_begin(ledger);

    for (uint64_t block = 0; block < MODEL_BLOCKS; block++) {
        uint32_t count = model.cached_count[block], keep = model.in_flight[block] ? 1 : 0;

        if (count <= keep)
            continue;
        memcpy(model.stable[block], model.cached[block][count - keep - 1], BLOCK);
        model.durable[block] = range_of(ledger, block).lower;
        if (keep)
            memcpy(model.cached[block][0], model.cached[block][count - 1], BLOCK);
        model.cached_count[block] = keep;
    }
    iop_ledger_sync_end(ledger, epoch);
}

/* Any sector of any cached write may have reached the medium, in any order. */
static void model_cut(struct iop_rng *rng)
{
    for (uint64_t block = 0; block < MODEL_BLOCKS; block++)
        for (uint32_t sector = 0; sector < SECTORS; sector++) {
            uint64_t pick = iop_rng_below(rng, model.cached_count[block] + 1);
            size_t at = sector * BLOCK_SECTOR_BYTES;

            if (pick)
                memcpy(model.stable[block] + at, model.cached[block][pick - 1] + at,
                       BLOCK_SECTOR_BYTES);
        }
}

static void run_history(const struct bench *bench, struct iop_ledger *ledger, struct iop_rng *rng)
{
    memset(&model, 0, sizeof model);
    for (int step = 0; step < HISTORY_STEPS; step++) {
        uint64_t block = iop_rng_below(rng, MODEL_BLOCKS);
        uint64_t what = iop_rng_below(rng, 20);

        if (what == 0)
            model_sync(ledger);
        else if (what < 12 && !model.in_flight[block])
            model_write(bench, ledger, block);
        else
            model_complete(ledger, block);
    }
}

static void judge_model(struct bench *bench, struct iop_ledger *ledger, uint64_t block,
                        int *verdict)
{
    struct iop_block_range range = range_of(ledger, block);

    memcpy(bench->block, model.stable[block], BLOCK);
    *verdict = judge(bench, block * BLOCK, range.lower, range.upper);
}

/* A device that loses what was synced: the block as it was before, or nothing. */
static void check_loss_is_seen(struct bench *bench, struct iop_ledger *ledger, uint64_t block,
                               struct iop_rng *rng)
{
    uint32_t durable = model.durable[block];
    int verdict;

    if (!durable)
        return;
    if (durable > 1 && iop_rng_below(rng, 2))
        iop_block_make(&bench->maker, model.stable[block], block * BLOCK, durable - 1);
    else
        memset(model.stable[block], 0, BLOCK);
    judge_model(bench, ledger, block, &verdict);
    CHECK_EQUAL(verdict, BLOCK_BAD);
    CHECK(bench->finding.mismatch == MISMATCH_STALE || bench->finding.mismatch == MISMATCH_LOST);
}

static void check_after_cut(struct bench *bench, struct iop_ledger *ledger, struct iop_rng *rng)
{
    for (uint64_t block = 0; block < MODEL_BLOCKS; block++) {
        int verdict;

        CHECK_EQUAL(range_of(ledger, block).lower, model.durable[block]);
        judge_model(bench, ledger, block, &verdict);
        CHECK(verdict != BLOCK_BAD);
        check_loss_is_seen(bench, ledger, block, rng);
    }
}

static void a_power_cut_raises_no_false_alarm_and_hides_no_loss(void)
{
    struct iop_ledger ledger;
    struct bench bench;
    struct iop_rng rng;

    open_bench(&bench, JOB_PATTERN_RANDOM);
    for (uint64_t seed = 1; seed <= HISTORIES; seed++) {
        int failures = check_failures;

        iop_rng_seed(&rng, seed, 0);
        unlink(ledger_path());
        CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_BY_BOOT), 0);
        bench.maker.file = ledger.header->file;
        run_history(&bench, &ledger, &rng);
        model_cut(&rng);
        iop_ledger_close(&ledger);
        CHECK_EQUAL(open_ledger(&ledger, &bench, JOB_BOUND_DURABLE), 0);
        check_after_cut(&bench, &ledger, &rng);
        iop_ledger_close(&ledger);
        if (check_failures > failures) {
            fprintf(stderr, "seed %" PRIu64 "\n", seed);
            break;
        }
    }
    close_bench(&bench);
}

int main(void)
{
    if (!mkdtemp(directory))
        return EXIT_FAILURE;
    crc_is_the_one_of_the_standard();
    crc_by_tables_is_the_same_at_every_length_and_alignment();
    good_blocks_are_good();
    every_flipped_bit_is_corruption();
    parts_of_two_generations_are_torn();
    whole_blocks_in_the_wrong_place_or_time_are_told_apart();
    strings_are_compared_byte_by_byte();
    a_ledger_remembers_what_was_acknowledged_and_what_was_synced();
    foreign_and_damaged_ledgers_are_refused_in_words();
    a_power_cut_raises_no_false_alarm_and_hides_no_loss();
    unlink(ledger_path());
    rmdir(directory);
    return check_result();
}
