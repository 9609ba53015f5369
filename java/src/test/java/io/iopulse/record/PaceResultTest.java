package io.iopulse.record;

import static io.iopulse.measure.LatencyKind.LATENESS;
import static io.iopulse.measure.LatencyKind.RESPONSE;
import static io.iopulse.measure.OperationKind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.PaceCounts;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.Span;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import io.iopulse.workload.Waiting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceResultTest {
    private static Pace openLoop(double perSecond, ArrivalLaw law) {
        return new Pace(
                Optional.of(new Arrivals(Curve.constant("r", perSecond), false, false, law, 1)),
                Optional.empty(),
                ThinkTime.NONE,
                Waiting.HYBRID);
    }

    /** A second of 32,000 reads of 1 ms. */
    private static Recording run(Pace pace, PaceCounts counts) {
        SampleRun run = new SampleRun();
        run.pace = pace;
        IntervalSketch sketch = SampleRun.steadyInterval(0, 0, Phase.MEASURE);
        sketch.pace = counts;
        run.intervals.add(sketch.build());
        return run.record();
    }

    private static List<String> notes(Recording recording, Caveat caveat) {
        return recording.caveats().stream()
                .filter(note -> note.caveat() == caveat)
                .map(CaveatNote::evidence)
                .toList();
    }

    @Test
    void aRateThatIsMetIsNoCaveat() {
        Recording met = run(openLoop(32_000, ArrivalLaw.CONSTANT), PaceCounts.NONE);
        assertThat(notes(met, Caveat.RATE_MISSED)).isEmpty();
        assertThat(notes(met, Caveat.GENERATOR_LATE)).isEmpty();
        assertThat(notes(met, Caveat.DEPTH_NOT_REACHED)).isEmpty();
    }

    @Test
    void aRateThatIsMissedIsNamedWithItsNumbers() {
        PaceCounts counts = new PaceCounts(31_990, 0, 0, 0, 0);
        assertThat(notes(run(openLoop(64_000, ArrivalLaw.CONSTANT), counts), Caveat.RATE_MISSED))
                .containsExactly(
                        "asked 64,000 IOPS, achieved 32,000 IOPS (50.0 %); 31,990 operations that"
                                + " were due never started");
    }

    /** Four standard deviations of 32,000 are 2.2 %. */
    @Test
    void chanceMissesNoPoissonRate() {
        PaceCounts none = PaceCounts.NONE;
        assertThat(notes(run(openLoop(32_700, ArrivalLaw.POISSON), none), Caveat.RATE_MISSED))
                .isEmpty();
        assertThat(notes(run(openLoop(32_700, ArrivalLaw.CONSTANT), none), Caveat.RATE_MISSED))
                .hasSize(1);
        assertThat(notes(run(openLoop(33_500, ArrivalLaw.POISSON), none), Caveat.RATE_MISSED))
                .hasSize(1);
    }

    @Test
    void theToolsOwnDelayIsNamed() {
        Pace pace = openLoop(32_000, ArrivalLaw.CONSTANT);
        assertThat(notes(run(pace, new PaceCounts(0, 640, 3_000_000, 0, 0)), Caveat.GENERATOR_LATE))
                .containsExactly(
                        "2.0 % of the operations started over 100 µs after they were due and had a"
                                + " free slot, at most 3.00 ms after");
        assertThat(notes(run(pace, new PaceCounts(0, 320, 3_000_000, 0, 0)), Caveat.GENERATOR_LATE))
                .isEmpty();
    }

    /** 32 in flight and 32 that think are the 64 that were asked for. */
    @Test
    void usersThatThinkExplainADepth() {
        SampleRun run = new SampleRun();
        run.depth = 64;
        run.pace =
                new Pace(
                        Optional.empty(),
                        Optional.empty(),
                        new ThinkTime(Span.ofMillis(1), Span.ZERO, Span.ZERO, 1, 0),
                        Waiting.HYBRID);
        IntervalSketch sketch = SampleRun.steadyInterval(0, 0, Phase.MEASURE);
        sketch.pace = new PaceCounts(0, 0, 0, 32_000_000_000L, 0);
        run.intervals.add(sketch.build());
        assertThat(notes(run.record(), Caveat.DEPTH_NOT_REACHED)).isEmpty();
        assertThat(run.record().measured().thinking()).isEqualTo(32);
    }

    @Test
    void timeSpunAwayIsNoWork() {
        Pace pace = openLoop(32_000, ArrivalLaw.CONSTANT);
        double worked = run(pace, PaceCounts.NONE).cpuPerOperationNs().orElseThrow();
        double idle =
                run(pace, new PaceCounts(0, 0, 0, 0, 32_000_000)).cpuPerOperationNs().orElseThrow();
        assertThat(worked - idle).isEqualTo(1000);
    }

    @Test
    void waitingIsToldInWordsWhereServiceDoesNotShowIt() {
        SampleRun run = new SampleRun();
        run.pace = openLoop(32_000, ArrivalLaw.CONSTANT);
        IntervalSketch sketch = SampleRun.steadyInterval(0, 0, Phase.MEASURE);
        sketch.time(RESPONSE, READ, 32_000, 1_900_000_000);
        sketch.time(LATENESS, READ, 32_000, 1_899_000_000);
        run.intervals.add(sketch.build());
        assertThat(PaceResult.waitingInWords(run.record().measured()).orElseThrow())
                .startsWith("99 % were served within 1.00 ms, but answered only within 1.90 s");
    }
}
