package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.iopulse.units.Span;
import io.iopulse.workload.ArrivalLaw;
import io.iopulse.workload.Arrivals;
import io.iopulse.workload.Curve;
import io.iopulse.workload.Pace;
import io.iopulse.workload.ThinkTime;
import io.iopulse.workload.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTextTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private static Pace pace(String options) {
        return Line.component("f --duration=1 --write-percent=50 " + options).load().pace();
    }

    private static Curve rate(String text) {
        return pace("--rate-iops=" + text).arrivals().map(Arrivals::rate).orElseThrow();
    }

    @Test
    void nothingIsTheFullQueue() {
        assertThat(pace("")).isEqualTo(Pace.FULL);
        assertThat(Pace.FULL.isPaced()).isFalse();
    }

    @Test
    void aRateIsAnOpenLoop() {
        Arrivals arrivals = pace("--rate-iops=2.5k --arrivals=poisson").arrivals().orElseThrow();
        assertThat(arrivals)
                .isEqualTo(
                        new Arrivals(
                                Curve.constant("2.5k", 2500), false, false, ArrivalLaw.POISSON, 1));
    }

    @Test
    void thinkTimeIsForTheKindsThatCome() {
        ThinkTime all = pace("--think-time=2ms").think();
        assertThat(all.read()).isEqualTo(Span.ofMillis(2));
        assertThat(all.write()).isEqualTo(Span.ofMillis(2));
        assertThat(all.trim()).isEqualTo(Span.ZERO);
        ThinkTime each = pace("--think-time=read=1ms,write=5ms --think-every=3").think();
        assertThat(each)
                .isEqualTo(new ThinkTime(Span.ofMillis(1), Span.ofMillis(5), Span.ZERO, 3, 0));
    }

    @Test
    void aDepthOverTimeIsTheQueueDepth() {
        assertThat(
                        Line.component("f --duration=1 --depth-load=ramp:from=1,to=32,over=9s")
                                .load()
                                .queueDepth())
                .isEqualTo(32);
        assertThat(pace("--depth-load=burst:low=0,high=8,every=9s,for=1s").depth())
                .map(Curve::segments)
                .map(segments -> segments.get(1).value())
                .isEqualTo(Optional.of(0.0));
    }

    @Test
    void waitingIsAsSaid() {
        assertThat(pace("--think-time=1ms --think-mode=sleep").waiting()).isEqualTo(Waiting.SLEEP);
    }

    /** Curve, seconds, operations due until then. */
    @ParameterizedTest
    @CsvSource({
        "1000, 7, 7000",
        "'ramp:from=100,to=10100,over=60s', 60, 306000",
        "'ramp:from=100,to=10100,over=60s', 15, 20250",
        "'ramp:from=100,to=10100,over=60s', 70, 407000",
        "'ramp:from=10100,to=100,over=60s', 60, 306000",
        "'steps:from=100,to=300,by=100,every=2s', 6, 1200",
        "'steps:from=100,to=300,by=100,every=2s', 10, 2400",
        "'steps:from=100,to=350,by=100,every=1s', 4, 950",
        "'spike:base=10,peak=1k,at=5s,for=2s', 20, 2180",
        "'burst:low=0,high=1000,every=10s,for=1s', 35, 4000",
        "'sine:min=0,max=1000,period=10s', 10, 5000",
        "'sine:min=0,max=1000,period=10s', 100, 50000",
    })
    void aCurveHasItsArea(String text, long seconds, double area) {
        assertThat(rate(text).mean(seconds * SECOND_NS) * seconds)
                .isCloseTo(area, within(area * 1e-6));
    }

    @Test
    void aSineRisesFirst() {
        Curve sine = rate("sine:min=100,max=300,period=4s");
        assertThat(sine.mean(SECOND_NS)).isCloseTo(200 + 100 * 2 / Math.PI, within(0.01));
        assertThat(sine.max()).isCloseTo(300, within(0.01));
    }

    @Test
    void rowsOfAFileHoldUntilTheNext(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("load.csv");
        Files.writeString(file, "seconds,value\n0,100\n1.5,50\n\n4,200\n");
        Curve curve = rate("csv:" + file);
        assertThat(curve.mean(4 * SECOND_NS) * 4).isCloseTo(275, within(1e-6));
        assertThat(curve.mean(10 * SECOND_NS) * 10).isCloseTo(1475, within(1e-6));
    }

    @Test
    void bytesThatAreNoTextAreNoRows(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("load.csv"), new byte[] {'0', ',', (byte) 0xff});
        assertThatThrownBy(() -> rate("csv:" + file))
                .isInstanceOf(UsageError.class)
                .hasMessage("--rate-iops csv:%s is no text in UTF-8", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate-iops=2.5k --arrivals=poisson",
                "--rate-bytes=1.5M --rate-per-worker --arrivals=burst --burst-size=8",
                "--rate-iops=sine:min=1,max=9,period=10s --wait-mode=spin",
                "--depth-load=steps:from=1,to=9,by=2,every=1s",
                "--think-time=read=1ms,write=5ms --think-every=3 --think-adaptive=12.5",
            })
    void aJobFileSaysTheSame(String options) {
        Job job = Line.job("f --duration=1 --write-percent=50 " + options);
        String text = String.join("\n", JobText.of(job.phases()));
        assertThat(Line.only(Line.parse(Line.file(text)))).isEqualTo(Line.only(job));
    }
}
