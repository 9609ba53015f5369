package io.iopulse.workload;

import java.util.List;

/**
 * What may be done to the targets before the run.
 *
 * @param fill write random data to every unwritten part of an existing file
 * @param preallocate reserve space for files
 * @param allowDevices block devices that may be written
 * @param destroyData of those, the ones whose contents may be lost
 */
public record Preparation(
        boolean fill, boolean preallocate, List<String> allowDevices, List<String> destroyData) {
    public static final Preparation NONE = new Preparation(false, false, List.of(), List.of());

    public Preparation {
        allowDevices = List.copyOf(allowDevices);
        destroyData = List.copyOf(destroyData);
        Require.that(allowDevices.stream().allMatch(Target::isPath), "paths", allowDevices);
        Require.that(destroyData.stream().allMatch(Target::isPath), "paths", destroyData);
    }
}
