package io.iopulse.record;

/**
 * What a block device moved between the start of the run and its end, by the kernel's own counters.
 *
 * @param device name, for example {@code nvme0n1}
 */
public record DeviceTransfer(String device, long readBytes, long writtenBytes) {}
