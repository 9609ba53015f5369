package io.iopulse.config;

import io.iopulse.units.Labeled;

/** How a run shows what is happening. */
public enum LiveMode implements Labeled {
    /** The whole terminal where it is large enough, a line on another one, else nothing. */
    AUTO,
    FULL,
    LINE,
    LINES,
    OFF
}
