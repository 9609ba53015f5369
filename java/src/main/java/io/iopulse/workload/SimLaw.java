package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** How long the virtual device takes. */
public enum SimLaw implements Labeled {
    CONSTANT,
    UNIFORM,
    EXPONENTIAL
}
