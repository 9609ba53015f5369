package io.iopulse.workload;

import static io.iopulse.workload.EngineKind.IO_URING;
import static io.iopulse.workload.EngineKind.LIBAIO;

import java.util.Locale;

/** A feature of an engine that a run asks for; the result says which were in force. */
public enum EngineOption {
    REGISTERED_FILES(IO_URING),
    FIXED_BUFFERS(IO_URING),
    REGISTERED_RING(IO_URING),
    SINGLE_ISSUER(IO_URING),
    /** Needs {@link #SINGLE_ISSUER}, excludes {@link #SQPOLL}. */
    DEFER_TASKRUN(IO_URING),
    /** Excludes {@link #SQPOLL}. */
    COOP_TASKRUN(IO_URING),
    SQPOLL(IO_URING),
    IOPOLL(IO_URING),
    UNCACHED(IO_URING),
    NOWAIT(IO_URING),
    FORCE_ASYNC(IO_URING),
    /** Completions read from the mapped ring, without a system call. */
    RING_REAP(LIBAIO),
    /** Kernel workers kept off the CPU of the worker that owns the ring. */
    IOWQ_AFFINITY(IO_URING),
    /** Spins for completions instead of sleeping; libaio has it too. */
    BUSY_REAP(IO_URING);

    private final EngineKind home;

    EngineOption(EngineKind home) {
        this.home = home;
    }

    public boolean belongsTo(EngineKind engine) {
        return engine == home || (this == BUSY_REAP && engine == LIBAIO);
    }

    /** As results print it: {@code registered_files}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
