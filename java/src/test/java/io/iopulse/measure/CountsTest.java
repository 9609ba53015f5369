package io.iopulse.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class CountsTest {
    private static final int ROUNDS = 200;

    /** Counts of every size over a few or many octaves, for both. */
    private record Pair(Counts counts, Histogram library) {
        static Pair of(SplittableRandom random) {
            Pair pair = new Pair(new Counts(), Latency.emptyHistogram());
            int octaves = random.nextInt(1, 42);
            for (int i = random.nextInt(400); i > 0; i--) {
                long value = Math.min(Latency.HIGHEST_NS, random.nextLong(1L << octaves));
                pair.record(value, 1 + (random.nextLong() >>> random.nextInt(24, 64)));
            }
            return pair;
        }

        void record(long value, long samples) {
            counts.add(Latency.indexOf(value), samples);
            library.recordValueWithCount(value, samples);
        }
    }

    @Test
    void theEncodingIsTheLibrarysByteForByte() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Pair pair = Pair.of(new SplittableRandom(seed));
            byte[] ours = encoded(pair.counts());
            assertThat(ours).as("seed %d", seed).isEqualTo(encoded(pair.library()));
            assertThat(Counts.decode(ByteBuffer.wrap(ours)).histogram())
                    .as("seed %d", seed)
                    .isEqualTo(pair.library());
        }
    }

    @Test
    void addingIsTheLibrarysAdding() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pair one = Pair.of(random);
            Pair other = Pair.of(random);
            one.counts().add(other.counts());
            one.library().add(other.library());
            assertThat(one.counts().histogram()).as("seed %d", seed).isEqualTo(one.library());
            assertThat(one.counts().total()).isEqualTo(one.library().getTotalCount());
        }
    }

    @Test
    void aSumDoesNotChangeWithItsParts() {
        Counts part = new Counts();
        part.add(7, 1);
        Counts sum = new Counts();
        sum.add(part);
        part.add(7, 1);
        assertThat(sum.total()).isEqualTo(1);
        assertThat(sum.histogram().getTotalCount()).isEqualTo(1);
    }

    @Test
    void anythingElseIsRefusedOrReadAsSomeCounts() {
        byte[] intact = encoded(Pair.of(new SplittableRandom(1)).counts());
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Arrays.copyOf(intact, random.nextInt(intact.length + 8));
            for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(bytes, seed);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Counts.decode(ByteBuffer.wrap(new byte[40])));
    }

    private static void decodeOrRefuse(byte[] bytes, long seed) {
        try {
            Counts some = Counts.decode(ByteBuffer.wrap(bytes));
            assertThat(some.histogram().getTotalCount()).isEqualTo(some.total());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
        }
    }

    private static byte[] encoded(Counts counts) {
        ByteBuffer out = ByteBuffer.allocate(counts.encodedBytesMax());
        counts.encode(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] encoded(Histogram library) {
        ByteBuffer out = ByteBuffer.allocate(library.getNeededByteBufferCapacity());
        return Arrays.copyOf(out.array(), library.encodeIntoByteBuffer(out));
    }
}
