package io.iopulse.engine;

import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.MismatchKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.workload.AdviceFlag;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.EngineOption;
import io.iopulse.workload.LockMode;
import io.iopulse.workload.SimLaw;
import io.iopulse.workload.SyncMode;
import io.iopulse.workload.VerifyMode;
import java.util.Set;
import java.util.TreeSet;

/** The numbers by which native knows the choices of a workload and the kinds of a measurement. */
final class Codes {
    private Codes() {}

    static int of(EngineKind engine) {
        return switch (engine) {
            case IO_URING -> SharedLayout.JOB_ENGINE_IO_URING;
            case LIBAIO -> SharedLayout.JOB_ENGINE_LIBAIO;
            case SYNC -> SharedLayout.JOB_ENGINE_SYNC;
            case MMAP -> SharedLayout.JOB_ENGINE_MMAP;
            case NULL -> SharedLayout.JOB_ENGINE_NULL;
            case SIM -> SharedLayout.JOB_ENGINE_SIM;
            case AUTO -> throw new IllegalArgumentException("the engine is not decided");
        };
    }

    static int of(SyncMode mode) {
        return switch (mode) {
            case NONE -> SharedLayout.JOB_SYNC_NONE;
            case SYNC -> SharedLayout.JOB_SYNC_SYNC;
            case DSYNC -> SharedLayout.JOB_SYNC_DSYNC;
        };
    }

    static int of(LockMode mode) {
        return switch (mode) {
            case NONE -> SharedLayout.JOB_LOCK_NONE;
            case RANGE -> SharedLayout.JOB_LOCK_RANGE;
            case FULL -> SharedLayout.JOB_LOCK_FULL;
        };
    }

    static int of(SimLaw law) {
        return switch (law) {
            case CONSTANT -> SharedLayout.JOB_SIM_CONSTANT;
            case UNIFORM -> SharedLayout.JOB_SIM_UNIFORM;
            case EXPONENTIAL -> SharedLayout.JOB_SIM_EXPONENTIAL;
        };
    }

    static int of(OperationKind kind) {
        return switch (kind) {
            case READ -> SharedLayout.IOP_READ;
            case WRITE -> SharedLayout.IOP_WRITE;
            case TRIM -> SharedLayout.IOP_TRIM;
            case FSYNC -> SharedLayout.IOP_FSYNC;
            case FDATASYNC -> SharedLayout.IOP_FDATASYNC;
        };
    }

    static int of(LatencyKind latency) {
        return switch (latency) {
            case SERVICE -> SharedLayout.LATENCY_SERVICE;
            case RESPONSE -> SharedLayout.LATENCY_RESPONSE;
            case SUBMISSION -> SharedLayout.LATENCY_SUBMISSION;
            case LATENESS -> SharedLayout.LATENCY_LATENESS;
            case LOCK_WAIT -> SharedLayout.LATENCY_LOCK_WAIT;
        };
    }

    static OperationKind operationKind(int code) {
        for (OperationKind kind : OperationKind.values()) {
            if (of(kind) == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no operation kind " + code);
    }

    static Phase phase(int code) {
        return switch (code) {
            case SharedLayout.PHASE_WARMUP -> Phase.WARMUP;
            case SharedLayout.PHASE_MEASURE -> Phase.MEASURE;
            case SharedLayout.PHASE_DRAIN -> Phase.DRAIN;
            case SharedLayout.PHASE_VERIFY -> Phase.VERIFY;
            default -> throw new IllegalArgumentException("no phase " + code);
        };
    }

    static int of(VerifyMode mode) {
        return switch (mode) {
            case NONE -> 0;
            case READS -> SharedLayout.JOB_VERIFY_HEADER;
            case AFTER -> SharedLayout.JOB_VERIFY_HEADER | SharedLayout.JOB_VERIFY_READ_BACK;
        };
    }

    static int of(MismatchKind kind) {
        return switch (kind) {
            case CORRUPTED -> SharedLayout.MISMATCH_CORRUPTED;
            case TORN -> SharedLayout.MISMATCH_TORN;
            case MISDIRECTED -> SharedLayout.MISMATCH_MISDIRECTED;
            case STALE -> SharedLayout.MISMATCH_STALE;
            case LOST -> SharedLayout.MISMATCH_LOST;
        };
    }

    static MismatchKind mismatchKind(int code) {
        for (MismatchKind kind : MismatchKind.values()) {
            if (of(kind) == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no class of mismatch " + code);
    }

    /** Why a worker stopped, in one word. */
    static String stop(int code) {
        return switch (code) {
            case SharedLayout.STOP_NONE -> "none";
            case SharedLayout.STOP_COMPLETE -> "complete";
            case SharedLayout.STOP_ASKED -> "asked";
            case SharedLayout.STOP_ERRORS -> "errors";
            case SharedLayout.STOP_ENGINE -> "engine";
            default -> throw new IllegalArgumentException("no reason to stop " + code);
        };
    }

    static int bit(AdviceFlag flag) {
        return switch (flag) {
            case SEQ -> SharedLayout.JOB_ADVICE_SEQUENTIAL;
            case RAND -> SharedLayout.JOB_ADVICE_RANDOM;
            case WILLNEED -> SharedLayout.JOB_ADVICE_WILLNEED;
            case DONTNEED -> SharedLayout.JOB_ADVICE_DONTNEED;
            case NOREUSE -> SharedLayout.JOB_ADVICE_NOREUSE;
            case HUGEPAGE -> SharedLayout.JOB_ADVICE_HUGEPAGE;
            case NOHUGEPAGE -> SharedLayout.JOB_ADVICE_NOHUGEPAGE;
        };
    }

    static int bit(EngineOption option) {
        return switch (option) {
            case REGISTERED_FILES -> SharedLayout.IOP_OPT_REGISTERED_FILES;
            case FIXED_BUFFERS -> SharedLayout.IOP_OPT_FIXED_BUFFERS;
            case REGISTERED_RING -> SharedLayout.IOP_OPT_REGISTERED_RING;
            case SINGLE_ISSUER -> SharedLayout.IOP_OPT_SINGLE_ISSUER;
            case DEFER_TASKRUN -> SharedLayout.IOP_OPT_DEFER_TASKRUN;
            case COOP_TASKRUN -> SharedLayout.IOP_OPT_COOP_TASKRUN;
            case SQPOLL -> SharedLayout.IOP_OPT_SQPOLL;
            case IOPOLL -> SharedLayout.IOP_OPT_IOPOLL;
            case UNCACHED -> SharedLayout.IOP_OPT_UNCACHED;
            case NOWAIT -> SharedLayout.IOP_OPT_NOWAIT;
            case FORCE_ASYNC -> SharedLayout.IOP_OPT_FORCE_ASYNC;
            case RING_REAP -> SharedLayout.IOP_OPT_RING_REAP;
            case IOWQ_AFFINITY -> SharedLayout.IOP_OPT_IOWQ_AFFINITY;
            case BUSY_REAP -> SharedLayout.IOP_OPT_BUSY_REAP;
        };
    }

    /** Labels of the options whose bits are set. */
    static Set<String> labels(long bits) {
        Set<String> labels = new TreeSet<>();
        for (EngineOption option : EngineOption.values()) {
            if ((bits & bit(option)) != 0) {
                labels.add(option.label());
            }
        }
        return labels;
    }
}
