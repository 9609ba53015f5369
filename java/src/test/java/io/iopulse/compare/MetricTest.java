package io.iopulse.compare;

import static io.iopulse.measure.LatencyKind.RESPONSE;
import static io.iopulse.measure.OperationKind.FSYNC;
import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import io.iopulse.measure.Phase;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.UnitFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
    /** Two seconds: 1000 reads of 1 ms, 500 writes of 3 ms, 20 fsyncs of 9 ms, 3 errors. */
    private static Recording mixed() {
        SampleRun run = new SampleRun();
        run.errorPolicy = SampleRun.continuing();
        IntervalSketch warmup =
                new IntervalSketch(0, 0, Phase.WARMUP, 0, 1000).add(READ, 9, 4096, 7_000_000);
        warmup.errors = 1;
        IntervalSketch measured =
                new IntervalSketch(0, 1, Phase.MEASURE, 1000, 3000)
                        .add(READ, 1000, 4096, 1_000_000)
                        .add(WRITE, 500, 8192, 3_000_000)
                        .add(FSYNC, 20, 0, 9_000_000)
                        .time(RESPONSE, READ, 1000, 2_000_000);
        measured.errors = 2;
        measured.gapMaxNs = 5_000_000;
        run.intervals.add(warmup.build());
        run.intervals.add(measured.build());
        run.cpuMeasuredNs = 6_000_000;
        return run.record();
    }

    @ParameterizedTest
    @CsvSource({
        "iops, 750",
        "read.iops, 500",
        "write.iops, 250",
        "trim.iops, 0",
        "fsync.iops, 10",
        "throughput, 4096000",
        "read.throughput, 2048000",
        "write.throughput, 2048000",
        "mean, 1666666.6667",
        "read.mean, 1000000",
        "max, 3000000",
        "read.max, 1000000",
        "p50, 1000447",
        "p99, 3000000",
        "write.p90, 3000000",
        "fsync.p50, 9000000",
        "response.p50, 2000000",
        "read.response.max, 2000000",
        "read.p75, 1000000",
        "errors, 3",
        "gap, 5000000",
        "cpu_per_op, 4000",
        "depth, 1.34",
    })
    void aMetricIsTheFigureOfItsName(String name, double value) {
        Reading reading = Metric.parse(name).read(mixed());
        assertThat(reading.absence()).isEmpty();
        assertThat(reading.value().orElseThrow()).isCloseTo(value, withPercentage(0.001));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read.p99.9 | 1,000 of the 10,000 samples that the percentile needs",
                "p99.9999 | 1,500 of the 10,000,000 samples that the percentile needs",
                "trim.p99 | there is no service latency of trim",
                "write.response.mean | there is no response latency of write",
                "lock_wait.max | there is no lock wait latency of any operation",
            })
    void whatIsAbsentSaysWhy(String name, String why) {
        assertThat(Metric.parse(name).read(mixed())).isEqualTo(Reading.absent(why));
    }

    @Test
    void nothingMeasuredIsNoValueAndNotZero() {
        Recording nothing = new SampleRun().record();
        for (String name : new String[] {"iops", "throughput", "depth", "gap"}) {
            assertThat(Metric.parse(name).read(nothing))
                    .isEqualTo(Reading.absent("nothing was measured"));
        }
        assertThat(Metric.parse("cpu_per_op").read(nothing))
                .isEqualTo(Reading.absent("no operation was measured"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "iop",
                "read",
                "p",
                "p100",
                "read.errors",
                "response.iops",
                "fsync.throughput",
                "read.depth",
                "READ.p99",
                "p99.",
                "read..p99",
                "response.read.p99"
            })
    void anotherNameIsRefused(String name) {
        assertThatThrownBy(() -> Metric.parse(name))
                .isInstanceOf(UnitFormatException.class)
                .hasMessageStartingWith("'" + name + "' is not a metric such as iops, ");
    }

    @Test
    void aNameHasOneSpelling() {
        assertThat(Metric.parse("read.service.p99").name()).isEqualTo("read.p99");
        assertThat(Metric.parse("read.service.p99")).isEqualTo(Metric.parse("read.p99"));
        assertThat(Metric.parse("iops").direction()).isEqualTo(Direction.HIGHER);
        assertThat(Metric.parse("read.max").direction()).isEqualTo(Direction.LOWER);
        assertThat(Metric.parse("depth").direction()).isEqualTo(Direction.NEITHER);
    }
}
