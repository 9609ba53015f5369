package io.iopulse.measure;

/**
 * How many different blocks left a HyperLogLog sketch: the estimator of O. Ertl, "New cardinality
 * estimation algorithms for HyperLogLog sketches" (2017), unbiased at every size without tables.
 * The register is chosen by the first bits of a block's hash and holds the depth of its rest: the
 * position of its first one bit.
 */
final class DistinctSketch {
    static final int REGISTER_BITS = 14;
    static final int REGISTERS = 1 << REGISTER_BITS;

    /** Relative; less where there are fewer blocks than registers. */
    static final double STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);

    private static final int DEPTH_MAX = Long.SIZE - REGISTER_BITS + 1;
    private static final double ALPHA = 1 / (2 * Math.log(2));

    private DistinctSketch() {}

    static double estimate(byte[] registers) {
        int[] counts = new int[DEPTH_MAX + 1];
        for (byte depth : registers) {
            counts[depth]++;
        }
        double count = registers.length;
        double z = count * tau(1 - counts[DEPTH_MAX] / count);
        for (int depth = DEPTH_MAX - 1; depth > 0; depth--) {
            z = (z + counts[depth]) / 2;
        }
        z += count * sigma(counts[0] / count);
        return ALPHA * count * count / z;
    }

    /** x + x² + 2x⁴ + 4x⁸ + … */
    private static double sigma(double share) {
        if (share == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = share;
        double factor = 1;
        double sum = share;
        double former;
        do {
            power *= power;
            former = sum;
            sum += power * factor;
            factor *= 2;
        } while (sum > former);
        return sum;
    }

    /** (1 − x − (1 − √x)²/2 − (1 − ⁴√x)²/4 − …) / 3. */
    private static double tau(double share) {
        if (share == 0 || share == 1) {
            return 0;
        }
        double root = share;
        double factor = 1;
        double sum = 1 - share;
        double former;
        do {
            root = Math.sqrt(root);
            former = sum;
            factor /= 2;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum < former);
        return sum / 3;
    }
}
