package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.measure.Latency;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LatencyBarsTest {
    private static final long SEED = 20261201;

    private final Latency latency = new Latency();

    @Test
    void barsCountWhatIsWithinTheirRange() {
        latency.record(1_500, 10);
        latency.record(3_000, 60);
        latency.record(7_000, 20);
        latency.record(15_000, 10);
        assertThat(bars(8)).isEqualTo("< 2.00 µs 0.1; < 5.00 µs 0.6; < 10.0 µs 0.2; < 20.0 µs 0.1");
    }

    @Test
    void whereFewFitTheOutermostAreJoined() {
        latency.record(1_500, 10);
        latency.record(3_000, 60);
        latency.record(7_000, 20);
        latency.record(15_000, 10);
        assertThat(bars(3)).isEqualTo("< 5.00 µs 0.7; < 10.0 µs 0.2; < 20.0 µs 0.1");
        assertThat(bars(2)).isEqualTo("< 5.00 µs 0.7; ≥ 5.00 µs 0.3");
    }

    @Test
    void almostNothingHasNoBarOfItsOwn() {
        latency.record(3_000, 1_000_000);
        latency.record(7_000, 1_000_000);
        latency.record(900_000_000, 3);
        assertThat(bars(12)).isEqualTo("< 5.00 µs 0.5; ≥ 5.00 µs 0.5");
    }

    @Test
    void samplesAboveTheRangeAreInTheLastBar() {
        latency.record(3_000, 1);
        latency.record(Latency.HIGHEST_NS + 1, 1);
        List<LatencyBars.Bar> bars = LatencyBars.of(latency, 4);
        assertThat(bars.get(bars.size() - 1).share()).isEqualTo(0.5);
    }

    @Test
    void nothingHasNoBars() {
        assertThat(LatencyBars.of(latency, 8)).isEmpty();
    }

    @Test
    void allSamplesAreSomewhere() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            Latency any = new Latency();
            for (int i = 0; i < 50; i++) {
                any.record((long) Math.pow(10, 13 * random.nextDouble()), 1 + random.nextInt(9));
            }
            int most = 2 + random.nextInt(12);
            List<LatencyBars.Bar> bars = LatencyBars.of(any, most);
            assertThat(bars.size()).as("seed %d", SEED).isLessThanOrEqualTo(most);
            assertThat(bars.stream().mapToDouble(LatencyBars.Bar::share).sum())
                    .as("seed %d, round %d", SEED, round)
                    .isCloseTo(1, within(1e-9));
        }
    }

    private String bars(int most) {
        return LatencyBars.of(latency, most).stream()
                .map(bar -> bar.label() + " " + Math.round(bar.share() * 1000) / 1000.0)
                .collect(Collectors.joining("; "));
    }
}
