package io.iopulse.workload;

import io.iopulse.units.Labeled;
import java.util.Locale;

/** How the targets of a component are dealt to its workers. */
public enum FileDistribution implements Labeled {
    /** All workers use all of them. */
    SHARED,
    /** Each worker has a part of them that no other touches; all parts together are everything. */
    PARTITIONED,
    /** Each worker has files of its own, named after the targets. */
    PER_WORKER;

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
