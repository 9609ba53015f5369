package io.iopulse.measure;

/**
 * What a block device does, by the kernel's own counters.
 *
 * @param busyShare of the time in which it had requests, 0 to 1
 */
public record DeviceUse(
        String name, double opsPerSecond, double bytesPerSecond, double busyShare) {}
