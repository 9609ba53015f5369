package io.iopulse.config;

import io.iopulse.units.Labeled;

/** How a run shows what is happening. */
public enum LiveMode implements Labeled {
    /** A line on a terminal, else nothing. */
    AUTO,
    LINE,
    LINES,
    OFF
}
