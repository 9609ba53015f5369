package io.iopulse.engine;

import static io.iopulse.engine.SharedLayout.*;

import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.BytesStore;

/** Lays the paces of a job out flat, and the curves that they follow. */
final class PaceWriter {
    /** Rates are in thousandths per second. */
    private static final double RATE_UNITS = 1000;

    /** Think time is in 1/100,000 of the service time. */
    private static final double SERVICE_UNITS_PER_PERCENT = 1000;

    private final BytesStore<?, Void> memory;
    private final long segmentsOffset;
    private int segmentEnd;

    PaceWriter(BytesStore<?, Void> memory, long segmentsOffset) {
        this.memory = memory;
        this.segmentsOffset = segmentsOffset;
    }

    /** Segments of all curves of a job. */
    static int segments(Job job) {
        return job.loads().stream()
                .flatMap(load -> curves(load.component().load().pace()))
                .mapToInt(curve -> curve.segments().size())
                .sum();
    }

    static long bytes(Job job) {
        return (long) segments(job) * SIZEOF_JOB_SEGMENT;
    }

    private static Stream<Curve> curves(Pace pace) {
        return Stream.concat(pace.arrivals().map(Arrivals::rate).stream(), pace.depth().stream());
    }

    void write(long at, Pace pace) {
        pace.arrivals().ifPresent(arrivals -> writeArrivals(at, arrivals));
        pace.depth().ifPresent(curve -> writeCurve(at + JOB_PACE_DEPTH, curve, 1));
        writeThinkTime(at, pace.think());
        memory.writeInt(
                at + JOB_PACE_WAITING,
                switch (pace.waiting()) {
                    case HYBRID -> JOB_WAIT_HYBRID;
                    case SLEEP -> JOB_WAIT_SLEEP;
                    case SPIN -> JOB_WAIT_SPIN;
                });
    }

    private void writeArrivals(long at, Arrivals arrivals) {
        memory.writeInt(
                at + JOB_PACE_ARRIVALS,
                arrivals.law() == ArrivalLaw.POISSON
                        ? JOB_ARRIVALS_POISSON
                        : JOB_ARRIVALS_CONSTANT);
        memory.writeInt(at + JOB_PACE_BURST, arrivals.burst());
        memory.writeInt(at + JOB_PACE_BY_BYTES, arrivals.bytes() ? 1 : 0);
        memory.writeInt(at + JOB_PACE_PER_WORKER, arrivals.perWorker() ? 1 : 0);
        writeCurve(at + JOB_PACE_RATE, arrivals.rate(), RATE_UNITS);
    }

    private void writeThinkTime(long at, ThinkTime think) {
        memory.writeLong(at + JOB_PACE_THINK_NS, think.read().ns());
        memory.writeLong(at + JOB_PACE_THINK_NS + Long.BYTES, think.write().ns());
        memory.writeLong(at + JOB_PACE_THINK_NS + 2 * Long.BYTES, think.trim().ns());
        memory.writeInt(at + JOB_PACE_THINK_EVERY, think.every());
        memory.writeInt(
                at + JOB_PACE_THINK_SERVICE,
                (int) Math.rint(think.servicePercent() * SERVICE_UNITS_PER_PERCENT));
    }

    private void writeCurve(long at, Curve curve, double units) {
        memory.writeInt(at + JOB_CURVE_SEGMENT_FIRST, segmentEnd);
        memory.writeInt(at + JOB_CURVE_SEGMENT_COUNT, curve.segments().size());
        memory.writeInt(at + JOB_CURVE_REPEATS, curve.repeats() ? 1 : 0);
        for (Curve.Segment segment : curve.segments()) {
            long place = segmentsOffset + (long) segmentEnd++ * SIZEOF_JOB_SEGMENT;
            memory.writeLong(place + JOB_SEGMENT_END_NS, segment.endNs());
            memory.writeLong(place + JOB_SEGMENT_VALUE, Math.round(segment.value() * units));
        }
    }
}
