package io.iopulse.workload;

import io.iopulse.units.Percent;

/**
 * Which random operations go to a drawn place; the others go on to the next block.
 *
 * @param share of the operations that jump; all where runs have a length
 * @param runMin blocks in sequence after a jump, itself included; 0: by the share
 * @param runMax as many at most
 */
public record Jumps(Percent share, int runMin, int runMax) {
    public static final int RUN_MAX = 1_000_000_000;
    public static final Jumps ALWAYS = new Jumps(Percent.ALL, 0, 0);

    public Jumps {
        Require.that(!share.isZero(), "no jumps");
        Require.that(runMin <= runMax && runMax <= RUN_MAX, "run lengths", runMin, runMax);
        Require.that((runMin > 0) == (runMax > 0), "run lengths", runMin, runMax);
        Require.that(
                runMin == 0 || share.equals(Percent.ALL), "a share and run lengths", share, runMin);
    }

    public boolean hasRuns() {
        return runMax > 0;
    }
}
