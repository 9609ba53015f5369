package io.iopulse.host;

/** Major and minor number of a device, as {@code 259:1} in sysfs. */
public record DeviceNumber(int major, int minor) {
    /** Unpacks a {@code dev_t} as Linux and glibc encode it in 64 bits. */
    static DeviceNumber of(long encoded) {
        long major = (encoded >>> 8 & 0xfff) | (encoded >>> 32 & 0xffff_f000L);
        long minor = (encoded & 0xff) | (encoded >>> 12 & 0xffff_ff00L);
        return new DeviceNumber((int) major, (int) minor);
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(major) + ":" + Integer.toUnsignedString(minor);
    }
}
