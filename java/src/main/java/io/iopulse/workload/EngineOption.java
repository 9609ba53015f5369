package io.iopulse.workload;

import static io.iopulse.workload.EngineKind.IO_URING;
import static io.iopulse.workload.EngineKind.LIBAIO;
import static io.iopulse.workload.EngineKind.SYNC;

import io.iopulse.units.Labeled;

/** A feature of an engine that a run asks for; the result says which were in force. */
public enum EngineOption implements Labeled {
    REGISTERED_FILES,
    FIXED_BUFFERS,
    REGISTERED_RING,
    SINGLE_ISSUER,
    /** Needs {@link #SINGLE_ISSUER}, excludes {@link #SQPOLL}. */
    DEFER_TASKRUN,
    /** Excludes {@link #SQPOLL}. */
    COOP_TASKRUN,
    SQPOLL,
    IOPOLL,
    UNCACHED,
    NOWAIT,
    FORCE_ASYNC,
    /** Completions read from the mapped ring, without a system call. */
    RING_REAP,
    /** Kernel workers kept off the CPU of the worker that owns the ring. */
    IOWQ_AFFINITY,
    /** Spins for completions instead of sleeping. */
    BUSY_REAP;

    public boolean belongsTo(EngineKind engine) {
        return switch (this) {
            case UNCACHED, NOWAIT -> engine == IO_URING || engine == LIBAIO || engine == SYNC;
            case BUSY_REAP -> engine == IO_URING || engine == LIBAIO;
            case RING_REAP -> engine == LIBAIO;
            default -> engine == IO_URING;
        };
    }
}
