package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.workload.SteadyState;
import io.iopulse.workload.SteadyState.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SteadyTextTest {
    private static SteadyState asked(String options) {
        return Line.parse(Line.settings("--engine=null " + options))
                .phases()
                .get(0)
                .completion()
                .steadyState()
                .orElseThrow();
    }

    @Test
    void theWindowIsTenIntervalsUnlessItIsGiven() {
        assertThat(asked("--duration=60s --steady-state=iops:5%"))
                .isEqualTo(new SteadyState(Metric.IOPS, new Percent(5), Span.ofSeconds(10)));
        assertThat(asked("--duration=60s --interval=100ms --steady-state=Latency:2.5"))
                .isEqualTo(new SteadyState(Metric.LATENCY, new Percent(2.5), Span.ofSeconds(1)));
        assertThat(asked("--duration=60s --steady-state=throughput:10%,30s"))
                .isEqualTo(new SteadyState(Metric.THROUGHPUT, new Percent(10), Span.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--duration=60s --steady-state=iops | is not METRIC:P or METRIC:P,TIME",
                "--duration=60s --steady-state=iops:0 | is not METRIC:P or METRIC:P,TIME",
                "--duration=60s --steady-state=iops:5%,soon | is not METRIC:P or METRIC:P,TIME",
                "--duration=60s --steady-state=iop:5% | did you mean iops?",
                "--total-ops=10 --steady-state=iops:5% | ends a run that --duration limits",
                "--duration=60s --total-ops=10 --steady-state=iops:5% | and no other limit",
                "--duration=60s --steady-state=iops:5%,4s | is not 5 to 10000 whole intervals of"
                        + " 1s",
                "--duration=60s --steady-state=iops:5%,6500ms | is not 5 to 10000 whole intervals"
                        + " of 1s",
                "--duration=5s --steady-state=iops:5% | is longer than --duration 5s",
                "--duration=60s --depth-load=ramp:from=1,to=8,over=9s --steady-state=iops:5% |"
                        + " curve"
            })
    void whatCannotWorkIsRefused(String options, String sentence) {
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(() -> Line.parse(Line.settings("--engine=null " + options)))
                .withMessageContaining(sentence);
    }

    @Test
    void theVirtualDeviceRunsAheadOfWhoWatches() {
        assertThatExceptionOfType(UsageError.class)
                .isThrownBy(
                        () ->
                                Line.parse(
                                        Line.settings(
                                                "--engine=sim --duration=60s"
                                                        + " --steady-state=iops:5%")))
                .withMessageContaining("--engine sim runs ahead");
    }
}
