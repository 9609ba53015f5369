package io.iopulse.workload;

import io.iopulse.units.Labeled;

/** How a worker waits for the next start. */
public enum Waiting implements Labeled {
    /** Sleeps, and spins for the last part. */
    HYBRID,
    /** Only sleeps: costs no CPU time, and is late by what the kernel needs to wake it. */
    SLEEP,
    /** Only spins: a whole CPU. */
    SPIN
}
