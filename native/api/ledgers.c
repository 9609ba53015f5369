/*
 * Opens one ledger per file that is verified; targets of several loads that share a file share it.
 */
#include "api/ledgers.h"

#include "error/error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* The one that an earlier target of the same state has opened. */
static struct iop_ledger *find(const struct iop_ledgers *ledgers, const char *path)
{
    for (uint32_t i = 0; i < ledgers->count; i++)
        if (!strcmp(ledgers->opened[i].path, path))
            return &ledgers->opened[i];
    return NULL;
}

/* The end of what any load uses of the file, so that one ledger serves all. */
static uint64_t end_of(const struct iop_job *job, const char *path)
{
    uint64_t end = 0;

    for (uint32_t i = 0; i < job->header->target_count; i++) {
        const struct iop_target_spec *spec = &job->specs[i];

        if (spec->state_path && !strcmp(spec->state_path, path) && spec->offset + spec->bytes > end)
            end = spec->offset + spec->bytes;
    }
    return end;
}

static int refuse_absent(const struct iop_target_spec *spec)
{
    return iop_misuse("%s cannot be verified: there is no state of verification %s that tells what "
                      "was written; write it with --verify first, or give --verify-state",
                      spec->path, spec->state_path);
}

static int open_one(struct iop_ledgers *ledgers, const struct iop_target_spec *spec,
                    const struct job_load *load, struct iop_ledger_request *request,
                    struct iop_ledger **out)
{
    struct iop_ledger *ledger = &ledgers->opened[ledgers->count];
    int error = iop_ledger_open(ledger, request);
    bool absent = error == -ENOENT && !request->creates;

    if (absent)
        return load->verify.flags & JOB_VERIFY_ANY_STATE ? 0 : refuse_absent(spec);
    if (error)
        return error;
    ledgers->count++;
    *out = ledger;
    return 0;
}

static int open_target(struct iop_ledgers *ledgers, const struct iop_job *job, uint32_t target,
                       const struct job_load *load, struct iop_ledger_request *request)
{
    const struct iop_target_spec *spec = &job->specs[target];
    struct iop_ledger *shared = find(ledgers, spec->state_path);

    if (shared) {
        ledgers->of_targets[target] = shared;
        return shared->block_bytes == load->verify.unit_bytes
                   ? 0
                   : iop_misuse("%s is verified in blocks of different sizes; give one "
                                "--verify-block for all",
                                spec->path);
    }
    request->path = spec->state_path;
    request->target = spec->path;
    request->begin = spec->offset;
    request->end = end_of(job, spec->state_path);
    return open_one(ledgers, spec, load, request, &ledgers->of_targets[target]);
}

static int open_load(struct iop_ledgers *ledgers, const struct iop_job *job,
                     const struct job_load *load, const struct iop_target_needs *needs,
                     uint64_t run)
{
    struct iop_content_request content_request = {
        .content = &load->content,
        .string = job->text + load->content.string_offset,
        .blocks = 1,
    };
    struct iop_content content;
    struct iop_ledger_request request = {
        .content = &content,
        .run = run,
        .block_bytes = load->verify.unit_bytes,
        .bound = load->verify.bound,
        .has_header = load->verify.flags & JOB_VERIFY_HEADER,
        .creates = load->write_limit > load->read_limit,
    };
    int error = iop_content_open(&content, &content_request);

    for (uint32_t i = 0; i < load->target_count && !error; i++) {
        request.target_is_new = needs[load->target_first + i].create;
        error = open_target(ledgers, job, load->target_first + i, load, &request);
    }
    iop_content_close(&content);
    return error;
}

int iop_ledgers_open(struct iop_ledgers *ledgers, const struct iop_job *job,
                     const struct iop_target_needs *needs)
{
    uint64_t run;
    int error = 0;

    if (getrandom(&run, sizeof run, 0) != sizeof run)
        return iop_fail(errno, "cannot draw an identity for the run");
    for (uint32_t i = 0; i < job->header->load_count && !error; i++)
        if (job->loads[i].verify.unit_bytes)
            error = open_load(ledgers, job, &job->loads[i], needs, run);
    return error;
}

void iop_ledgers_close(struct iop_ledgers *ledgers)
{
    for (uint32_t i = 0; i < ledgers->count; i++)
        iop_ledger_close(&ledgers->opened[i]);
    free(ledgers->opened);
    free(ledgers->of_targets);
    *ledgers = (struct iop_ledgers){0};
}
