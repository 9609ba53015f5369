package io.iopulse.measure;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * One latency distribution that merges with others: an HdrHistogram of 3 significant digits from 1
 * ns to 1 h, with exact count, minimum, maximum, sum and sum of squares beside it. Not thread-safe;
 * a reader must not overlap a writer.
 */
public final class Latency {
    /** Highest value the histogram keeps; longer ones are counted as above range. */
    public static final long HIGHEST_NS = 3_600_000_000_000L;

    /** Counts in HdrHistogram's own index order, as native publishes them. */
    public static final int COUNTS = 33_792;

    /** Samples needed beyond a percentile before it is worth printing. */
    public static final int SAMPLES_BEYOND_MIN = 10;

    static final int SIGNIFICANT_DIGITS = 3;

    private static final int TICKS_PER_HALF_DISTANCE = 5; // the library's own standard
    private static final double NS_PER_MICROSECOND = 1e3;

    private static final int HALF_BUCKET_BITS = 10;
    private static final int HALF_BUCKET_COUNTS = 1 << HALF_BUCKET_BITS;
    private static final BigInteger TWO_POW_64 = BigInteger.ONE.shiftLeft(64);
    private static final int EXACT_BYTES = 7 * Long.BYTES;

    private final Counts counts;

    /** Kept from one percentile to the next, but not for good: it takes 264 KiB. */
    private WeakReference<Histogram> lastHistogram = new WeakReference<>(null);

    private long count;
    private long aboveRange;
    private long minNs = Long.MAX_VALUE;
    private long maxNs;
    private long sumNs;
    private BigInteger sumSquares = BigInteger.ZERO;

    public Latency() {
        this(new Counts());
    }

    private Latency(Counts counts) {
        this.counts = counts;
    }

    static Histogram emptyHistogram() {
        return new Histogram(1, HIGHEST_NS, SIGNIFICANT_DIGITS);
    }

    /** The samples so far, for percentiles. */
    private Histogram histogram() {
        Histogram made = lastHistogram.get();
        if (made == null || made.getTotalCount() != counts.total()) {
            made = counts.histogram();
            lastHistogram = new WeakReference<>(made);
        }
        return made;
    }

    /**
     * Adds to one bucket of the histogram and to nothing else: the exact statistics of the same
     * samples come with {@link #addExact}.
     *
     * @param index in HdrHistogram's own order, below {@link #COUNTS}
     */
    public void addCounts(int index, long samples) {
        if (index < 0 || index >= COUNTS) {
            throw new IllegalArgumentException("index " + index + " not in 0.." + (COUNTS - 1));
        }
        counts.add(index, samples);
    }

    /**
     * Adds the exact statistics of samples whose buckets come with {@link #addCounts}.
     *
     * @param samples recorded values, those above the range included; with 0 nothing else is read
     * @param sumSquaresLow lower half of the unsigned 128-bit sum of squares, ns²
     * @param sumSquaresHigh upper half
     */
    public void addExact(
            long samples,
            long above,
            long smallestNs,
            long largestNs,
            long totalNs,
            long sumSquaresLow,
            long sumSquaresHigh) {
        if (samples == 0) {
            return;
        }
        count += samples;
        aboveRange += above;
        minNs = Math.min(minNs, smallestNs);
        maxNs = Math.max(maxNs, largestNs);
        sumNs += totalNs;
        sumSquares =
                sumSquares.add(
                        unsigned(sumSquaresHigh).multiply(TWO_POW_64).add(unsigned(sumSquaresLow)));
    }

    /** Records samples of one value, histogram and exact statistics alike. */
    public void record(long valueNs, long samples) {
        boolean above = valueNs > HIGHEST_NS;
        BigInteger value = BigInteger.valueOf(valueNs);
        BigInteger squares = value.multiply(value).multiply(BigInteger.valueOf(samples));
        addExact(
                samples,
                above ? samples : 0,
                valueNs,
                valueNs,
                Math.multiplyExact(valueNs, samples),
                squares.longValue(),
                squares.shiftRight(64).longValue());
        if (!above && samples > 0) {
            counts.add(indexOf(valueNs), samples);
        }
    }

    /** Adds all samples of another distribution. */
    public void add(Latency other) {
        counts.add(other.counts);
        if (other.count == 0) {
            return;
        }
        count += other.count;
        aboveRange += other.aboveRange;
        minNs = Math.min(minNs, other.minNs);
        maxNs = Math.max(maxNs, other.maxNs);
        sumNs += other.sumNs;
        sumSquares = sumSquares.add(other.sumSquares);
    }

    /** All samples of the given distributions in a new one. */
    public static Latency sum(Iterable<Latency> parts) {
        Latency sum = new Latency();
        parts.forEach(sum::add);
        return sum;
    }

    public long count() {
        return count;
    }

    /** Samples above {@link #HIGHEST_NS}: in {@link #count}, not in the histogram. */
    public long aboveRange() {
        return aboveRange;
    }

    /**
     * Whether every sample is either in a bucket or above the range. It is not when the parts that
     * came in by {@link #addCounts} and {@link #addExact} did not belong together.
     */
    public boolean isConsistent() {
        return counts.total() + aboveRange == count;
    }

