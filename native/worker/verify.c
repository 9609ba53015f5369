/*
 * Verification in the loop: new writes get a generation and a header, completed ones are settled in
 * the ledger, and what was read is judged before it counts as read. A block that is not as it
 * should be makes its read fail with EILSEQ.
 *
 * A read is judged by what was known when it was made and by what was issued until it came back. A
 * block that was being written meanwhile may be torn by nobody's fault: it counts as unsettled.
 */
#include "worker/verify.h"

#include "error/error.h"
#include "measure/counters.h"
#include "worker/worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct iop_block_range ALWAYS_WRITTEN = {1, 1};

static int allocate(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;
    const struct job_load *load = worker->load;

    verify->units = iop_worker_longest(load) / load->verify.unit_bytes;
    verify->written_room = load->verify.every ? load->verify.every + 2 * load->depth : 0;
    verify->makers = calloc(iop_worker_target_count(worker), sizeof *verify->makers);
    verify->views = calloc((size_t)load->depth * verify->units, sizeof *verify->views);
    verify->epochs = calloc(load->depth, sizeof *verify->epochs);
    verify->written = calloc(verify->written_room + 1, sizeof *verify->written);
    if (!verify->makers || !verify->views || !verify->epochs || !verify->written)
        return iop_fail(ENOMEM, "not enough memory to verify at queue depth %u", load->depth);
    return iop_block_desk_open(&verify->desk, load->verify.unit_bytes);
}

/* What a worker reads back at the end: its own space, or its part of one that is shared. */
static void choose_part(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;
    uint32_t sharing = worker->load->sharing;
    uint64_t blocks = 0; /* of its regions, which a partition cuts */

    for (uint32_t i = 0; i < worker->region_count; i++)
        blocks += worker->regions[i].bytes / worker->block_bytes;
    if (sharing == JOB_SHARING_PARTITIONS || sharing == JOB_SHARING_OWN_TARGETS) {
        verify->ordinal = 0;
        verify->peers = 1;
    }
    verify->block_next = (uint64_t)((unsigned __int128)blocks * verify->ordinal / verify->peers);
    verify->block_end =
        (uint64_t)((unsigned __int128)blocks * (verify->ordinal + 1) / verify->peers);
}

int iop_worker_open_verify(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;
    const struct job_load *load = worker->load;
    uint32_t targets = iop_worker_target_count(worker);
    int error;

    verify->asked = &load->verify;
    if (!load->verify.unit_bytes)
        return 0;
    error = allocate(worker);
    if (error)
        return error;
    for (uint32_t i = 0; i < targets; i++) {
        const struct iop_ledger *ledger = verify->ledgers[i];

        verify->makers[i] = (struct iop_block_maker){
            .content = &worker->content,
            .run = ledger ? ledger->header->run : 0,
            .file = ledger ? ledger->header->file : 0,
            .bytes = load->verify.unit_bytes,
            .has_header = load->verify.flags & JOB_VERIFY_HEADER,
        };
    }
    choose_part(worker);
    worker->verifies = true;
    worker->reads_back = load->verify.every || load->verify.flags & JOB_VERIFY_READ_BACK;
    return 0;
}

void iop_worker_close_verify(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;

    free(verify->makers);
    free(verify->views);
    free(verify->epochs);
    free(verify->written);
    iop_block_desk_close(&verify->desk);
    verify->makers = NULL;
    verify->views = NULL;
    verify->epochs = NULL;
    verify->written = NULL;
}

static uint8_t *buffer_of(const struct iop_worker *worker, uint32_t slot_index)
{
    return worker->buffers.base + slot_index * worker->buffers.stride;
}

static struct iop_verify_view *views_of(const struct iop_verification *verify, uint32_t slot_index)
{
    return verify->views + (size_t)slot_index * verify->units;
}

static struct iop_block_range range_now(struct iop_ledger *ledger, uint64_t offset, bool *busy)
{
    *busy = false;
    return ledger ? iop_ledger_range(ledger, offset / ledger->block_bytes, busy) : ALWAYS_WRITTEN;
}

