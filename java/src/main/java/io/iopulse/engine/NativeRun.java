package io.iopulse.engine;

import io.iopulse.units.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One native run and its shared region. Order: check, prepare, arm, start, join, close. {@link
 * #stop()} may come from any thread; everything else from one.
 */
public final class NativeRun implements AutoCloseable {
    private final SharedRegion region;
    private final int targets;
    private long handle;

    private NativeRun(long handle, int targets) {
        this.handle = handle;
        this.targets = targets;
        this.region = new SharedRegion(NativeEngine.region(handle));
    }

    /** Checks the job and maps its region; nothing is opened yet. */
    public static NativeRun create(Job job) throws EngineException {
        try (JobWriter writer = new JobWriter(job)) {
            return new NativeRun(
                    EngineException.check(NativeEngine.create(writer.address(), writer.bytes())),
                    job.targets().size());
        }
    }

    /**
     * Checks the targets, once; creates and writes nothing.
     *
     * @return one of each, in their order
     */
    public List<CheckedTarget> check() throws EngineException {
        List<CheckedTarget> checked = new ArrayList<>();
        for (int target = 0; target < targets; target++) {
            long unwrittenBefore = region.unwrittenBytes();
            long fill = EngineException.check(NativeEngine.check(open(), target));
            checked.add(new CheckedTarget(fill, region.unwrittenBytes() - unwrittenBefore));
        }
        return checked;
    }

    /** Creates and fills the checked targets; blocks until that is done. */
    public void prepare() throws EngineException {
        EngineException.check(NativeEngine.prepare(open()));
    }

    /** Starts the threads; returns when all stand at the barrier with everything opened. */
    public void arm() throws EngineException {
        EngineException.check(NativeEngine.arm(open()));
    }

    /** Lets the workers go after the delay. */
    public void start(Span delay) throws EngineException {
        EngineException.check(NativeEngine.start(open(), delay.ns()));
    }

    /** Asks for the end: what is in flight is drained. Harmless on a closed run. */
    public synchronized void stop() {
        if (handle != 0) {
            NativeEngine.stop(handle);
        }
    }

    /** Waits for the workers; whether all are done. */
    public boolean join(Span timeout) throws EngineException {
        return EngineException.check(NativeEngine.join(open(), timeout.ns())) == 1;
    }

    /** Reads the region while nobody can close it; empty once it is closed. */
    public synchronized <T> Optional<T> whileOpen(Function<SharedRegion, T> reading) {
        return handle == 0 ? Optional.empty() : Optional.of(reading.apply(region));
    }

    /** The region; not to be used after close. */
    public SharedRegion region() {
        open();
        return region;
    }

    private long open() {
        if (handle == 0) {
            throw new IllegalStateException("the run is closed");
        }
        return handle;
    }

    @Override
    public synchronized void close() {
        long closing = handle;
        handle = 0;
        if (closing != 0) {
            NativeEngine.destroy(closing);
        }
    }
}
