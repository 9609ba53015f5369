package io.iopulse.workload;

import io.iopulse.units.Percent;

/** Which share of the operations reads, writes and trims. */
public record Mix(Percent read, Percent write, Percent trim) {
    public static final Mix READ_ONLY = new Mix(Percent.ALL, Percent.ZERO, Percent.ZERO);

    /** Decimal fractions that sum to 100 may miss it by this much in binary. */
    private static final double ROUNDING = 1e-9;

    public Mix {
        Require.that(
                isWhole(read, write, trim), "shares that are not 100 together", read, write, trim);
    }

    public static boolean isWhole(Percent read, Percent write, Percent trim) {
        return Math.abs(read.value() + write.value() + trim.value() - 100) <= ROUNDING;
    }

    public boolean reads() {
        return !read.isZero();
    }

    public boolean writes() {
        return !write.isZero();
    }

    public boolean trims() {
        return !trim.isZero();
    }

    /** Whether data on the target is changed at all. */
    public boolean changesData() {
        return writes() || trims();
    }
}
