/*
 * Recognises what lies on a device by the magic numbers of partition tables, file systems and
 * members of volumes. A table of places and bytes; only the MBR needs more than comparing. A wrong
 * alarm costs an option, a missed one costs data, so short magics count too.
 */
#include "target/guard.h"

#include <string.h>

enum { MAGIC_BYTES_MAX = 24 };

#define KIB 1024u
#define MIB (1024u * 1024u)

struct signature {
    const char *name;
    /* 0: offset counts from the start. Else back from the end, itself rounded down to this. */
    uint32_t end_align;
    uint32_t offset;
    uint16_t repeats; /* further places, step bytes apart */
    uint16_t step;
    uint8_t bytes;
    char magic[MAGIC_BYTES_MAX];
};

#define MAGIC(text) .bytes = sizeof(text) - 1, .magic = text

/* Neighbours of one name are reported once. */
static const struct signature signatures[] = {
    {"a GPT partition table", .offset = 512, MAGIC("EFI PART")},
    {"a GPT partition table", .offset = 4096, MAGIC("EFI PART")},
    {"a GPT partition table", .end_align = 512, .offset = 512, MAGIC("EFI PART")},
    {"a GPT partition table", .end_align = 4096, .offset = 4096, MAGIC("EFI PART")},
    {"a BSD disk label", .offset = 64, MAGIC("\x57\x45\x56\x82")},
    {"a BSD disk label", .offset = 128, MAGIC("\x57\x45\x56\x82")},
    {"a BSD disk label", .offset = 512, MAGIC("\x57\x45\x56\x82")},
    {"an SGI disk label", .offset = 0, MAGIC("\x0b\xe5\xa9\x41")},
    {"an AIX disk label", .offset = 0, MAGIC("\xc9\xc2\xd4\xc1")},
    {"an Apple partition map", .offset = 512, MAGIC("PM\0\0")},
    {"an ext2, ext3 or ext4 file system", .offset = 1080, MAGIC("\x53\xef")},
    {"an XFS file system", .offset = 0, MAGIC("XFSB")},
    {"a Btrfs file system", .offset = 64 * KIB + 64, MAGIC("_BHRfS_M")},
    {"an F2FS file system", .offset = 1024, MAGIC("\x10\x20\xf5\xf2")},
    {"an F2FS file system", .offset = 5120, MAGIC("\x10\x20\xf5\xf2")},
    {"a bcachefs file system", .offset = 4120,
     MAGIC("\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef")},
    {"a bcachefs file system", .offset = 2 * MIB + 24,
     MAGIC("\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef")},
    {"a bcachefs file system", .end_align = 512, .offset = MIB - 24,
     MAGIC("\xc6\x85\x73\xf6\x66\xce\x90\xa9\xd9\x6a\x60\xcf\x80\x3d\xf7\xef")},
    {"a bcache or bcachefs device", .offset = 4120,
     MAGIC("\xc6\x85\x73\xf6\x4e\x1a\x45\xca\x82\x65\xf5\x7f\x48\xba\x6d\x81")},
    {"an NTFS file system", .offset = 3, MAGIC("NTFS    ")},
    {"an exFAT file system", .offset = 3, MAGIC("EXFAT   ")},
    {"a ReFS file system", .offset = 0, MAGIC("\0\0\0ReFS\0")},
    {"a BitLocker volume", .offset = 3, MAGIC("-FVE-FS-")},
    {"a FAT file system", .offset = 82, MAGIC("FAT32   ")},
    {"a FAT file system", .offset = 82, MAGIC("MSWIN")},
    {"a FAT file system", .offset = 54, MAGIC("FAT12   ")},
    {"a FAT file system", .offset = 54, MAGIC("FAT16   ")},
    {"a FAT file system", .offset = 54, MAGIC("FAT     ")},
    {"a FAT file system", .offset = 54, MAGIC("MSDOS")},
    {"swap space", .offset = 4 * KIB - 10, MAGIC("SWAPSPACE2")},
    {"swap space", .offset = 8 * KIB - 10, MAGIC("SWAPSPACE2")},
    {"swap space", .offset = 16 * KIB - 10, MAGIC("SWAPSPACE2")},
    {"swap space", .offset = 32 * KIB - 10, MAGIC("SWAPSPACE2")},
    {"swap space", .offset = 64 * KIB - 10, MAGIC("SWAPSPACE2")},
    {"swap space", .offset = 4 * KIB - 10, MAGIC("SWAP-SPACE")},
    {"a hibernation image", .offset = 4 * KIB - 10, MAGIC("S1SUSPEND")},
    {"a hibernation image", .offset = 4 * KIB - 10, MAGIC("S2SUSPEND")},
    {"a hibernation image", .offset = 4 * KIB - 10, MAGIC("ULSUSPEND")},
    {"a hibernation image", .offset = 4 * KIB - 10, MAGIC("LINHIB0001")},
    {"a hibernation image", .offset = 0, MAGIC("\xed\xc3\x02\xe9\x98\x56\xe5\x0c")},
    /* The label may lie in any of the first four sectors. */
    {"an LVM2 physical volume", .offset = 24, .repeats = 3, .step = 512, MAGIC("LVM2 001")},
    {"a LUKS volume", .offset = 0, MAGIC("LUKS\xba\xbe")},
    {"a LUKS volume", .offset = 16 * KIB, MAGIC("SKUL\xba\xbe")},
    {"an md RAID member", .offset = 0, MAGIC("\xfc\x4e\x2b\xa9")},    /* version 1.1 */
    {"an md RAID member", .offset = 4096, MAGIC("\xfc\x4e\x2b\xa9")}, /* 1.2 */
    {"an md RAID member", .end_align = 4096, .offset = 8192, MAGIC("\xfc\x4e\x2b\xa9")}, /* 1.0 */
    {"an md RAID member", .end_align = 64 * KIB, .offset = 64 * KIB,
     MAGIC("\xfc\x4e\x2b\xa9")}, /* 0.90, little-endian, and below big-endian */
    {"an md RAID member", .end_align = 64 * KIB, .offset = 64 * KIB, MAGIC("\xa9\x2b\x4e\xfc")},
    {"an Intel RAID member", .end_align = 512, .offset = 1024, MAGIC("Intel Raid ISM Cfg Sig. ")},
    {"an Intel RAID member", .end_align = 4096, .offset = 8192, MAGIC("Intel Raid ISM Cfg Sig. ")},
    {"a DDF RAID member", .end_align = 512, .offset = 512, MAGIC("\xde\x11\xde\x11")},
    {"a DDF RAID member", .end_align = 512, .offset = 257 * 512, MAGIC("\xde\x11\xde\x11")},
    {"an Nvidia RAID member", .end_align = 512, .offset = 1024, MAGIC("NVIDIA")},
    {"an LSI RAID member", .end_align = 512, .offset = 512, MAGIC("$XIDE$")},
    /* ZFS: the name-value list of each of the four labels, then the uberblocks of the first. */
    {"a ZFS pool member", .offset = 16 * KIB, MAGIC("\1\1\0\0\0\0\0\0\0\0\0\1")},
    {"a ZFS pool member", .offset = 272 * KIB, MAGIC("\1\1\0\0\0\0\0\0\0\0\0\1")},
    {"a ZFS pool member", .end_align = 256 * KIB, .offset = 496 * KIB,
     MAGIC("\1\1\0\0\0\0\0\0\0\0\0\1")},
    {"a ZFS pool member", .end_align = 256 * KIB, .offset = 240 * KIB,
     MAGIC("\1\1\0\0\0\0\0\0\0\0\0\1")},
    {"a ZFS pool member", .offset = 16 * KIB, MAGIC("\1\0\0\0\0\0\0\0\0\0\0\1")},
    {"a ZFS pool member", .offset = 128 * KIB, .repeats = 127, .step = 1024,
     MAGIC("\x0c\xb1\xba\0\0\0\0\0")},
    {"a ZFS pool member", .offset = 128 * KIB, .repeats = 127, .step = 1024,
     MAGIC("\0\0\0\0\0\xba\xb1\x0c")},
    {"a Ceph BlueStore device", .offset = 0, MAGIC("bluestore block device")},
    {"a Stratis pool member", .offset = 516, MAGIC("!Stra0tis\x86\xff\x02^\x41rh")},
    {"a Stratis pool member", .offset = 9 * 512 + 4, MAGIC("!Stra0tis\x86\xff\x02^\x41rh")},
    {"a VDO volume", .offset = 0, MAGIC("dmvdo001")},
    {"a dm-integrity volume", .offset = 0, MAGIC("integrt\0")},
    {"a dm-verity volume", .offset = 0, MAGIC("verity\0\0")},
    {"a dm snapshot store", .offset = 0, MAGIC("SnAp")},
    {"a DRBD device", .end_align = 4096, .offset = 4036, MAGIC("\x83\x74\x02\x6b")},
    {"a DRBD device", .end_align = 4096, .offset = 4036, MAGIC("\x83\x74\x02\x6c")},
    {"a DRBD device", .end_align = 4096, .offset = 4036, MAGIC("\x83\x74\x02\x6d")},
    {"an EROFS file system", .offset = 1024, MAGIC("\xe2\xe1\xf5\xe0")},
    {"a SquashFS file system", .offset = 0, MAGIC("hsqs")},
    {"a SquashFS file system", .offset = 0, MAGIC("sqsh")},
    {"a cramfs file system", .offset = 0, MAGIC("\x45\x3d\xcd\x28")},
    {"a romfs file system", .offset = 0, MAGIC("-rom1fs-")},
    {"an ISO 9660 file system", .offset = 32 * KIB + 1, MAGIC("CD001")},
    {"a UDF file system", .offset = 32 * KIB + 1, .repeats = 3, .step = 2048, MAGIC("BEA01")},
    {"a UDF file system", .offset = 32 * KIB + 1, .repeats = 3, .step = 2048, MAGIC("NSR02")},
    {"a UDF file system", .offset = 32 * KIB + 1, .repeats = 3, .step = 2048, MAGIC("NSR03")},
    {"a JFS file system", .offset = 32 * KIB, MAGIC("JFS1")},
    {"a ReiserFS file system", .offset = 64 * KIB + 52, MAGIC("ReIsEr2Fs")},
    {"a ReiserFS file system", .offset = 64 * KIB + 52, MAGIC("ReIsEr3Fs")},
    {"a ReiserFS file system", .offset = 64 * KIB + 52, MAGIC("ReIsErFs")},
    {"a ReiserFS file system", .offset = 8 * KIB + 52, MAGIC("ReIsErFs")},
    {"a Reiser4 file system", .offset = 64 * KIB, MAGIC("ReIsEr4")},
    /* Revision 2.0 and the magic together: two bytes of 0x34 alone say nothing. */
    {"a NILFS2 file system", .offset = 1024, MAGIC("\2\0\0\0\0\0\x34\x34")},
    {"a NILFS2 file system", .end_align = 4096, .offset = 4096, MAGIC("\2\0\0\0\0\0\x34\x34")},
    {"an HFS+ file system", .offset = 1024, MAGIC("H+\0\4")},
    {"an HFS+ file system", .offset = 1024, MAGIC("HX\0\5")},
    {"an HFS file system", .offset = 1024, MAGIC("BD")},
    {"an APFS container", .offset = 32, MAGIC("NXSB")},
    {"an OCFS2 file system", .offset = 1 * KIB, MAGIC("OCFSV2")},
    {"an OCFS2 file system", .offset = 2 * KIB, MAGIC("OCFSV2")},
    {"an OCFS2 file system", .offset = 4 * KIB, MAGIC("OCFSV2")},
    {"an OCFS2 file system", .offset = 8 * KIB, MAGIC("OCFSV2")},
    {"a GFS2 file system", .offset = 64 * KIB, MAGIC("\x01\x16\x19\x70")},
    {"an Oracle ASM disk", .offset = 32, MAGIC("ORCLDISK")},
    {"a VMFS volume", .offset = 1 * MIB, MAGIC("\x0d\xd0\x01\xc0")},
    {"a VMFS file system", .offset = 2 * MIB, MAGIC("\x5e\xf1\xab\x2f")},
    {"a VxFS file system", .offset = 1024, MAGIC("\xf5\xfc\x01\xa5")},
    {"a zonefs file system", .offset = 0, MAGIC("SFOZ")},
    {"a UFS file system", .offset = 8 * KIB + 1372, MAGIC("\x54\x19\x01\x00")},
    {"a UFS file system", .offset = 64 * KIB + 1372, MAGIC("\x19\x01\x54\x19")},
    {"an HPFS file system", .offset = 8 * KIB, MAGIC("\x49\xe8\x95\xf9")},
    {"a BeFS file system", .offset = 544, MAGIC("1SFB")},
    {"a Minix file system", .offset = 1040, MAGIC("\x7f\x13")},
    {"a Minix file system", .offset = 1040, MAGIC("\x8f\x13")},
    {"a Minix file system", .offset = 1040, MAGIC("\x68\x24")},
    {"a Minix file system", .offset = 1040, MAGIC("\x78\x24")},
    {"a Minix file system", .offset = 1048, MAGIC("\x5a\x4d")},
};