static void make_write(struct iop_worker *worker, const struct iop_request *request)
{
    const struct iop_verification *verify = &worker->verification;
    const struct iop_block_maker *maker = &verify->makers[request->target];
    struct iop_ledger *ledger = verify->ledgers[request->target];
    uint8_t *buffer = buffer_of(worker, request->slot);

    for (uint32_t at = 0; at < request->length; at += maker->bytes) {
        uint64_t offset = request->offset + at;
        uint32_t generation = iop_ledger_issue(ledger, offset / maker->bytes);

        iop_block_make(maker, buffer + at, offset, generation);
    }
}

static void view_read(struct iop_worker *worker, const struct iop_request *request)
{
    const struct iop_verification *verify = &worker->verification;
    struct iop_verify_view *view = views_of(verify, request->slot);
    uint32_t bytes = verify->makers[request->target].bytes;

    for (uint32_t at = 0; at < request->length; at += bytes, view++)
        view->range =
            range_now(verify->ledgers[request->target], request->offset + at, &view->busy);
}

void iop_worker_verify_new(struct iop_worker *worker, const struct iop_request *request)
{
    struct iop_verification *verify = &worker->verification;
    struct iop_ledger *ledger = verify->ledgers[request->target];

    if (request->kind == IOP_WRITE)
        make_write(worker, request);
    else if (request->kind == IOP_READ)
        view_read(worker, request);
    else if (ledger)
        verify->epochs[request->slot] = iop_ledger_sync_begin(ledger);
}

static void settle(struct iop_worker *worker, const struct iop_slot *slot, enum iop_ledger_end end)
{
    struct iop_ledger *ledger = worker->verification.ledgers[slot->target];

    for (uint32_t at = 0; at < slot->length; at += ledger->block_bytes)
        iop_ledger_settle(ledger, (slot->offset + at) / ledger->block_bytes, end);
}

void iop_worker_verify_failed(struct iop_worker *worker, uint32_t slot_index)
{
    if (worker->slots[slot_index].kind == IOP_WRITE)
        settle(worker, &worker->slots[slot_index], LEDGER_FAILED);
}

static void remember_write(struct iop_worker *worker, const struct iop_slot *slot)
{
    struct iop_verification *verify = &worker->verification;

    if (!verify->asked->every)
        return;
    verify->written[verify->written_end++ % verify->written_room] =
        (struct iop_verify_written){slot->offset, slot->length, slot->target};
    if (verify->written_end - verify->written_due >= verify->asked->every)
        verify->written_due = verify->written_end;
}

static void end_write(struct iop_worker *worker, const struct iop_slot *slot)
{
    bool through =
        worker->load->sync_mode != JOB_SYNC_NONE && worker->load->engine != JOB_ENGINE_MMAP;

    settle(worker, slot, through ? LEDGER_DURABLE : LEDGER_ACKED);
    remember_write(worker, slot);
}

static void dump(const struct iop_verification *verify, const uint8_t *found,
                 struct shared_mismatch *mismatch)
{
    enum { LINE_BYTES = 16 };
    uint32_t from = mismatch->difference / LINE_BYTES * LINE_BYTES;

    if (from + SHARED_DUMP_BYTES > mismatch->length)
        from = mismatch->length - SHARED_DUMP_BYTES;
    mismatch->dump_from = from;
    mismatch->dump_bytes = SHARED_DUMP_BYTES;
    memcpy(mismatch->expected, verify->desk.expected + from, SHARED_DUMP_BYTES);
    memcpy(mismatch->found, found + from, SHARED_DUMP_BYTES);
}

