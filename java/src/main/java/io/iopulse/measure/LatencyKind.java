package io.iopulse.measure;

import io.iopulse.units.Labeled;

/** Which stretch of an I/O was timed. The order is that of {@code enum shared_latency}. */
public enum LatencyKind implements Labeled {
    /** Submit to completion. */
    SERVICE,
    /** Intended start to completion; only with a rate. */
    RESPONSE,
    /** Time inside submit; only when asked for. */
    SUBMISSION,
    /** Intended start to submit; with a rate, or after think time. */
    LATENESS,
    /** Ready to start to holding its lock; only with locks. */
    LOCK_WAIT
}
