package io.iopulse.compare;

import io.iopulse.units.Labeled;

/** Which way a metric gets better. */
public enum Direction implements Labeled {
    HIGHER,
    LOWER,
    /** More is neither better nor worse. */
    NEITHER
}