static void note_mismatch(struct iop_worker *worker, const struct iop_request *block,
                          const struct iop_block_range *range,
                          const struct iop_block_finding *finding)
{
    struct iop_verification *verify = &worker->verification;
    struct shared_verified *verified = verify->verified;
    uint64_t *count = &verified->failures[finding->mismatch];
    struct shared_mismatch *mismatch = &verify->mismatches[verified->mismatches];

    iop_store_relaxed(count, *count + 1);
    if (verified->mismatches == SHARED_MISMATCHES_MAX)
        return;
    *mismatch = (struct shared_mismatch){
        .offset = block->offset,
        .time_ns = iop_clock_read(worker->clock) - worker->control->start_ns,
        .found_generation = finding->generation,
        .found_offset = finding->offset,
        .found_file = finding->file,
        .file = verify->makers[block->target].file,
        .length = block->length,
        .target = worker->load->target_first + worker->place->target_first + block->target,
        .mismatch = finding->mismatch,
        .has_header = finding->has_header,
        .generation_lower = range->lower,
        .generation_upper = range->upper,
        .generation = finding->expected_generation,
        .difference = finding->difference,
    };
    dump(verify, buffer_of(worker, block->slot) + block->buffer_offset, mismatch);
    iop_store_release(&verified->mismatches, verified->mismatches + 1);
}

/* One verified block of a read that has come back. */
static int judge(struct iop_worker *worker, const struct iop_request *block,
                 const struct iop_verify_view *view)
{
    struct iop_verification *verify = &worker->verification;
    const uint8_t *data = buffer_of(worker, block->slot) + block->buffer_offset;
    struct iop_block_range range = view->range;
    struct iop_block_finding finding = {0};
    bool busy;
    int verdict;

    range.upper = range_now(verify->ledgers[block->target], block->offset, &busy).upper;
    verdict = iop_block_judge(&verify->makers[block->target], data, block->offset, &range,
                              &verify->desk, &finding);
    if (verdict == BLOCK_BAD && (view->busy || range.upper != view->range.upper))
        return BLOCK_UNSETTLED;
    if (verdict == BLOCK_BAD)
        note_mismatch(worker, block, &range, &finding);
    return verdict;
}

/* Whether all blocks of a read are as they should be. */
static bool judge_read(struct iop_worker *worker, uint32_t slot_index)
{
    struct iop_verification *verify = &worker->verification;
    struct shared_verified *verified = verify->verified;
    const struct iop_verify_view *view = views_of(verify, slot_index);
    const struct iop_slot *slot = &worker->slots[slot_index];
    struct iop_request block = {
        .length = verify->asked->unit_bytes, .slot = slot_index, .target = slot->target};
    uint64_t counts[BLOCK_VERDICTS] = {0};

    for (uint32_t at = 0; at < slot->length; at += block.length, view++) {
        block.offset = slot->offset + at;
        block.buffer_offset = at;
        counts[judge(worker, &block, view)]++;
    }
    iop_store_relaxed(&verified->blocks, verified->blocks + counts[BLOCK_GOOD]);
    iop_store_relaxed(&verified->bytes, verified->bytes + counts[BLOCK_GOOD] * block.length);
    iop_store_relaxed(&verified->unsettled, verified->unsettled + counts[BLOCK_UNSETTLED]);
    iop_store_relaxed(&verified->unwritten, verified->unwritten + counts[BLOCK_UNWRITTEN]);
    return !counts[BLOCK_BAD];
}

void iop_worker_verify(struct iop_worker *worker, uint32_t n)
{
    struct iop_verification *verify = &worker->verification;

    for (uint32_t i = 0; i < n; i++) {
        struct iop_completion *completion = &worker->completions[i];
        const struct iop_slot *slot = &worker->slots[completion->slot];

        if (completion->result < 0 ||
            (uint32_t)completion->result != slot->length - slot->transferred)
            continue; /* failed, or not whole yet */
        if (slot->kind == IOP_WRITE)
            end_write(worker, slot);
        else if (slot->kind == IOP_READ && !judge_read(worker, completion->slot))
            completion->result = -EILSEQ;
        else if (slot->kind >= IOP_FSYNC && verify->ledgers[slot->target])
            iop_ledger_sync_end(verify->ledgers[slot->target], verify->epochs[completion->slot]);
    }
}
