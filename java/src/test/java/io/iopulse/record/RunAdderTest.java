package io.iopulse.record;

import static io.iopulse.measure.LatencyKind.SERVICE;
import static io.iopulse.measure.OperationKind.READ;
import static io.iopulse.measure.OperationKind.WRITE;
import static io.iopulse.record.SampleRun.SECOND_NS;
import static io.iopulse.record.SampleRun.steadyInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Interval;
import io.iopulse.measure.Latency;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunAdderTest {
    @Test
    void totalsAreOfTheMeasuredPhaseOnly() {
        Recording recording = new SampleRun().steady().record();
        assertThat(recording.warmup().ops().read()).isEqualTo(32_000);
        assertThat(recording.measured().ops().read()).isEqualTo(96_000);
        assertThat(recording.measured().bytes().read()).isEqualTo(96_000 * 4096L);
        assertThat(recording.drain().ops().read()).isEqualTo(32);
        assertThat(recording.measured().latencies().get(SERVICE, READ).map(Latency::count))
                .contains(96_000L);
    }

    @Test
    void wallTimeIsFromTheFirstMeasuredStartToTheLastMeasuredEnd() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.intervals.add(new IntervalSketch(0, 0, Phase.MEASURE, 2, 1000).build());
        run.intervals.add(new IntervalSketch(1, 0, Phase.MEASURE, 0, 1500).build());
        Recording recording = run.record();
        assertThat(recording.measured().wallNs()).isEqualTo(1_500_000_000L);
        assertThat(recording.workers().get(0).measured().wallNs()).isEqualTo(998_000_000L);
    }

    @Test
    void anEmptyRunHasNoNumbers() {
        Recording recording = new SampleRun().record();
        assertThat(recording.measured().wallNs()).isZero();
        assertThat(recording.measured().perSecond(1)).isZero();
        assertThat(recording.measured().depth()).isEmpty();
        assertThat(recording.longestGap()).isEmpty();
        assertThat(recording.opsPerSecondRange()).isEmpty();
        assertThat(recording.intervals()).isEmpty();
        assertThat(recording.cpuPerOperationNs()).isEmpty();
    }

    @Test
    void depthIsTheSumOverWorkersAndTimeWeighted() {
        SampleRun run = new SampleRun();
        run.workers = 4;
        assertThat(run.steady().record().measured().depth()).hasValue(128.0);
    }

    @Test
    void intervalsAreSummedOverWorkersInWhateverOrderTheyArrive() {
        SampleRun run = new SampleRun();
        run.workers = 3;
        run.steady();
        List<IntervalSum> expected = run.record().intervals();
        assertThat(expected).hasSize(5);
        assertThat(expected.get(1).ops().read()).isEqualTo(96_000);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            RunAdder adder = new RunAdder(run.facts(), true);
            shuffledByWorker(run, random).forEach(adder::accept);
            assertSame(adder.finish(run.ending()).intervals(), expected, seed);
        }
    }

    /** Each worker's intervals keep their order. */
    private static List<Interval> shuffledByWorker(SampleRun run, Random random) {
        List<Integer> turns = new ArrayList<>();
        run.intervals.forEach(interval -> turns.add(interval.worker()));
        Collections.shuffle(turns, random);
        Map<Integer, ArrayDeque<Interval>> queues = new HashMap<>();
        run.intervals.forEach(
                interval ->
                        queues.computeIfAbsent(interval.worker(), unused -> new ArrayDeque<>())
                                .add(interval));
        return turns.stream()
                .map(worker -> Objects.requireNonNull(queues.get(worker)).remove())
                .toList();
    }

    private static void assertSame(
            List<IntervalSum> actual, List<IntervalSum> expected, long seed) {
        assertThat(actual)
                .as("seed %d", seed)
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(expected);
    }

    @Test
    void aLateReadersIntervalJoinsTheOnesOfTheOtherWorkers() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.intervals.add(steadyInterval(0, 0, Phase.MEASURE).build());
        run.intervals.add(steadyInterval(0, 1, Phase.MEASURE).build());
        run.intervals.add(steadyInterval(0, 2, Phase.MEASURE).build());
        run.intervals.add(steadyInterval(1, 0, Phase.MEASURE).build());
        IntervalSketch merged = new IntervalSketch(1, 1, Phase.MEASURE, 1000, 3000);
        merged.covers = 2;
        run.intervals.add(merged.add(READ, 64_000, 4096, 1_000_000).build());
        Recording recording = run.record();
        assertThat(recording.intervals()).extracting(IntervalSum::number).containsExactly(0L, 1L);
        IntervalSum joined = recording.intervals().get(1);
        assertThat(joined.covers()).isEqualTo(2);
        assertThat(joined.isWhole()).isTrue();
        assertThat(joined.ops().read()).isEqualTo(128_000);
        assertThat(joined.latencies().get(SERVICE, READ).map(Latency::count)).contains(128_000L);
        assertThat(recording.measured().intervalsMerged()).isEqualTo(1);
        assertThat(recording.intervalsMissing()).isZero();
        assertThat(recording.opsPerSecondRange().map(RateRange::intervals)).contains(1);
    }

    @Test
    void anIntervalInTwoPhasesIsTwoIntervals() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.intervals.add(steadyInterval(0, 0, Phase.MEASURE).build());
        run.intervals.add(new IntervalSketch(0, 1, Phase.DRAIN, 1000, 1100).build());
        run.intervals.add(steadyInterval(1, 0, Phase.MEASURE).build());
        run.intervals.add(steadyInterval(1, 1, Phase.MEASURE).build());
        List<IntervalSum> intervals = run.record().intervals();
        assertThat(intervals)
                .extracting(IntervalSum::phase)
                .containsExactly(Phase.MEASURE, Phase.MEASURE, Phase.DRAIN);
        assertThat(intervals).extracting(IntervalSum::isWhole).containsExactly(true, false, false);
    }

    @Test
    void theRangeOfRatesIsOfTheSumOverWorkersAndOfWholeIntervals() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        for (int worker = 0; worker < 2; worker++) {
            for (int number = 0; number < 3; number++) {
                long reads = worker == number ? 1000 : 3000;
                run.intervals.add(
                        new IntervalSketch(
                                        worker,
                                        number,
                                        Phase.MEASURE,
                                        number * 1000L,
                                        number * 1000L + 1000)
                                .add(READ, reads, 4096, 1000)
                                .build());
            }
            run.intervals.add(
                    new IntervalSketch(worker, 3, Phase.MEASURE, 3000, 3100)
                            .add(READ, 1, 4096, 1000)
                            .build());
        }
        assertThat(run.record().opsPerSecondRange()).contains(new RateRange(4000, 0, 6000, 2, 3));
    }

    @Test
    void emptyIntervalsOfAStallAreKept() {
        SampleRun run = new SampleRun();
        run.intervals.add(steadyInterval(0, 0, Phase.MEASURE).build());
        IntervalSketch silent = new IntervalSketch(0, 1, Phase.MEASURE, 1000, 2000);
        silent.gapMaxNs = 999_000_000;
        silent.gapMaxStartMs = 1001;
        run.intervals.add(silent.build());
        run.intervals.add(steadyInterval(0, 2, Phase.MEASURE).build());
        Recording recording = run.record();
        assertThat(recording.intervals()).extracting(sum -> sum.ops().total()).contains(0L);
        assertThat(recording.opsPerSecondRange().map(RateRange::min)).contains(0.0);
        assertThat(recording.longestGap()).contains(new Gap(0, 1_001_000_000, 999_000_000));
    }

    @Test
    void theLongestGapIsThatOfOneWorkerInTheMeasuredPhase() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        IntervalSketch warmup = new IntervalSketch(0, 0, Phase.WARMUP, 0, 1000);
        warmup.gapMaxNs = SECOND_NS;
        run.intervals.add(warmup.build());
        run.intervals.add(new IntervalSketch(0, 1, Phase.MEASURE, 1000, 2000).build());
        run.intervals.add(new IntervalSketch(1, 0, Phase.WARMUP, 0, 1000).build());
        IntervalSketch slow = new IntervalSketch(1, 1, Phase.MEASURE, 1000, 2000);
        slow.gapMaxNs = 300_000_000;
        slow.gapMaxStartMs = 1200;
        run.intervals.add(slow.build());
        assertThat(run.record().longestGap()).contains(new Gap(1, 1_200_000_000, 300_000_000));
    }

    @Test
    void aSkippedNumberIsNoticed() {
        SampleRun run = new SampleRun();
        run.intervals.add(steadyInterval(0, 0, Phase.MEASURE).build());
        run.intervals.add(steadyInterval(0, 3, Phase.MEASURE).build());
        assertThat(run.record().intervalsMissing()).isEqualTo(2);
    }

    @Test
    void moreCpuTimeThanTimeSaysNothing() {
        SampleRun run = new SampleRun();
        run.cpuWindowNs = 2_000;
        run.cpuMeasuredNs = 2_001;
        assertThat(run.steady().record().cpuShare()).hasValue(1);
        run.cpuMeasuredNs = 2_100;
        assertThat(run.record().cpuShare()).isEmpty();
        run.cpuWindowNs = 0;
        assertThat(run.record().cpuShare()).isEmpty();
    }

    @Test
    void workersKeepTheirOwnTotalsAndTheirCpuTime() {
        SampleRun run = new SampleRun();
        run.workers = 2;
        run.cpuMeasuredNs = 300_000_000;
        Recording recording = run.steady().record();
        WorkerSum second = recording.workers().get(1);
        assertThat(second.measured().ops().read()).isEqualTo(96_000);
        assertThat(second.measured().latencies().get(SERVICE, READ).map(l -> l.percentileNs(99)))
                .contains(1_000_000L);
        assertThat(second.cpuShare()).hasValue(0.1);
        assertThat(recording.cpuShare()).hasValue(0.1);
        assertThat(second.cpuPerOperationNs()).hasValue(3125);
        assertThat(recording.cpuPerOperationNs()).hasValue(3125);
        assertThat(recording.startSpreadNs()).isEqualTo(1500);
    }

    @Test
    void percentilesOfReadsAndWritesTogetherComeFromTheSumOfCounts() {
        SampleRun run = new SampleRun();
        run.intervals.add(
                new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000)
                        .add(READ, 900, 4096, 1000)
                        .add(WRITE, 100, 4096, 2000)
                        .build());
        LatencyTable latencies = run.record().measured().latencies();
        Optional<Latency> both = latencies.merged(SERVICE, List.of(READ, WRITE));
        assertThat(both.map(latency -> latency.percentileNs(90))).contains(1000L);
        assertThat(both.map(latency -> latency.percentileNs(91))).contains(2000L);
    }

    @Test
    void anHourOfIntervalsFitsInSixtyMegabytes() {
        SampleRun run = new SampleRun();
        Random random = new Random(1);
        int intervals = 10;
        for (int number = 0; number < intervals; number++) {
            IntervalSketch sketch =
                    new IntervalSketch(0, number, Phase.MEASURE, number, number + 1);
            for (int i = 0; i < 100_000; i++) {
                long latencyNs = (long) (80_000 * Math.exp(random.nextGaussian() * 0.5));
                sketch.add(i % 2 == 0 ? READ : WRITE, 1, 4096, latencyNs);
            }
            run.intervals.add(sketch.build());
        }
        long bytes =
                run.record().intervals().stream()
                        .flatMap(sum -> sum.encodedLatencies().values().stream())
                        .flatMap(byOperation -> byOperation.values().stream())
                        .mapToLong(encoded -> encoded.length)
                        .sum();
        assertThat(bytes / intervals * 3600).isLessThan(60L << 20);
    }
}
