package io.iopulse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.record.SteadyReached;
import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SteadyState.Metric;
import org.junit.jupiter.api.Test;

/** Intervals of known rates; the state is told where arithmetic by hand tells it. */
final class SteadyWatchTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static SteadyWatch watch(Metric metric, double percent, int workers) {
        SteadyState asked = new SteadyState(metric, new Percent(percent), Span.ofSeconds(5));
        return new SteadyWatch(asked, workers, SECOND_NS);
    }

    private static Interval interval(int worker, int number, long ops, long latencyNs) {
        long startMs = number * 1000L;
        return new IntervalSketch(worker, number, Phase.MEASURE, startMs, startMs + 1000)
                .add(OperationKind.READ, ops, 4096, latencyNs)
                .build();
    }

    /** The number of the interval that shows it; -1: none does. */
    private static long shownBy(SteadyWatch watch, long... rates) {
        for (int number = 0; number < rates.length; number++) {
            watch.see(interval(0, number, rates[number], 1000));
            if (watch.reached().isPresent()) {
                return number;
            }
        }
        return -1;
    }

    @Test
    void aRunThatSettlesIsSteadyOnceTheWindowIsFull() {
        SteadyWatch watch = watch(Metric.IOPS, 5, 1);
        assertThat(shownBy(watch, 900, 600, 500, 400, 410, 400, 405, 395, 400)).isEqualTo(7);
        SteadyReached reached = watch.reached().orElseThrow();
        assertThat(reached.first()).isEqualTo(3);
        assertThat(reached.last()).isEqualTo(7);
        assertThat(reached.measuredNs()).isEqualTo(8 * SECOND_NS);
        assertThat(reached.mean()).isEqualTo(402);
        assertThat(reached.deviationPercent()).isCloseTo(100 * 8 / 402.0, within(1e-9));
        // least squares over 400 410 400 405 395: (-2*400 - 410 + 405 + 2*395) / 10 = -1.5
        assertThat(reached.changePercent()).isCloseTo(100 * 6 / 402.0, within(1e-9));
    }

    @Test
    void fewerIntervalsThanTheWindowShowNothing() {
        assertThat(shownBy(watch(Metric.IOPS, 5, 1), 400, 400, 400, 400)).isEqualTo(-1);
        assertThat(shownBy(watch(Metric.IOPS, 5, 1), 400, 400, 400, 400, 400)).isEqualTo(4);
    }

    /** Each value is within 5 % of the mean, but the line goes from 96 to 104 %. */
    @Test
    void aSlopeIsNotSteadyThoughEveryIntervalIsNear() {
        assertThat(shownBy(watch(Metric.IOPS, 5, 1), 960, 980, 1000, 1020, 1040)).isEqualTo(-1);
        assertThat(shownBy(watch(Metric.IOPS, 8, 1), 960, 980, 1000, 1020, 1040)).isEqualTo(4);
    }

    @Test
    void ratesAreThoseOfAllWorkersTogether() {
        SteadyWatch watch = watch(Metric.THROUGHPUT, 1, 2);
        for (int number = 0; number < 5; number++) {
            watch.see(interval(0, number, number % 2 == 0 ? 100 : 300, 1000));
            assertThat(watch.reached()).isEmpty();
            watch.see(interval(1, number, number % 2 == 0 ? 300 : 100, 1000));
        }
        assertThat(watch.reached().map(SteadyReached::mean)).contains(400 * 4096.0);
    }

    @Test
    void latencyIsTheMeanOfTheServiceWhateverTheRate() {
        SteadyWatch watch = watch(Metric.LATENCY, 5, 1);
        for (int number = 0; number < 5; number++) {
            watch.see(interval(0, number, 100 + 100 * number, 20_000));
        }
        assertThat(watch.reached().map(SteadyReached::mean)).contains(20_000.0);
    }

    @Test
    void mergedIntervalsAndWarmUpAreNotInTheWindow() {
        SteadyWatch watch = watch(Metric.IOPS, 5, 1);
        watch.see(
                new IntervalSketch(0, 0, Phase.WARMUP, 0, 1000)
                        .add(OperationKind.READ, 400, 4096, 1000)
                        .build());
        IntervalSketch merged = new IntervalSketch(0, 3, Phase.MEASURE, 3000, 5000);
        merged.covers = 2;
        watch.see(interval(0, 1, 400, 1000));
        watch.see(interval(0, 2, 400, 1000));
        watch.see(merged.add(OperationKind.READ, 800, 4096, 1000).build());
        for (int number = 5; number < 9; number++) {
            watch.see(interval(0, number, 400, 1000));
        }
        assertThat(watch.reached()).isEmpty();
        watch.see(interval(0, 9, 400, 1000));
        assertThat(watch.reached().map(SteadyReached::first)).contains(5L);
    }
}
