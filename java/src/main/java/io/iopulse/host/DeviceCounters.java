package io.iopulse.host;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a block device has done since boot, from its {@code stat} file; see
 * Documentation/block/stat.rst of the kernel. A sector is 512 bytes, whatever the device.
 */
public record DeviceCounters(
        long reads, long readSectors, long writes, long writeSectors, long busyMs, long discards) {
    private static final int READS = 0;
    private static final int READ_SECTORS = 2;
    private static final int WRITES = 4;
    private static final int WRITE_SECTORS = 6;
    private static final int BUSY_MS = 9; // ms with requests
    private static final int DISCARDS = 11; // since Linux 4.18; 0 before

    static Optional<DeviceCounters> parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        OptionalLong reads = field(fields, READS);
        OptionalLong readSectors = field(fields, READ_SECTORS);
        OptionalLong writes = field(fields, WRITES);
        OptionalLong writeSectors = field(fields, WRITE_SECTORS);
        if (reads.isEmpty()
                || readSectors.isEmpty()
                || writes.isEmpty()
                || writeSectors.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DeviceCounters(
                        reads.getAsLong(),
                        readSectors.getAsLong(),
                        writes.getAsLong(),
                        writeSectors.getAsLong(),
                        field(fields, BUSY_MS).orElse(0),
                        field(fields, DISCARDS).orElse(0)));
    }

    /** What happened between an earlier reading and this one. */
    public DeviceCounters since(DeviceCounters earlier) {
        return new DeviceCounters(
                reads - earlier.reads,
                readSectors - earlier.readSectors,
                writes - earlier.writes,
                writeSectors - earlier.writeSectors,
                busyMs - earlier.busyMs,
                discards - earlier.discards);
    }

    public long readBytes() {
        return readSectors * BlockDevice.SECTOR_BYTES;
    }

    public long writeBytes() {
        return writeSectors * BlockDevice.SECTOR_BYTES;
    }

    private static OptionalLong field(String[] fields, int index) {
        return index < fields.length ? HostTree.parseLong(fields[index]) : OptionalLong.empty();
    }
}
