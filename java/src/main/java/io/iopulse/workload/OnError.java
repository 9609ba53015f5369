package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** What a failed operation does to the run. */
public enum OnError implements Labeled {
    STOP,
    CONTINUE
}
