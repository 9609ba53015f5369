package io.iopulse.measure;

import io.iopulse.units.Labeled;

/** Which stretch of an I/O was timed. The order is that of {@code enum shared_latency}. */
public enum LatencyKind implements Labeled {
    /** Submit to completion. */
    SERVICE,
    /** Intended start to completion; paced runs only. */
    RESPONSE,
    /** Time inside submit; only when asked for. */
    SUBMISSION
}
