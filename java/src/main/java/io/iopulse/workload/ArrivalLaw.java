package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** How the arrivals of an open loop are spaced. */
public enum ArrivalLaw implements Labeled {
    /** Evenly. */
    CONSTANT,
    /** As independent events: exponential gaps. */
    POISSON,
    /** Evenly, several at one instant. */
    BURST
}
