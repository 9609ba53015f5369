package io.iopulse.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.Outcome;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Recording run(int reads) {
        SampleRun run = new SampleRun();
        run.intervals.add(interval(reads));
        return run.record();
    }

    private static Interval interval(int reads) {
        return new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                .add(OperationKind.READ, reads, 4096, 1_000_000_000L / reads)
                .build();
    }

    static Side side(String name, int... reads) {
        return new Side(
                name, List.of("run-" + name), IntStream.of(reads).mapToObj(r -> run(r)).toList());
    }

    private static Change change(Side first, Side second, String metric) {
        Comparison comparison =
                Comparison.of(List.of(first, second), List.of(Metric.parse(metric)));
        return comparison.phases().get(0).metrics().get(0).changes().get(0);
    }

    private static final Side SLOW = side("A", 1000, 1010, 990, 1005, 995);
    private static final Side FAST = side("B", 1100, 1110, 1090, 1105, 1095);

    @Test
    void theDirectionDecidesWhatIsBetter() {
        assertThat(change(SLOW, FAST, "iops").verdict()).contains(Verdict.IMPROVED);
        assertThat(change(SLOW, FAST, "p50").verdict()).contains(Verdict.IMPROVED);
        assertThat(change(FAST, SLOW, "iops").verdict()).contains(Verdict.REGRESSED);
        assertThat(change(FAST, SLOW, "mean").verdict()).contains(Verdict.REGRESSED);
        Change depth = change(SLOW, FAST, "depth");
        assertThat(depth.verdict()).isEmpty();
    }

    @Test
    void aSureChangeBelowOnePercentIsNone() {
        Side same = side("B", 1005, 1015, 995, 1010, 1000);
        Side still = side("A", 10_000, 10_001, 9_999, 10_000, 10_001);
        Side moved = side("B", 10_050, 10_051, 10_049, 10_050, 10_051);
        assertThat(change(SLOW, same, "iops").verdict()).contains(Verdict.NO_CHANGE);
        Change small = change(still, moved, "iops");
        assertThat(small.interval().orElseThrow().has(0)).isFalse();
        assertThat(small.verdict()).contains(Verdict.NO_CHANGE);
        assertThat(small.noiseFloor()).hasValue(0.01);
    }

    @Test
    void singleRunsShowADifferenceAndNoVerdict() {
        Comparison comparison = Comparison.of(List.of(side("A", 1000), side("B", 1500)), List.of());
        Change change = comparison.phases().get(0).metrics().get(0).changes().get(0);
        assertThat(change.difference()).hasValue(0.5);
        assertThat(change.interval()).isEmpty();
        assertThat(change.verdict()).isEmpty();
        assertThat(change.reason()).isEqualTo("one run may differ from the next by as much");
        assertThat(comparison.notes())
                .containsExactly(
                        "no verdict: whole runs are compared, at least 4 of each, since the"
                                + " intervals inside a run are not independent of each other;"
                                + " iopulse ab and iopulse run --repeat make them");
        assertThat(comparison.hasRegression()).isFalse();
    }

    @Test
    void howOftenVerdictsAreWrongIsSaid() {
        assertThat(Comparison.of(List.of(SLOW, FAST), List.of()).notes())
                .containsExactly(
                        "4 verdicts at 95 % each: where nothing changed at all, at least one is"
                                + " wrong by chance in up to 20 of 100 such comparisons");
    }

    @Test
    void unlikeRunsAreNamed() {
        SampleRun other = new SampleRun();
        other.depth = 64;
        other.host = Map.of("kernel", "6.2.0");
        other.intervals.add(interval(1000));
        SampleRun stopped = new SampleRun();
        stopped.outcome = Outcome.interrupted("SIGINT");
        stopped.intervals.add(interval(1000));
        Side odd = new Side("B", List.of("odd"), List.of(other.record(), stopped.record()));
        assertThat(Comparison.of(List.of(side("A", 1000), odd), List.of()).notes())
                .startsWith(
                        "a run of 'sample' of B was interrupted and is left out",
                        "the workloads of 'sample' differ between the sides",
                        "the hosts differ in kernel");
    }

    @Test
    void aRegressionIsACaseThatFails() {
        Comparison comparison = Comparison.of(List.of(FAST, SLOW), List.of(Metric.parse("iops")));
        assertThat(comparison.hasRegression()).isTrue();
        assertThat(comparison.cases())
                .singleElement()
                .extracting(GateCase::failure)
                .extracting(Optional::orElseThrow)
                .asString()
                .matches("iops of A against B: -9\\.1 % \\(-.* to -.* %\\), regressed");
    }
}
