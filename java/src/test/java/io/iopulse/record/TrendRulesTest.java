package io.iopulse.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Caveat;
import io.iopulse.measure.CaveatNote;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.SampleRun.IntervalSketch;
import io.iopulse.units.Percent;
import io.iopulse.units.Span;
import io.iopulse.workload.Completion;
import io.iopulse.workload.SteadyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Series of a known course with noise from a seed, and runs of such rates. */
final class TrendRulesTest {
    private static final int SERIES = 5000;
    private static final Set<Caveat> TRENDS =
            EnumSet.of(
                    Caveat.STEADY_STATE_NOT_REACHED, Caveat.DEVICE_THROTTLED, Caveat.LEVEL_DROPPED);

    private static double[] series(
            Random random, int count, double noise, IntToDoubleFunction level) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(0, level.applyAsDouble(i) * (1 + noise * random.nextGaussian()));
        }
        return values;
    }

    private static double noise(Random random) {
        return 0.02 + 0.13 * random.nextDouble();
    }

    @Test
    void noiseIsNoTrend() {
        int found = 0;
        for (long seed = 0; seed < SERIES; seed++) {
            Random random = new Random(seed);
            int count = 10 + random.nextInt(seed % 10 == 0 ? 600 : 60);
            double[] values = series(random, count, noise(random), i -> 10_000);
            found += RateTrend.of(values).kind() == RateTrend.Kind.LEVEL ? 0 : 1;
        }
        assertThat(found).as("of %d", SERIES).isLessThan(SERIES / 100);
    }

    /** Each value keeps a half of the deviation of the one before it. */
    @Test
    void noiseThatIsCorrelatedIsNoTrend() {
        int found = 0;
        for (long seed = 0; seed < SERIES; seed++) {
            Random random = new Random(seed);
            double noise = noise(random);
            double[] deviation = {0};
            double[] values =
                    series(
                            random,
                            20 + random.nextInt(100),
                            0,
                            i -> {
                                deviation[0] =
                                        0.5 * deviation[0]
                                                + noise * Math.sqrt(0.75) * random.nextGaussian();
                                return 10_000 * (1 + deviation[0]);
                            });
            found += RateTrend.of(values).kind() == RateTrend.Kind.LEVEL ? 0 : 1;
        }
        assertThat(found).as("of %d", SERIES).isLessThan(SERIES / 100);
    }

    @Test
    void stallsAndSawsAreNoTrend() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int count = 30 + random.nextInt(60);
            int stall = random.nextInt(count - 1);
            double noise = 0.05;
            double[] stalled =
                    series(random, count, noise, i -> i == stall || i == stall + 1 ? 0 : 10_000);
            double[] saw = series(random, count, noise, i -> 10_000 - 500 * (i % 10));
            assertThat(RateTrend.of(stalled).kind()).as("seed %d", seed).isEqualTo(LEVEL);
            assertThat(RateTrend.of(saw).kind()).as("seed %d", seed).isEqualTo(LEVEL);
        }
    }

    private static final RateTrend.Kind LEVEL = RateTrend.Kind.LEVEL;

    @Test
    void aStepIsFoundWithinTwoIntervalsOfWhereItIs() {
        int missed = 0;
        int rounds = 2000;
        for (long seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            int count = 20 + random.nextInt(100);
            int at = 5 + random.nextInt(count - 15);
            double share = 0.2 + 0.4 * random.nextDouble();
            RateTrend trend =
                    RateTrend.of(
                            series(
                                    random,
                                    count,
                                    0.02 + 0.08 * random.nextDouble(),
                                    i -> i < at ? 10_000 : 10_000 * share));
            boolean isFound = trend.kind() == RateTrend.Kind.STEP && Math.abs(trend.at() - at) <= 2;
            missed += isFound ? 0 : 1;
        }
        assertThat(missed).as("of %d", rounds).isLessThan(rounds / 100);
    }

    @Test
    void aSlopeIsFoundAndItsEnds() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int count = 30 + random.nextInt(90);
            RateTrend trend =
                    RateTrend.of(
                            series(random, count, 0.03, i -> 10_000 - 4000.0 * i / (count - 1)));
            assertThat(trend.kind()).as("seed %d", seed).isEqualTo(RateTrend.Kind.SLOPE);
            assertThat(trend.before()).isBetween(9500.0, 10_500.0);
            assertThat(trend.after()).isBetween(5500.0, 6500.0);
        }
    }

    private static Recording run(double[] rates) {
        SampleRun run = new SampleRun();
        for (int number = 0; number < rates.length; number++) {
            IntervalSketch sketch =
                    new IntervalSketch(
                            0, number, Phase.MEASURE, number * 1000L, number * 1000L + 1000);
            long count = Math.max(1, Math.round(rates[number]));
            run.intervals.add(
                    sketch.add(OperationKind.READ, count, 4096, 32_000_000_000L / count).build());
        }
        return run.record();
    }

    private static List<CaveatNote> trends(double[] rates) {
        return run(rates).caveats().stream()
                .filter(note -> TRENDS.contains(note.caveat()))
                .toList();
    }

    @Test
    void burstCreditsThatAreUsedUpAreAFlatRateAfterABreak() {
        Random random = new Random(1);
        double[] rates = series(random, 60, 0.08, i -> 16_000);
        for (int i = 35; i < rates.length; i++) {
            rates[i] = 3000 * (1 + 0.001 * random.nextGaussian());
        }
        assertThat(trends(rates))
                .singleElement()
                .satisfies(
                        note -> {
                            assertThat(note.caveat()).isEqualTo(Caveat.DEVICE_THROTTLED);
                            assertThat(note.evidence())
                                    .startsWith("IOPS fell from 1")
                                    .contains(" to 3,0", "in interval 35, at 35.0 s");
                        });
    }

    @Test
    void aWriteCacheThatIsFullIsADropThatStays() {
        double[] rates = series(new Random(2), 60, 0.1, i -> i < 20 ? 50_000 : 12_000);
        assertThat(trends(rates))
                .singleElement()
                .satisfies(
                        note -> {
                            assertThat(note.caveat()).isEqualTo(Caveat.LEVEL_DROPPED);
                            assertThat(note.evidence()).contains("in interval 20, at 20.0 s");
                        });
    }

    @Test
    void aRateThatStillFallsOrRisesIsNoSteadyState() {
        double[] falling = series(new Random(3), 60, 0.03, i -> 20_000 * Math.exp(-i / 60.0));
        assertThat(trends(falling))
                .extracting(CaveatNote::caveat)
                .containsExactly(Caveat.STEADY_STATE_NOT_REACHED);
        assertThat(trends(falling).get(0).evidence()).contains("IOPS fell from", "along a line");
        double[] rising = series(new Random(4), 30, 0.03, i -> i < 10 ? 4000 : 9000);
        assertThat(trends(rising).get(0).evidence()).contains("IOPS rose from").contains("10.0 s");
    }

    @Test
    void fewIntervalsAndShortRunsShowNothing() {
        double[] rates = series(new Random(5), 9, 0.01, i -> i < 4 ? 9000 : 3000);
        assertThat(trends(rates)).isEmpty();
    }

    @Test
    void aSteadyStateThatWasAskedForAndNotSeenIsTold() {
        SampleRun run = new SampleRun();
        run.completion =
                new Completion(
                        Optional.of(Span.ofSeconds(3)),
                        Span.ofSeconds(1),
                        Span.ofSeconds(120),
                        Optional.of(
                                new SteadyState(
                                        SteadyState.Metric.LATENCY,
                                        new Percent(5),
                                        Span.ofSeconds(3))));
        run.steady();
        assertThat(run.record().caveats())
                .containsExactly(
                        new CaveatNote(
                                Caveat.STEADY_STATE_NOT_REACHED,
                                "asked for latency that is steady to 5% over 3s, and not seen in"
                                        + " 3.00 s"));
        run.steady = Optional.of(new SteadyReached(1, 3, 3_000_000_000L, 1e6, 0, 0));
        assertThat(run.record().caveats()).isEmpty();
    }

    @Test
    void aLevelRunHasNoCaveatOfItsTrend() {
        assertThat(trends(series(new Random(6), 60, 0.1, i -> 10_000))).isEmpty();
    }
}
