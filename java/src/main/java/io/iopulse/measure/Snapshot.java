package io.iopulse.measure;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is happening now, summed over all workers; drawn by the live view and kept by nobody.
 *
 * @param elapsedNs since the stage began
 * @param progress 0..1 of the stage; empty when its end is not known
 * @param remainingNs until the stage ends; empty when not known
 * @param intervals intervals seen so far: the rates below change when it does
 * @param opsPerSecond of the last interval
 * @param bytesPerSecond of the last interval; while preparing, of the filling
 * @param p50Ns service latency of the last interval; empty when nothing completed in it
 * @param p99Ns service latency of the last interval; empty when nothing completed in it
 * @param intervalStage to which the last interval belongs: not always the stage of now
 * @param intervalEndNs its end, since that stage began
 * @param errors failed operations so far
 * @param preparedBytes written so far while preparing
 * @param prepareBytesTotal to be written while preparing
 */
public record Snapshot(
        Stage stage,
        long elapsedNs,
        OptionalDouble progress,
        OptionalLong remainingNs,
        long intervals,
        double opsPerSecond,
        double bytesPerSecond,
        OptionalLong p50Ns,
        OptionalLong p99Ns,
        Stage intervalStage,
        long intervalEndNs,
        long errors,
        long preparedBytes,
        long prepareBytesTotal) {

    /** What the run is at. */
    public enum Stage {
        PREPARING,
        WARMING_UP,
        MEASURING,
        DRAINING,
        VERIFYING,
        DONE
    }

    public Snapshot {
        if (progress.isPresent() && !(progress.getAsDouble() >= 0 && progress.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "progress " + progress.getAsDouble() + " not in 0..1");
        }
    }

    /** While targets are being filled; progress follows from the bytes. */
    public static Snapshot preparing(
            long elapsedNs, long preparedBytes, long prepareBytesTotal, double bytesPerSecond) {
        OptionalDouble progress =
                prepareBytesTotal > 0
                        ? OptionalDouble.of(Math.min(1, (double) preparedBytes / prepareBytesTotal))
                        : OptionalDouble.empty();
        OptionalLong remainingNs =
                bytesPerSecond > 0
                        ? OptionalLong.of(
                                Math.round(
                                        Math.max(0, prepareBytesTotal - preparedBytes)
                                                / bytesPerSecond
                                                * 1e9))
                        : OptionalLong.empty();
        return new Snapshot(
                Stage.PREPARING,
                elapsedNs,
                progress,
                remainingNs,
                0,
                0,
                bytesPerSecond,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Stage.PREPARING,
                elapsedNs,
                0,
                preparedBytes,
                prepareBytesTotal);
    }
}
