package io.iopulse.measure;

import java.nio.ByteBuffer;

/**
 * The counts of an encoded histogram that are not 0, in order: quick to decode and to add, and many
 * times as large as the encoding.
 */
final class UsedCounts {
    private final char[] indices;
    private final long[] samples;
    private int size;
    private int index;
    private long total;

    private UsedCounts(int bytes) {
        indices = new char[bytes];
        samples = new long[bytes];
    }

    int size() {
        return size;
    }

    /** HdrHistogram's own. */
    int index(int i) {
        return indices[i];
    }

    long samples(int i) {
        return samples[i];
    }

    /** All samples. */
    long total() {
        return total;
    }

    /**
     * Reads all bytes that are left: numbers in ZigZag and 7 bits a byte, where a negative one is
     * so many zeros. Throws IllegalArgumentException when they are no such thing.
     */
    static UsedCounts decode(ByteBuffer in) {
        byte[] bytes = in.array();
        int at = in.arrayOffset() + in.position();
        int end = at + in.remaining();
        UsedCounts used = new UsedCounts(in.remaining());
        while (at < end) {
            int bits = bytes[at++];
            if (bits >= 0) {
                used.takeShort(bits);
            } else {
                int more = varintBytes(bytes, at, end);
                used.take(varint(bits, bytes, at, more));
                at += more;
            }
            if (used.index > Latency.COUNTS) {
                throw new IllegalArgumentException("a count beyond the histogram");
            }
        }
        return used;
    }

    /** One byte, as most are; without branches, since nothing foretells which are zeros. */
    private void takeShort(int bits) {
        int areZeros = -(bits & 1);
        int number = bits >>> 1;
        indices[size] = (char) index;
        samples[size] = number;
        size += 1 + areZeros;
        total += number & ~areZeros;
        index += 1 + (number & areZeros);
    }

    private void take(long bits) {
        long number = bits >>> 1 ^ -(bits & 1);
        if (number < -Latency.COUNTS) {
            throw new IllegalArgumentException("more zeros than the histogram has counts");
        }
        if (number < 0) {
            index -= (int) number;
            return;
        }
        indices[size] = (char) index;
        samples[size] = number;
        size++;
        total += number;
        index++;
    }

    /** How many bytes there are behind the first one. */
    private static int varintBytes(byte[] bytes, int from, int end) {
        int count = 1;
        while (count < Counts.VARINT_BYTES_MAX - 1
                && from + count <= end
                && bytes[from + count - 1] < 0) {
            count++;
        }
        if (from + count > end) {
            throw new IllegalArgumentException("a number that does not end");
        }
        return count;
    }

    private static long varint(long first, byte[] bytes, int from, int count) {
        long bits = first & 0x7f;
        for (int i = 1; i <= count; i++) {
            long mask = i == Counts.VARINT_BYTES_MAX - 1 ? 0xff : 0x7f;
            bits |= (bytes[from + i - 1] & mask) << (7 * i);
        }
        return bits;
    }
}
