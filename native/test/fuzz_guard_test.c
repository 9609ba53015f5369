/*
 * Feeds the parsers of the guard with random bytes and with mutations of real ones. They may answer
 * what they like, but must stay inside their buffers: every buffer is allocated to its exact length
 * so that the sanitizers see a step outside. FUZZ_SEED and FUZZ_ROUNDS repeat and lengthen a run.
 */
#include "check.h"

#include "access/rng.h"
#include "target/guard.h"

#include <stdbool.h>
#include <time.h>

enum { ROUNDS = 400000, LINE_BYTES_MAX = 700, NAMES_MAX = 200 };

static const char *const lines[] = {
    "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n",
    "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n",
    "90 27 0:52 /@home /ho\\040me rw shared:7 master:3 propagate_from:2 - btrfs /dev/sd\\134a rw\n",
    "/dev/sda2                               partition\t8388604\t\t0\t\t-2\n",
    "/swap\\040file\\040(deleted)             file\t\t1048572\t\t0\t\t-3\n",
    "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n",
};

static const char *const magics[] = {"EFI PART", "\x53\xef",    "XFSB",       "_BHRfS_M",
                                     "LVM2 001", "CD001",       "SWAPSPACE2", "NTFS    ",
                                     "\x55\xaa", "LUKS\xba\xbe"};

static unsigned found_count;

static void count(void *context, const char *name)
{
    CHECK(context == &found_count);
    CHECK(strlen(name) > 3);
    found_count++;
}

static bool is_terminated(const char *name)
{
    return memchr(name, '\0', MOUNT_FIELD_BYTES) != NULL;
}

static void parse_line(const char *line, size_t bytes)
{
    struct iop_mount mount;
    char path[MOUNT_FIELD_BYTES];

    if (iop_mount_parse(line, bytes, &mount))
        CHECK(is_terminated(mount.point) && is_terminated(mount.type) &&
              is_terminated(mount.source));
    iop_swap_parse(line, bytes, path);
    CHECK(is_terminated(path));
}

/* Flips, overwrites, cuts and doubles; returns the new length, at most room. */
static size_t mutate(struct iop_rng *rng, char *data, size_t bytes, size_t room)
{
    static const char interesting[] = " \t\n\\:-/0";
    const uint64_t changes = 1 + iop_rng_below(rng, 8);

    for (uint64_t i = 0; i < changes && bytes > 0; i++) {
        const size_t at = iop_rng_below(rng, bytes);

        switch (iop_rng_below(rng, 4)) {
        case 0:
            data[at] = (char)iop_rng_next(rng);
            break;
        case 1:
            data[at] = interesting[iop_rng_below(rng, sizeof interesting - 1)];
            break;
        case 2:
            bytes = at;
            break;
        default:
            if (bytes + (bytes - at) <= room) {
                memcpy(data + bytes, data + at, bytes - at);
                bytes += bytes - at;
            }
        }
    }
    return bytes;
}

static void fuzz_line(struct iop_rng *rng)
{
    char data[LINE_BYTES_MAX];
    size_t bytes;
    char *exact;

    if (iop_rng_below(rng, 4) == 0) {
        bytes = iop_rng_below(rng, sizeof data);
        for (size_t i = 0; i < bytes; i++)
            data[i] = (char)iop_rng_next(rng);
    } else {
        const char *line = lines[iop_rng_below(rng, sizeof lines / sizeof lines[0])];

        bytes = strlen(line);
        memcpy(data, line, bytes);
        bytes = mutate(rng, data, bytes, sizeof data);
    }
    exact = malloc(bytes ? bytes : 1);
    memcpy(exact, data, bytes);
    parse_line(exact, bytes);
    free(exact);
}

static void fill_random(struct iop_rng *rng, uint8_t *data, size_t bytes)
{
    for (size_t i = 0; i < bytes; i += 97)
        data[i] = (uint8_t)iop_rng_next(rng);
    for (int i = 0; i < 4 && bytes > 16; i++) {
        const char *magic = magics[iop_rng_below(rng, sizeof magics / sizeof magics[0])];
        const size_t length = strlen(magic);

        memcpy(data + iop_rng_below(rng, bytes - length), magic, length);
    }
}

/* Lengths that a caller may or should never pass: cut, empty, contradicting each other. */
static void fuzz_device(struct iop_rng *rng)
{
    const size_t head_bytes =
        iop_rng_below(rng, 2) ? iop_rng_below(rng, 600) : iop_rng_below(rng, SIGNATURE_HEAD_BYTES);
    const size_t tail_bytes =
        iop_rng_below(rng, 2) ? iop_rng_below(rng, 600) : iop_rng_below(rng, SIGNATURE_TAIL_BYTES);
    uint8_t *head = calloc(1, head_bytes + 1);
    uint8_t *tail = calloc(1, tail_bytes + 1);
    struct iop_device_bytes device = {
        .head = head, .head_bytes = head_bytes, .tail = tail, .tail_bytes = tail_bytes};

    switch (iop_rng_below(rng, 3)) {
    case 0:
        device.device_bytes = iop_rng_next(rng);
        break;
    case 1:
        device.device_bytes = tail_bytes + iop_rng_below(rng, 3 << 20);
        break;
    default:
        device.device_bytes = iop_rng_below(rng, 4096);
    }
    fill_random(rng, head, head_bytes);
    fill_random(rng, tail, tail_bytes);
    iop_signature_scan(&device, count, &found_count);
    free(head);
    free(tail);
}