    /** Exact; 0 when empty. */
    public long minNs() {
        return count == 0 ? 0 : minNs;
    }

    /** Exact; 0 when empty. */
    public long maxNs() {
        return maxNs;
    }

    /** Exact sum of all samples. */
    public long sumNs() {
        return sumNs;
    }

    /** 0 when empty. */
    public double meanNs() {
        return count == 0 ? 0 : (double) sumNs / count;
    }

    /** Of the population; 0 when empty. √(n·Σx² − (Σx)²) / n, the difference taken exactly. */
    public double stddevNs() {
        if (count == 0) {
            return 0;
        }
        BigInteger sum = BigInteger.valueOf(sumNs);
        BigInteger spread =
                sumSquares.multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
        return Math.sqrt(Math.max(0, spread.doubleValue())) / count;
    }

    /**
     * The highest value equivalent to the bucket that holds the percentile, but never above the
     * exact maximum; the exact maximum where the percentile lies above the range. 0 when empty.
     *
     * @param percentile 0..100
     */
    public long percentileNs(double percentile) {
        long inRange = counts.total();
        if (aboveRange == 0) {
            return Math.min(histogram().getValueAtPercentile(percentile), maxNs);
        }
        double percentileInRange =
                inRange == 0 ? Double.MAX_VALUE : percentile * (inRange + aboveRange) / inRange;
        return percentileInRange > 100
                ? maxNs
                : Math.min(histogram().getValueAtPercentile(percentileInRange), maxNs);
    }

    /** Whether at least {@link #SAMPLES_BEYOND_MIN} samples lie beyond the percentile. */
    public boolean isPrintable(double percentile) {
        return count - Math.ceil(percentile * count / 100 - 1e-6) >= SAMPLES_BEYOND_MIN;
    }

    /** Receives the non-empty buckets. */
    @FunctionalInterface
    public interface BucketConsumer {
        /**
         * One bucket.
         *
         * @param upperNs highest value of the bucket
         * @param samples above 0
         */
        void accept(long upperNs, long samples);
    }

    /** Hands over the non-empty buckets, lowest first. */
    public void forEachBucket(BucketConsumer consumer) {
        counts.forEach((index, samples) -> consumer.accept(highestValueAt(index), samples));
    }

    private static long highestValueAt(int index) {
        int bucket = Math.max(0, (index >> HALF_BUCKET_BITS) - 1);
        return valueAtIndex(index) + (1L << bucket) - 1;
    }

    /** The histogram in HdrHistogram's compressed V2 encoding, as its logs hold it. */
    public byte[] compressed() {
        Histogram samples = histogram();
        ByteBuffer encoded = ByteBuffer.allocate(samples.getNeededByteBufferCapacity());
        int length = samples.encodeIntoCompressedByteBuffer(encoded);
        return Arrays.copyOf(encoded.array(), length);
    }

    /** HdrHistogram's own text of the distribution, in microseconds. */
    public String percentileText() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, false, StandardCharsets.UTF_8);
        histogram().outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, NS_PER_MICROSECOND);
        out.flush();
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The exact statistics as big-endian longs, then HdrHistogram's V2 encoding. */
    public byte[] encode() {
        ByteBuffer encoded = ByteBuffer.allocate(EXACT_BYTES + counts.encodedBytesMax());
        encoded.putLong(count).putLong(aboveRange).putLong(minNs).putLong(maxNs).putLong(sumNs);
        encoded.putLong(sumSquares.longValue()).putLong(sumSquares.shiftRight(64).longValue());
        counts.encode(encoded);
        return Arrays.copyOf(encoded.array(), encoded.position());
    }

    /** Reads back what {@link #encode} wrote; IllegalArgumentException for anything else. */
    public static Latency decode(byte[] encoded) {
        if (encoded.length < EXACT_BYTES) {
            throw new IllegalArgumentException("not an encoded latency");
        }
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        long[] exact = new long[EXACT_BYTES / Long.BYTES];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = buffer.getLong();
        }
        Latency latency = new Latency(Counts.decode(buffer));
        latency.addExact(exact[0], exact[1], exact[2], exact[3], exact[4], exact[5], exact[6]);
        return latency;
    }

    /** HdrHistogram's index of a value up to {@link #HIGHEST_NS}; native uses the same formula. */
    public static int indexOf(long valueNs) {
        long floor = valueNs | (2 * HALF_BUCKET_COUNTS - 1);
        int bucket = 63 - HALF_BUCKET_BITS - Long.numberOfLeadingZeros(floor);
        return (int) (valueNs >> bucket) + (bucket << HALF_BUCKET_BITS);
    }

    /** Inverse of HdrHistogram's index, unit magnitude 0: the lowest value of the bucket. */
    static long valueAtIndex(int index) {
        if (index < 0 || index >= COUNTS) {
            throw new IllegalArgumentException("index " + index + " not in 0.." + (COUNTS - 1));
        }
        int bucket = (index >> HALF_BUCKET_BITS) - 1;
        return bucket < 0
                ? index
                : (long) ((index & (HALF_BUCKET_COUNTS - 1)) + HALF_BUCKET_COUNTS) << bucket;
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(TWO_POW_64) : value;
    }
}
