package io.iopulse.live;

/** How a run is shown. */
public enum LiveStyle {
    /** The whole screen: for terminals that are large enough. */
    FULL,
    /** One line, drawn over and over: for terminals. */
    LINE,
    /** A line per interval: for logs. */
    LINES,
    OFF
}