/* bytes bytes at an absolute position, or NULL where they were not read. */
static const uint8_t *bytes_at(const struct iop_device_bytes *device, uint64_t position,
                               size_t bytes)
{
    uint64_t tail_begin;

    if (position <= device->head_bytes && bytes <= device->head_bytes - position)
        return device->head + position;
    if (device->tail_bytes > device->device_bytes)
        return NULL;
    tail_begin = device->device_bytes - device->tail_bytes;
    if (position >= tail_begin && position <= device->device_bytes &&
        bytes <= device->device_bytes - position)
        return device->tail + (position - tail_begin);
    return NULL;
}

static bool is_at(const struct iop_device_bytes *device, const struct signature *signature,
                  uint64_t position)
{
    const uint8_t *bytes = bytes_at(device, position, signature->bytes);

    return bytes && memcmp(bytes, signature->magic, signature->bytes) == 0;
}

static bool is_present(const struct iop_device_bytes *device, const struct signature *signature)
{
    uint64_t position = signature->offset;

    if (signature->end_align) {
        const uint64_t end = device->device_bytes - device->device_bytes % signature->end_align;

        if (end < signature->offset)
            return false;
        position = end - signature->offset;
    }
    for (uint32_t i = 0; i <= signature->repeats; i++)
        if (is_at(device, signature, position + (uint64_t)i * signature->step))
            return true;
    return false;
}

static uint32_t little_endian_32(const uint8_t *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* 55 AA ends boot sectors of all kinds; an entry that could be a partition makes it a table. */
static bool has_mbr(const struct iop_device_bytes *device)
{
    enum { ENTRIES_AT = 446, ENTRY_BYTES = 16, ENTRIES = 4 };
    const uint8_t *sector = bytes_at(device, 0, 512);

    if (!sector || sector[510] != 0x55 || sector[511] != 0xaa)
        return false;
    for (int i = 0; i < ENTRIES; i++) {
        const uint8_t *entry = sector + ENTRIES_AT + i * ENTRY_BYTES;
        const uint8_t status = entry[0], type = entry[4];

        if ((status == 0 || status == 0x80) && type != 0 && little_endian_32(entry + 12) != 0)
            return true;
    }
    return false;
}

void iop_signature_scan(const struct iop_device_bytes *device, iop_signature_found found,
                        void *context)
{
    const char *name_last = "";

    if (has_mbr(device))
        found(context, "an MBR partition table");
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        if (strcmp(signatures[i].name, name_last) == 0 || !is_present(device, &signatures[i]))
            continue;
        name_last = signatures[i].name;
        found(context, name_last);
    }
}
