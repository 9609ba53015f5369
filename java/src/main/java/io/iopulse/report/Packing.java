package io.iopulse.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Numbers of 7 bits a byte, the lowest first, in zlib's format. */
final class Packing implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final int NUMBER_BYTES_MAX = 10;

    /** Counts of buckets are close to random: looking longer for repetitions finds none. */
    private static final int NUMBERS_LEVEL = 4;

    private static final int TEXT_LEVEL = 6;

    private final Deflater deflater;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] waiting = new byte[BUFFER_BYTES];
    private int length;

    private Packing(int level) {
        deflater = new Deflater(level);
    }

    Packing() {
        this(NUMBERS_LEVEL);
    }

    /** All of a text. */
    static byte[] of(String text) {
        try (Packing packing = new Packing(TEXT_LEVEL)) {
            packing.deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
            return packing.finish();
        }
    }

    /** {@code value} is not negative. */
    void put(long value) {
        if (length + NUMBER_BYTES_MAX > BUFFER_BYTES) {
            deflateWaiting();
        }
        long rest = value;
        while (rest >>> 7 != 0) {
            waiting[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        waiting[length++] = (byte) rest;
    }

    private void deflateWaiting() {
        deflater.setInput(waiting, 0, length);
        length = 0;
        while (!deflater.needsInput()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
    }

    /** So far; what the compression holds back comes on top. */
    int bytes() {
        return out.size();
    }

    byte[] finish() {
        if (length > 0) {
            deflateWaiting();
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
