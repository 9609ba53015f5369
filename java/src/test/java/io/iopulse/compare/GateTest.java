package io.iopulse.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.units.UnitFormatException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    /** 32,000 reads of 1 ms a second. */
    private static final Recording RUN = new SampleRun().steady().record();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iops>31.9k | true",
                "iops>32k | false",
                "iops>=32k | true",
                "iops==32000 | true",
                "iops<32k | false",
                "iops<=32k/s | true",
                "throughput>=125M | true",
                "throughput>125M/s | false",
                "read.p99<1001us | true",
                "read.p99 < 1ms | false",
                "p50<=1ms | true",
                "errors==0 | true",
                "errors>0 | false",
                "depth>31.9 | true",
                "sample:iops>1 | true",
            })
    void aThresholdHoldsOrNot(String text, boolean holds) {
        List<GateCase> cases = Gate.judge(List.of(Threshold.parse(text)), List.of(RUN));
        assertThat(cases).singleElement().extracting(GateCase::failed).isEqualTo(!holds);
    }

    @Test
    void aFailureSaysWhatWasFound() {
        assertThat(failure("read.p99<500us")).isEqualTo("read.p99 is 1.00 ms and not < 500 µs");
        assertThat(failure("iops>100k")).isEqualTo("iops is 32,000 IOPS and not > 100,000 IOPS");
        assertThat(failure("write.p99<1s"))
                .isEqualTo("write.p99 has no value: there is no service latency of write");
        assertThat(failure("fill:iops>1")).isEqualTo("no phase 'fill' was run");
    }

    private static String failure(String threshold) {
        List<GateCase> cases = Gate.judge(List.of(Threshold.parse(threshold)), List.of(RUN));
        return cases.get(0).failure().orElseThrow();
    }

    @Test
    void ofSeveralRunsTheMedianCounts() {
        SampleRun slow = new SampleRun();
        slow.intervals.add(
                SampleRun.steadyInterval(0, 0, Phase.MEASURE)
                        .add(OperationKind.READ, 32_000, 4096, 9_000_000)
                        .build());
        List<Recording> runs = List.of(RUN, slow.record(), RUN);
        assertThat(Gate.judge(List.of(Threshold.parse("p99<2ms")), runs))
                .containsExactly(new GateCase("sample", "p99<2ms", "1.00 ms", Optional.empty()));
        assertThat(Gate.judge(List.of(Threshold.parse("p99<1us")), runs).get(0).failure())
                .contains("p99 is 1.00 ms, the median of 3 runs, and not < 1.00 µs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p99 | 'p99' is not a threshold such as read.p99<2ms, iops>100k or errors==0",
                "p99=2ms | 'p99=2ms' is not a threshold such as read.p99<2ms, iops>100k or"
                        + " errors==0",
                "p99<2 | '2' is a time without its unit; write 500us, 2ms or 1.5s",
                "p99<2Q | '2Q' is not a time such as 500ms, 1.5s, 2m, 1h or 30 (seconds)",
                "iops>fast | 'fast' is not a rate such as 500, 2.5k or 1M",
                "throughput>1X | '1X' is not a size such as 4k, 1.5G, 1MiB or 512",
                "errors==none | 'none' is not a number such as 0, 32 or 5k",
            })
    void whatIsNoThresholdSaysWhichPartIsWrong(String text, String sentence) {
        assertThatThrownBy(() -> Threshold.parse(text))
                .isInstanceOf(UnitFormatException.class)
                .hasMessage(sentence);
    }
}
