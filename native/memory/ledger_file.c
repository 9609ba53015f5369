/*
 * The file of a ledger: made, opened again, checked, and brought up to date when the machine may
 * have lost what was not synced.
 */
#include "memory/ledger.h"

#include "error/error.h"
#include "memory/crc32c.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint64_t MAGIC = 0x5245474445494f50u; /* "POIEDGER" */

enum { ERRNO_WORDS_BYTES = 128 };

static int refuse(int error, const char *tried, const char *path)
{
    char words[ERRNO_WORDS_BYTES];

    return iop_fail(error, "cannot %s the state of verification %s: %s", tried, path,
                    iop_errno_words(error, words, sizeof words));
}

static void read_boot(char boot[LEDGER_BOOT_BYTES])
{
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t bytes = fd < 0 ? 0 : read(fd, boot, LEDGER_BOOT_BYTES - 1);

    boot[bytes < 0 ? 0 : bytes] = '\0';
    if (fd >= 0)
        close(fd);
}

static uint32_t crc_of(const struct ledger_header *header)
{
    return iop_crc32c(0, header, offsetof(struct ledger_header, crc));
}

static struct ledger_header header_for(const struct iop_ledger_request *request)
{
    const struct iop_content *content = request->content;
    struct ledger_header header = {
        .magic = MAGIC,
        .version = LEDGER_VERSION,
        .block_bytes = request->block_bytes,
        .run = request->run,
        .compress_limit = content->compress_limit,
        .pattern = content->pattern,
        .has_header = request->has_header,
        .string_bytes = content->period,
        .string_crc = content->repeated ? iop_crc32c(0, content->repeated, content->period) : 0,
        .epoch = 1,
    };

    return header;
}

/* The header, complete, is the last thing to be made. */
static int make(const struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    struct ledger_header header = header_for(request);

    read_boot(header.boot);
    if (getrandom(&header.file, sizeof header.file, 0) != sizeof header.file)
        return refuse(errno, "make an identity for", request->path);
    header.crc = crc_of(&header);
    if (pwrite(ledger->fd, &header, sizeof header, 0) != sizeof header)
        return refuse(errno ? errno : EIO, "write", request->path);
    return 0;
}

static int check_content(const struct ledger_header *header,
                         const struct iop_ledger_request *request)
{
    struct ledger_header wanted = header_for(request);

    if (header->block_bytes != request->block_bytes)
        return iop_misuse("%s: its state of verification %s knows blocks of %u bytes and this run "
                          "has blocks of %u; give --verify-block %u, or remove the state to begin "
                          "anew",
                          request->target, request->path, header->block_bytes, request->block_bytes,
                          header->block_bytes);
    if (header->pattern != wanted.pattern || header->has_header != wanted.has_header ||
        header->string_bytes != wanted.string_bytes || header->string_crc != wanted.string_crc ||
        header->compress_limit != wanted.compress_limit)
        return iop_misuse("%s was written with another --write-pattern or --compress-percent, as "
                          "its state of verification %s tells; give the same, or remove the state "
                          "to begin anew",
                          request->target, request->path);
    return 0;
}

static int check(const struct ledger_header *header, const struct iop_ledger_request *request)
{
    if (header->magic != MAGIC)
        return iop_misuse("%s is not a state of verification of iopulse; give another "
                          "--verify-state, or remove it if nothing needs it",
                          request->path);
    if (header->version != LEDGER_VERSION)
        return iop_misuse("the state of verification %s has version %u and this iopulse knows "
                          "version %d; remove it to begin anew",
                          request->path, header->version, LEDGER_VERSION);
    if (header->crc != crc_of(header) || header->block_bytes < BLOCK_SECTOR_BYTES)
        return iop_fail(EBADMSG,
                        "the state of verification %s is damaged: its checksum does not fit; "
                        "remove it to begin anew",
                        request->path);
    if (request->target_is_new)
        return iop_misuse("%s is new, but %s tells what was written to a file of that name before; "
                          "remove it to begin anew",
                          request->target, request->path);
    return check_content(header, request);
}

/* What to make of the entries of an earlier run. */
enum adoption {
    ADOPT_AS_IS,   /* of the same boot: the page cache has kept all of them */
    ADOPT_ACKED,   /* of an earlier boot, and what was acknowledged is taken for durable */
    ADOPT_DURABLE, /* what was not synced may be lost */
};

/* An entry that no run can have left. */
static bool is_impossible(const struct ledger_entry *entry)
{
    uint32_t issued = (uint32_t)entry->written, acked = (uint32_t)entry->settled;

    return acked > issued || entry->written >> 32 > issued;
}

/* After a loss only what was synced is known, and more may have been written than is known. */
static void forget_unsynced(struct ledger_entry *entry, uint32_t synced)
{
    uint32_t durable = (uint32_t)(entry->settled >> 32) <= synced
                           ? (uint32_t)entry->settled
                           : (uint32_t)(entry->written >> 32);

    entry->settled = durable;
    entry->written = (uint64_t)durable << 32 | ((uint32_t)entry->written + LEDGER_UNSEEN);
}

static int adopt(struct iop_ledger *ledger, uint64_t first, uint64_t end, enum adoption adoption)
{
    for (uint64_t i = first; i < end; i++) {
        struct ledger_entry *entry = &ledger->entries[i];

        if (is_impossible(entry))
            return iop_fail(EBADMSG,
                            "the state of verification %s is damaged: what it tells of block %llu "
                            "cannot be; remove it to begin anew",
                            ledger->path, (unsigned long long)i);
        if (adoption == ADOPT_DURABLE && entry->written)
            forget_unsynced(entry, ledger->header->synced);
        else if (adoption == ADOPT_ACKED)
            entry->settled = (uint32_t)entry->settled; /* epochs of another boot mean nothing */
    }
    return 0;
}

