package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Interval;
import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentIntervalsTest {
    private final SampleRun run = new SampleRun();

    @Test
    void anIntervalIsShownWhenItsLastWorkerHandsItIn() {
        RecentIntervals recent = of(2);
        recent.add(interval(0, 0, Phase.MEASURE));
        assertThat(recent.recent()).isEqualTo(Recent.NONE);
        recent.add(interval(1, 0, Phase.MEASURE));
        assertThat(recent.recent().intervals()).isEqualTo(1);
        assertThat(recent.recent().newest()).extracting(Interval::worker).containsExactly(0, 1);
        IntervalFigures figures = recent.recent().figures().orElseThrow();
        assertThat(figures.opsPerSecond()).isEqualTo(64_000);
        assertThat(figures.bytesPerSecond()).isEqualTo(64_000.0 * 4096);
        assertThat(figures.depth()).isEqualTo(64);
        assertThat(figures.p99Ns()).hasValue(1_000_000);
    }

    @Test
    void aWorkerThatHasEndedIsWaitedForNoLongerThanThreeIntervals() {
        RecentIntervals recent = of(2);
        for (int number = 0; number < 5; number++) {
            recent.add(interval(0, number, Phase.MEASURE));
        }
        assertThat(recent.recent().intervals()).isEqualTo(3);
        assertThat(recent.recent().newest()).extracting(Interval::number).containsExactly(2L);
    }

    @Test
    void workersWithVirtualClocksAreFarApartAndStillTogether() {
        run.clock = ClockKind.VIRTUAL;
        RecentIntervals recent = of(2);
        for (int number = 0; number < 500; number++) {
            recent.add(interval(0, number, Phase.MEASURE));
        }
        assertThat(recent.recent().intervals()).isZero();
        for (int number = 0; number < 500; number++) {
            recent.add(interval(1, number, Phase.MEASURE));
        }
        assertThat(recent.recent().intervals()).isEqualTo(500);
        assertThat(recent.recent().last())
                .hasSize(Recent.LAST_MAX)
                .allMatch(figures -> figures.opsPerSecond() == 64_000);
    }

    @Test
    void onlyTheMeasuredPhaseCountsIntoWhatWasMeasured() {
        RecentIntervals recent = of(1);
        for (Phase phase : List.of(Phase.WARMUP, Phase.MEASURE, Phase.DRAIN)) {
            recent.add(interval(0, recent.recent().intervals(), phase));
        }
        assertThat(recent.recent().measuredOps()).isEqualTo(32_000);
        assertThat(recent.recent().measuredBytes()).isEqualTo(32_000L * 4096);
    }

    @Test
    void syncsAreInNoLatency() {
        RecentIntervals recent = of(1);
        recent.add(
                SampleRun.steadyInterval(0, 0, Phase.MEASURE)
                        .add(OperationKind.FSYNC, 1000, 0, 900_000_000)
                        .build());
        assertThat(recent.recent().figures().orElseThrow().maxNs()).hasValue(1_000_000);
    }

    private RecentIntervals of(int workers) {
        run.workers = workers;
        return new RecentIntervals(run.facts());
    }

    private static Interval interval(int worker, long number, Phase phase) {
        return SampleRun.steadyInterval(worker, number, phase).build();
    }
}
