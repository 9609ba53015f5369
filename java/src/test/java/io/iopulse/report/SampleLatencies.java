package io.iopulse.report;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.Percent;
import io.iopulse.workload.Mix;
import java.util.Random;

/** Runs whose latencies spread over decades, as those of devices do. */
final class SampleLatencies {
    /** A second of warm-up, then measured ones. */
    static final int SECONDS = 8;

    private static final int REPEATS_MAX = 12;

    private SampleLatencies() {}

    /** Two workers with some 20,000 operations per second each. */
    static Recording run(long seed) {
        return run(seed, SECONDS, 3000);
    }

    static Recording run(long seed, int seconds, int values) {
        Random random = new Random(seed);
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.mix = new Mix(new Percent(70), new Percent(30), Percent.ZERO);
        for (int worker = 0; worker < run.workers; worker++) {
            for (int number = 0; number < seconds; number++) {
                Phase phase = number == 0 ? Phase.WARMUP : Phase.MEASURE;
                IntervalSketch sketch =
                        new IntervalSketch(
                                worker, number, phase, number * 1000L, number * 1000L + 1000);
                add(sketch, OperationKind.READ, random, values * 7 / 10);
                add(sketch, OperationKind.WRITE, random, values * 3 / 10);
                run.intervals.add(sketch.build());
            }
        }
        return run.record();
    }

    /** Log-normal around 100 µs, with a slow tenth; each latency once or several times. */
    private static void add(IntervalSketch sketch, OperationKind kind, Random random, int values) {
        Latency latency = new Latency();
        for (int i = 0; i < values; i++) {
            double scale = i % 10 == 0 ? 1.5 : 0.4;
            long ns = (long) (1e5 * Math.exp(scale * random.nextGaussian()));
            latency.record(ns, 1 + random.nextInt(REPEATS_MAX));
        }
        sketch.add(kind, latency.count(), SampleRun.BLOCK_BYTES, 0)
                .replace(LatencyKind.SERVICE, kind, latency);
    }
}
