package io.iopulse.measure;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is happening now, summed over all workers; drawn by the live view and kept by nobody.
 *
 * @param elapsedNs since the stage began
 * @param progress 0..1 of the stage; empty when its end is not known
 * @param remainingNs until the stage ends; empty when not known
 * @param recent the newest intervals
 * @param bytesPerSecond while preparing, of the filling
 * @param intervalStage to which the last interval belongs: not always the stage of now
 * @param intervalEndNs its end, since that stage began
 * @param errors failed operations so far
 * @param preparedBytes written so far while preparing
 * @param prepareBytesTotal to be written while preparing
 * @param devices what the devices under the targets do; empty when unknown
 */
public record Snapshot(
        Stage stage,
        long elapsedNs,
        OptionalDouble progress,
        OptionalLong remainingNs,
        Recent recent,
        double bytesPerSecond,
        Stage intervalStage,
        long intervalEndNs,
        long errors,
        long preparedBytes,
        long prepareBytesTotal,
        List<DeviceUse> devices) {

    /** What the run is at. */
    public enum Stage {
        PREPARING,
        WARMING_UP,
        MEASURING,
        DRAINING,
        VERIFYING,
        DONE;

        /** The stage of which a phase is the record. */
        public static Stage of(Phase phase) {
            return switch (phase) {
                case WARMUP -> WARMING_UP;
                case MEASURE -> MEASURING;
                case DRAIN -> DRAINING;
                case VERIFY -> VERIFYING;
            };
        }
    }

    public Snapshot {
        devices = List.copyOf(devices);
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
                Recent.NONE,
                bytesPerSecond,
                Stage.PREPARING,
                elapsedNs,
                0,
                preparedBytes,
                prepareBytesTotal,
                List.of());
    }
}