static void remember(void *context, const char *name)
{
    snprintf(context, NAMES_MAX, "%s", name);
}

static void check_found(size_t offset, const char *magic, size_t bytes, const char *name)
{
    const size_t device_bytes = 8 << 20;
    uint8_t *data = calloc(1, device_bytes);
    char found[NAMES_MAX] = "nothing";
    const struct iop_device_bytes device = {device_bytes, data, SIGNATURE_HEAD_BYTES,
                                            data + device_bytes - SIGNATURE_TAIL_BYTES,
                                            SIGNATURE_TAIL_BYTES};

    memcpy(data + offset, magic, bytes);
    iop_signature_scan(&device, remember, found);
    if (!CHECK(strcmp(found, name) == 0))
        fprintf(stderr, "expected \"%s\", found \"%s\"\n", name, found);
    free(data);
}

static void signatures_are_found_where_they_lie(void)
{
    const size_t end = 8 << 20;

    check_found(0, "", 0, "nothing");
    check_found(512, "EFI PART", 8, "a GPT partition table");
    check_found(4096, "EFI PART", 8, "a GPT partition table");
    check_found(end - 512, "EFI PART", 8, "a GPT partition table");
    check_found(1080, "\x53\xef", 2, "an ext2, ext3 or ext4 file system");
    check_found(65600, "_BHRfS_M", 8, "a Btrfs file system");
    check_found(4086, "SWAPSPACE2", 10, "swap space");
    check_found(512 + 24, "LVM2 001", 8, "an LVM2 physical volume");
    check_found(1536 + 24, "LVM2 001", 8, "an LVM2 physical volume");
    check_found(4096, "\xfc\x4e\x2b\xa9", 4, "an md RAID member");
    check_found(end - 8192, "\xfc\x4e\x2b\xa9", 4, "an md RAID member");
    check_found(end - 65536, "\xfc\x4e\x2b\xa9", 4, "an md RAID member");
    check_found((128 << 10) + 37 * 1024, "\x0c\xb1\xba\0\0\0\0\0", 8, "a ZFS pool member");
    check_found(end - (496 << 10), "\1\1\0\0\0\0\0\0\0\0\0\1", 12, "a ZFS pool member");
    check_found((2 << 20) + 24, "\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef",
                16, "a bcachefs file system");
    check_found(2 << 20, "\x5e\xf1\xab\x2f", 4, "a VMFS file system");
    check_found(end - 1024, "Intel Raid ISM Cfg Sig. ", 24, "an Intel RAID member");
}

static void an_mbr_needs_an_entry_that_could_be_a_partition(void)
{
    char sector[512] = {0};

    sector[510] = 0x55;
    sector[511] = (char)0xaa;
    check_found(0, sector, 512, "nothing");
    sector[446 + 4] = (char)0x83;
    check_found(0, sector, 512, "nothing"); /* no sectors */
    sector[446 + 12] = 1;
    check_found(0, sector, 512, "an MBR partition table");
    sector[446] = 0x11; /* neither active nor not */
    check_found(0, sector, 512, "nothing");
    memcpy(sector + 446 + 48, "\x80\0\0\0\x07\0\0\0\0\x08\0\0\0\x10\0\0", 16);
    check_found(0, sector, 512, "an MBR partition table");
}

static void lines_are_parsed_as_the_kernel_writes_them(void)
{
    struct iop_mount mount;
    char path[MOUNT_FIELD_BYTES];

    CHECK(iop_mount_parse(lines[0], strlen(lines[0]), &mount));
    CHECK_EQUAL(mount.major, 98);
    CHECK_EQUAL(mount.minor, 0);
    CHECK(strcmp(mount.point, "/mnt2") == 0);
    CHECK(strcmp(mount.type, "ext3") == 0);
    CHECK(strcmp(mount.source, "/dev/root") == 0);
    CHECK(iop_mount_parse(lines[2], strlen(lines[2]), &mount));
    CHECK(strcmp(mount.point, "/ho me") == 0);
    CHECK(strcmp(mount.source, "/dev/sd\\a") == 0);
    CHECK(!iop_mount_parse(lines[5], strlen(lines[5]), &mount));
    CHECK(!iop_mount_parse("1 2 99999999999:0 / / rw - a b c", 32, &mount));
    CHECK(iop_swap_parse(lines[3], strlen(lines[3]), path));
    CHECK(strcmp(path, "/dev/sda2") == 0);
    CHECK(!iop_swap_parse(lines[5], strlen(lines[5]), path));
}

int main(void)
{
    const char *seed_text = getenv("FUZZ_SEED");
    const char *rounds_text = getenv("FUZZ_ROUNDS");
    const uint64_t seed = seed_text ? strtoull(seed_text, NULL, 0) : (uint64_t)time(NULL);
    const uint64_t rounds = rounds_text ? strtoull(rounds_text, NULL, 0) : ROUNDS;
    struct iop_rng rng;

    printf("FUZZ_SEED=%" PRIu64 "\n", seed);
    fflush(stdout);
    lines_are_parsed_as_the_kernel_writes_them();
    signatures_are_found_where_they_lie();
    an_mbr_needs_an_entry_that_could_be_a_partition();
    iop_rng_seed(&rng, seed, 0);
    for (uint64_t i = 0; i < rounds; i++) {
        fuzz_line(&rng);
        if (i % 512 == 0)
            fuzz_device(&rng);
    }
    return check_result();
}