/* Visits what the file holds; holes stay holes. */
static int adopt_all(struct iop_ledger *ledger, enum adoption adoption)
{
    const uint64_t end = LEDGER_HEADER_BYTES + ledger->blocks * sizeof(struct ledger_entry);
    uint64_t at = LEDGER_HEADER_BYTES;
    int error = 0;

    while (!error && at < end) {
        off_t data = lseek(ledger->fd, (off_t)at, SEEK_DATA);
        off_t hole = data < 0 ? -1 : lseek(ledger->fd, data, SEEK_HOLE);

        if (data < 0)
            data = (off_t)(errno == ENXIO ? end : at); /* ENXIO: holes to the end */
        at = hole < 0 || (uint64_t)hole > end ? end : (uint64_t)hole;
        if ((uint64_t)data >= end)
            return 0;
        error = adopt(ledger, ((uint64_t)data - LEDGER_HEADER_BYTES) / sizeof(struct ledger_entry),
                      (at - LEDGER_HEADER_BYTES) / sizeof(struct ledger_entry), adoption);
    }
    return error;
}

static enum adoption choose_adoption(const struct ledger_header *header, uint32_t bound)
{
    char boot[LEDGER_BOOT_BYTES];
    bool restarted;

    read_boot(boot);
    restarted = strncmp(boot, header->boot, sizeof boot) != 0;
    if (bound == JOB_BOUND_DURABLE || (bound == JOB_BOUND_BY_BOOT && restarted))
        return ADOPT_DURABLE;
    return restarted ? ADOPT_ACKED : ADOPT_AS_IS;
}

/* Room for the entries of the region: a full file system must not be found while a run writes. */
static int reserve(const struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    uint64_t first = request->begin / request->block_bytes * sizeof(struct ledger_entry);
    uint64_t end = ledger->blocks * sizeof(struct ledger_entry);
    int error = 0;

    if (fallocate(ledger->fd, 0, (off_t)(LEDGER_HEADER_BYTES + first), (off_t)(end - first)) < 0)
        error = errno;
    return error && error != EOPNOTSUPP ? refuse(error, "make room for", request->path) : 0;
}

static int map(struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    struct stat stat;
    void *base, *busy;
    int error;

    ledger->blocks = request->end / request->block_bytes;
    ledger->mapped_bytes = LEDGER_HEADER_BYTES + ledger->blocks * sizeof(struct ledger_entry);
    if (fstat(ledger->fd, &stat) < 0 || ((uint64_t)stat.st_size < ledger->mapped_bytes &&
                                         ftruncate(ledger->fd, (off_t)ledger->mapped_bytes) < 0))
        return refuse(errno, "extend", request->path);
    error = reserve(ledger, request);
    if (error)
        return error;
    base = mmap(NULL, ledger->mapped_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ledger->fd, 0);
    if (base == MAP_FAILED)
        return refuse(errno, "map", request->path);
    ledger->header = base;
    ledger->entries = (struct ledger_entry *)((uint8_t *)base + LEDGER_HEADER_BYTES);
    busy = mmap(NULL, ledger->blocks * sizeof *ledger->busy, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (busy == MAP_FAILED)
        return refuse(errno, "map what is under way beside", request->path);
    ledger->busy = busy;
    return 0;
}

static int open_file(struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    int flags = O_RDWR | O_CLOEXEC | (request->creates ? O_CREAT : 0);

    ledger->fd = open(request->path, flags, 0644);
    if (ledger->fd < 0 && errno == ENOENT && !request->creates)
        return -ENOENT;
    if (ledger->fd < 0)
        return refuse(errno, "open", request->path);
    if (flock(ledger->fd, LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK
                   ? iop_fail(EBUSY, "the state of verification %s is in use by another run",
                              request->path)
                   : refuse(errno, "lock", request->path);
    return 0;
}

/* A file without a byte is one that a crash kept from being made. */
static int read_header(const struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    struct ledger_header header = {0};
    ssize_t bytes = pread(ledger->fd, &header, sizeof header, 0);

    if (bytes < 0)
        return refuse(errno, "read", request->path);
    if (!bytes)
        return request->creates ? make(ledger, request) : -ENOENT;
    return check(&header, request);
}

int iop_ledger_open(struct iop_ledger *ledger, const struct iop_ledger_request *request)
{
    int error;

    *ledger =
        (struct iop_ledger){.path = request->path, .block_bytes = request->block_bytes, .fd = -1};
    error = open_file(ledger, request);
    error = error ? error : read_header(ledger, request);
    error = error ? error : map(ledger, request);
    if (!error)
        error = adopt_all(ledger, choose_adoption(ledger->header, request->bound));
    if (error) {
        iop_ledger_close(ledger);
        return error;
    }
    read_boot(ledger->header->boot);
    return 0;
}

void iop_ledger_close(struct iop_ledger *ledger)
{
    if (ledger->busy)
        munmap(ledger->busy, ledger->blocks * sizeof *ledger->busy);
    if (ledger->header) {
        msync(ledger->header, ledger->mapped_bytes, MS_SYNC);
        munmap(ledger->header, ledger->mapped_bytes);
        close(ledger->fd);
    } else if (ledger->path && ledger->fd >= 0) {
        close(ledger->fd);
    }
    *ledger = (struct iop_ledger){0};
}
