package io.iopulse.record;

import static io.iopulse.measure.LatencyKind.LATENESS;
import static io.iopulse.measure.LatencyKind.LOCK_WAIT;
import static io.iopulse.measure.LatencyKind.RESPONSE;
import static io.iopulse.measure.LatencyKind.SERVICE;
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
                                + " were due never started; behind from the start to the end");
    }

    private static Recording steps(Curve rate, boolean perWorker, long... backlogs) {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.pace =
                new Pace(
                        Optional.of(new Arrivals(rate, false, perWorker, ArrivalLaw.CONSTANT, 1)),
                        Optional.empty(),
                        ThinkTime.NONE,
                        Waiting.HYBRID);
        for (int worker = 0; worker < run.workers; worker++) {
            run.intervals.add(SampleRun.steadyInterval(worker, 0, Phase.WARMUP).build());
            for (int i = 0; i < backlogs.length; i++) {
                IntervalSketch sketch = SampleRun.steadyInterval(worker, i + 1, Phase.MEASURE);
                sketch.pace = new PaceCounts(backlogs[i], 1, 0, 0, 0);
                run.intervals.add(sketch.build());
            }
        }
        return run.record();
    }

    /** A backlog that the queue can hold, or that is gone again, is no beginning. */
    @Test
    void aRateThatIsMissedIsNamedWithItsBeginning() {
        Curve rate = Curve.constant("r", 100_000);
        assertThat(notes(steps(rate, false, 100_000, 32, 0, 33, 90_000), Caveat.RATE_MISSED))
                .singleElement()
                .asString()
                .endsWith("; behind from interval 4 at 4.00 s to the end");
        assertThat(notes(steps(rate, false, 100_000, 0, 0), Caveat.RATE_MISSED))
                .singleElement()
                .asString()
                .endsWith(" 0 operations that were due never started");
    }

    @Test
    void everyIntervalHasTheRateThatWasAskedForInIt() {
        Curve ramp =
                new Curve(
                        "ramp",
                        List.of(
                                new Curve.Segment(SampleRun.SECOND_NS / 2, 1000),
                                new Curve.Segment(3 * SampleRun.SECOND_NS, 2000)),
                        true);
        Recording shared = steps(ramp, false, 0, 5, 7, 0);
        Recording each = steps(ramp, true, 0, 5, 7, 0);
        assertThat(asked(shared)).containsExactly(1500.0, 2000.0, 2000.0, 1500.0);
        assertThat(asked(each)).containsExactly(3000.0, 4000.0, 4000.0, 3000.0);
        assertThat(shared.intervals().stream().map(i -> i.pace().backlog()))
                .containsExactly(0L, 0L, 10L, 14L, 0L);
        assertThat(shared.intervals().stream().map(i -> i.pace().late()))
                .containsExactly(0L, 2L, 2L, 2L, 2L);
        IntervalPace pace = new IntervalPace(shared);
        assertThat(pace.rateAsked(shared.intervals().get(0))).isEmpty();
    }

    private static List<Double> asked(Recording recording) {
        IntervalPace pace = new IntervalPace(recording);
        return recording.intervals().stream()
                .filter(interval -> interval.phase() == Phase.MEASURE)
                .map(interval -> pace.rateAsked(interval).orElseThrow())
                .toList();
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

    /** 32 in flight and 32 that wait for their locks as well. */
    @Test
    void operationsThatWaitForLocksExplainADepth() {
        SampleRun run = new SampleRun();
        run.depth = 64;
        IntervalSketch sketch = SampleRun.steadyInterval(0, 0, Phase.MEASURE);
        run.intervals.add(sketch.build());
        assertThat(notes(run.record(), Caveat.DEPTH_NOT_REACHED)).isNotEmpty();

        run.intervals.clear();
        run.intervals.add(sketch.time(LOCK_WAIT, READ, 32_000, 1_000_000).build());
        assertThat(notes(run.record(), Caveat.DEPTH_NOT_REACHED)).isEmpty();
        assertThat(run.record().measured().waitingForLocks()).isEqualTo(32);
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
        assertThat(waiting(1, 0))
                .isEqualTo(
                        "99 % were served within 1.00 ms, but answered only within 1.90 s of when"
                                + " they should have started: operations waited up to 1.90 s for a"
                                + " free slot");
        assertThat(waiting(2_000_000_000, 0))
                .endsWith("after a stall of 2.00 s operations waited up to 1.90 s for their turn");
        assertThat(waiting(1, 1_800_000_000))
                .endsWith("the tool itself started operations up to 1.80 s late");
    }

    /** Where one operation took so long, and the tool was late by so much. */
    private static String waiting(long stallNs, long toolNs) {
        SampleRun run = new SampleRun();
        run.pace = openLoop(32_000, ArrivalLaw.CONSTANT);
        IntervalSketch sketch = SampleRun.steadyInterval(0, 0, Phase.MEASURE);
        sketch.pace = new PaceCounts(0, 1, toolNs, 0, 0);
        sketch.time(SERVICE, READ, 1, stallNs);
        sketch.time(RESPONSE, READ, 32_000, 1_900_000_000);
        sketch.time(LATENESS, READ, 32_000, 1_899_000_000);
        run.intervals.add(sketch.build());
        return PaceResult.waitingInWords(run.record().measured()).orElseThrow();
    }
}
