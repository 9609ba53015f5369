/*
 * Reading back what was written, only to verify it: after every so many writes, and once everything
 * is written. For the last, workers wait for each other, for a block may be another worker's.
 */
#include "measure/counters.h"
#include "worker/issue.h"
#include "worker/worker.h"

#include <time.h>

enum { WAIT_NS = 1000 * 1000 };

static void add_read(struct iop_worker *worker, const struct iop_verify_written *written)
{
    struct shared_verified *verified = worker->verification.verified;
    struct iop_request request = {
        .offset = written->offset,
        .length = written->length,
        .target = written->target,
        .kind = IOP_READ,
    };

    if (worker->notes_drawn) {
        const struct iop_region *region = &worker->regions[written->target];
        uint64_t block =
            region->block_first + (written->offset - region->offset) / worker->block_bytes;

        iop_worker_note_drawn(worker, &block, 1);
    }
    add_request(worker, &request);
    iop_store_relaxed(&verified->read_back, verified->read_back + 1);
}

static bool is_written(const struct iop_worker *worker, const struct iop_verify_written *block)
{
    const struct iop_ledger *ledger = worker->verification.ledgers[block->target];

    for (uint32_t at = 0; at < block->length; at += ledger->block_bytes)
        if (iop_ledger_is_written(ledger, (block->offset + at) / ledger->block_bytes))
            return true;
    return false;
}

static struct iop_verify_written place_of(const struct iop_worker *worker, uint64_t block)
{
    uint16_t target = worker->region_count == 1 ? 0 : region_of(worker, block);
    const struct iop_region *region = &worker->regions[target];

    return (struct iop_verify_written){
        .offset = region->offset + (block - region->block_first) * worker->block_bytes,
        .length = worker->block_bytes,
        .target = target,
    };
}

/* The next block of the worker's part that somebody has written. */
static bool next_block(struct iop_worker *worker, struct iop_verify_written *block)
{
    struct iop_verification *verify = &worker->verification;

    while (verify->block_next < verify->block_end) {
        *block = place_of(worker, verify->block_next++);
        if (is_written(worker, block))
            return true;
    }
    return false;
}

static void add_blocks(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;
    struct iop_verify_written block;

    while (worker->free_count && next_block(worker, &block))
        add_read(worker, &block);
    if (worker->free_count)
        verify->stage = VERIFY_DONE;
}

static void count_what_is_left(struct iop_worker *worker)
{
    struct shared_verified *verified = worker->verification.verified;
    struct iop_verify_written block;

    while (next_block(worker, &block))
        iop_store_relaxed(&verified->read_back_left, verified->read_back_left + 1);
}

/* A run that somebody stopped reads no further. */
static bool is_given_up(struct iop_worker *worker)
{
    uint32_t asked = iop_load_relaxed_32(&worker->control->stop);

    if (!asked)
        return false;
    worker->stop = asked;
    worker->verification.stage = VERIFY_DONE;
    count_what_is_left(worker);
    return true;
}

void iop_worker_read_back(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;

    if (verify->stage == VERIFY_READING && !is_given_up(worker))
        add_blocks(worker);
    while (!worker->stopping && worker->free_count && verify->written_first < verify->written_due)
        add_read(worker, &verify->written[verify->written_first++ % verify->written_room]);
}

void iop_worker_has_written(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;

    if (!(worker->load->verify.flags & JOB_VERIFY_READ_BACK) || verify->stage != VERIFY_RUNNING)
        return;
    verify->stage = VERIFY_WAITING;
    iop_sub_shared_32(&worker->control->writers, 1);
}

bool iop_worker_has_read_back(struct iop_worker *worker)
{
    struct iop_verification *verify = &worker->verification;
    struct timespec rest = {0, WAIT_NS};

    if (!(verify->asked->flags & JOB_VERIFY_READ_BACK))
        return true;
    iop_worker_has_written(worker);
    if (verify->stage == VERIFY_WAITING && !is_given_up(worker)) {
        if (iop_load_acquire_32(&worker->control->writers)) {
            nanosleep(&rest, NULL);
            return false;
        }
        iop_worker_begin_verify(worker);
        worker->paced = false; /* no schedule asks for these reads */
        verify->stage = VERIFY_READING;
    }
    return verify->stage == VERIFY_DONE;
}
