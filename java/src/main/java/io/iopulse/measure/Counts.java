package io.iopulse.measure;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts in HdrHistogram's index order, made to be added up: in chunks, of which only those in use
 * take memory. Percentiles are the library's, by {@link #histogram}; encoded they are its V2
 * format, byte for byte as it writes it.
 */
final class Counts {
    private static final int CHUNK_BITS = 7;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNKS = Latency.COUNTS / CHUNK;

    /** The library's cookie of V2, with the flag of the word size that V2 always has. */
    private static final int V2_COOKIE = 0x1c849313;

    private static final int V2_HEAD_BYTES = 40;
    static final int VARINT_BYTES_MAX = 9;

    private final long[][] chunks = new long[CHUNKS][];

    /**
     * What was decoded, for as long as it is only added to others; its samples are in the total.
     */
    private @Nullable UsedCounts decoded;

    private long total;

    long total() {
        return total;
    }

    void add(int index, long samples) {
        unpack();
        bump(index, samples);
        total += samples;
    }

    private void unpack() {
        UsedCounts used = decoded;
        if (used != null) {
            decoded = null;
            add(used);
        }
    }

    private void bump(int index, long samples) {
        chunk(index >> CHUNK_BITS)[index & (CHUNK - 1)] += samples;
    }

    private long[] chunk(int number) {
        long[] chunk = chunks[number];
        if (chunk == null) {
            chunk = new long[CHUNK];
            chunks[number] = chunk;
        }
        return chunk;
    }

    private void add(UsedCounts used) {
        int i = 0;
        while (i < used.size()) {
            int number = used.index(i) >> CHUNK_BITS;
            long[] chunk = chunk(number);
            while (i < used.size() && used.index(i) >> CHUNK_BITS == number) {
                chunk[used.index(i) & (CHUNK - 1)] += used.samples(i);
                i++;
            }
        }
    }

    void add(Counts other) {
        unpack();
        total += other.total;
        if (other.decoded != null) {
            add(other.decoded);
            return;
        }
        for (int i = 0; i < CHUNKS; i++) {
            long[] more = other.chunks[i];
            if (more != null) {
                addChunk(i, more);
            }
        }
    }

    private void addChunk(int i, long[] more) {
        long[] chunk = chunks[i];
        if (chunk == null) {
            chunks[i] = more.clone();
            return;
        }
        for (int j = 0; j < CHUNK; j++) {
            chunk[j] += more[j];
        }
    }

    /** The same samples for the library. */
    Histogram histogram() {
        Histogram histogram = Latency.emptyHistogram();
        forEach(
                (index, samples) ->
                        histogram.recordValueWithCount(Latency.valueAtIndex(index), samples));
        return histogram;
    }

    /** Receives the indexes that have a count. */
    @FunctionalInterface
    interface Visitor {
        void visit(int index, long samples);
    }

    /** Lowest index first. */
    void forEach(Visitor visitor) {
        unpack();
        for (int i = 0; i < CHUNKS; i++) {
            long[] chunk = chunks[i];
            for (int j = 0; chunk != null && j < CHUNK; j++) {
                if (chunk[j] > 0) {
                    visitor.visit(i * CHUNK + j, chunk[j]);
                }
            }
        }
    }

    private int end() {
        for (int i = CHUNKS - 1; i >= 0; i--) {
            long[] chunk = chunks[i];
            for (int j = CHUNK - 1; chunk != null && j >= 0; j--) {
                if (chunk[j] != 0) {
                    return i * CHUNK + j + 1;
                }
            }
        }
        return 1; // the library writes the first count of an empty one, too
    }

    private long at(int index) {
        long[] chunk = chunks[index / CHUNK];
        return chunk == null ? 0 : chunk[index % CHUNK];
    }

    /** HdrHistogram's V2, not compressed, behind the buffer's position; it has the room. */
    void encode(ByteBuffer out) {
        unpack();
        int head = out.position();
        out.putInt(V2_COOKIE).putInt(0).putInt(0).putInt(Latency.SIGNIFICANT_DIGITS);
        out.putLong(1).putLong(Latency.HIGHEST_NS).putDouble(1);
        int end = end();
        int index = 0;
        while (index < end) {
            int next = nextUsed(index, end);
            if (next > index) {
                putVarint(out, next - index == 1 ? 0 : index - next);
                index = next;
            } else {
                putVarint(out, at(index));
                index++;
            }
        }
        out.putInt(head + Integer.BYTES, out.position() - head - V2_HEAD_BYTES);
    }

    /** The first index from one on that has a count; the end where none has. */
    private int nextUsed(int from, int end) {
        int index = from;
        while (index < end) {
            long[] chunk = chunks[index / CHUNK];
            if (chunk == null) {
                index = (index / CHUNK + 1) * CHUNK;
            } else if (chunk[index % CHUNK] != 0) {
                return index;
            } else {
                index++;
            }
        }
        return end;
    }

    int encodedBytesMax() {
        unpack();
        int used = 0;
        for (long[] chunk : chunks) {
            used += chunk == null ? 0 : CHUNK;
        }
        return V2_HEAD_BYTES + VARINT_BYTES_MAX * (used + CHUNKS);
    }

    /** Reads what {@link #encode} wrote; IllegalArgumentException for anything else. */
    static Counts decode(ByteBuffer in) {
        try {
            int cookie = in.getInt();
            int bytes = in.getInt();
            in.getInt();
            boolean same = in.getInt() == Latency.SIGNIFICANT_DIGITS && in.getLong() == 1;
            if (cookie != V2_COOKIE || !same || in.getLong() != Latency.HIGHEST_NS) {
                throw new IllegalArgumentException("not a histogram of latencies");
            }
            in.getDouble();
            if (bytes != in.remaining()) {
                throw new IllegalArgumentException("a histogram of another length");
            }
            UsedCounts used = UsedCounts.decode(in);
            Counts counts = new Counts();
            counts.total = used.total();
            counts.decoded = used;
            return counts;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not a histogram: " + e.getMessage(), e);
        }
    }

    /** ZigZag, then 7 bits a byte, the lowest first; the ninth byte has 8. */
    private static void putVarint(ByteBuffer out, long value) {
        long bits = value << 1 ^ value >> 63;
        for (int i = 1; i < VARINT_BYTES_MAX; i++) {
            if (bits >>> 7 == 0) {
                out.put((byte) bits);
                return;
            }
            out.put((byte) (bits | 0x80));
            bits >>>= 7;
        }
        out.put((byte) bits);
    }
}
