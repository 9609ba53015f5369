package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.IntervalFigures;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveLineTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MILLI_NS = 1_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Optional<Snapshot> now = Optional.of(measuring(1, 41_152, 0));
    private long nowNs;
    private int columns = 200;
    private int asked;

    @Test
    void theLineShowsProgressRatesLatenciesAndErrors() {
        line(LiveStyle.LINE).tick();
        assertThat(shown())
                .isEqualTo(
                        "\rmeasure  [========>           ]   40 %  0:18 left  IOPS 41,152  169 MB/s"
                                + "  p50 742 µs  p99 1.42 ms  0 errors");
    }

    @Test
    void theLineIsRedrawnFiveTimesASecondAtMost() {
        LiveLine line = line(LiveStyle.LINE);
        for (int milli = 0; milli < 1000; milli++) {
            nowNs = milli * MILLI_NS;
            line.tick();
        }
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void aShorterLineWipesTheRestOfALongerOne() {
        LiveLine line = line(LiveStyle.LINE);
        now = Optional.of(measuring(1, 1_000_000, 0));
        line.tick();
        bytes.reset();
        nowNs += SECOND_NS;
        now = Optional.of(measuring(2, 100, 0));
        line.tick();
        assertThat(shown()).endsWith("0 errors      \b\b\b\b\b\b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|measure  [========>           ]   40 %  0:18 left  IOPS 41,152  169 MB/s"
                        + "  p50 742 µs  p99 1.42 ms  0 errors",
                "100|measure  [====>       ]   40 %  0:18 left  IOPS 41,152  169 MB/s"
                        + "  p50 742 µs  p99 1.42 ms  0 errors",
                "80|[===>    ]  0:18 left  IOPS 41,152  169 MB/s  p50 742 µs  p99 1.42 ms  0"
                        + " errors",
                "60|0:18 left  IOPS 41,152  169 MB/s  p99 1.42 ms  0 errors",
                "40|IOPS 41,152  p99 1.42 ms  0 errors",
                "20|IOPS 41,152 0 error",
                "1|''"
            })
    void aNarrowTerminalFirstShortensTheBarThenLosesTheLeastNeeded(int width, String expected) {
        columns = width;
        line(LiveStyle.LINE).tick();
        assertThat(shown()).isEqualTo("\r" + expected);
        assertThat(expected.length()).isLessThan(width);
    }

    @Test
    void eightyColumnsHoldTheFastestAndLongestRun() {
        columns = 80;
        now = Optional.of(measuring(1, 9_876_543, 0, 36_000 * SECOND_NS));
        line(LiveStyle.LINE).tick();
        assertThat(shown())
                .isEqualTo(
                        "\r[=>  ] 10:00:00 left IOPS 9,876,543 40,454 MB/s p50 742 µs p99 1.42 ms"
                                + " 0 errors");
    }

    @Test
    void aWarmUpIsNamedInEightyColumns() {
        columns = 80;
        now = Optional.of(interval(Stage.WARMING_UP, Stage.WARMING_UP));
        line(LiveStyle.LINE).tick();
        assertThat(shown())
                .isEqualTo(
                        "\rwarm-up [==>   ] 0:18 left IOPS 41,152 169 MB/s p50 742 µs p99 1.42 ms"
                                + " 0 errors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WARMING_UP|WARMING_UP|warm-up 0:03: 40 %, 0:18 left, IOPS 41,152",
                "MEASURING|WARMING_UP|warm-up 0:03: IOPS 41,152",
                "MEASURING|MEASURING|measure 0:03: 40 %, 0:18 left, IOPS 41,152",
                "DRAINING|MEASURING|measure 0:03: IOPS 41,152",
                "DONE|DRAINING|drain 0:03: IOPS 41,152"
            })
    void aLineBelongsToTheStageOfItsInterval(Stage stage, Stage ofInterval, String expected) {
        now = Optional.of(interval(stage, ofInterval));
        line(LiveStyle.LINES).tick();
        assertThat(shown()).startsWith(expected + ", 169 MB/s, p50 742 µs").endsWith("\n");
    }

    @Test
    void theLastIntervalHasItsLineEvenWhenTheRunEndsWithIt() {
        LiveLine line = line(LiveStyle.LINES);
        line.tick();
        now = Optional.of(measuring(2, 99.5, 0));
        line.close();
        line.close();
        assertThat(shown().lines().count()).isEqualTo(2);
    }

    @Test
    void closingEmptiesTheLineOnce() {
        columns = 5;
        LiveLine line = line(LiveStyle.LINE);
        line.tick();
        bytes.reset();
        line.close();
        line.close();
        assertThat(shown()).isEqualTo("\r    \b\b\b\b");
    }

    @Test
    void whatIsDoneIsNotShown() {
        LiveLine line = line(LiveStyle.LINE);
        now = Optional.of(stage(Stage.DONE));
        line.tick();
        line.close();
        assertThat(shown()).isEqualTo("\r");
    }

    @Test
    void preparationShowsHowMuchIsFilled() {
        now =
                Optional.of(
                        Snapshot.preparing(
                                2 * SECOND_NS, 3_435_973_837L, 8_589_934_592L, 851_443_712));
        line(LiveStyle.LINE).tick();
        assertThat(shown())
                .isEqualTo(
                        "\rprepare  [========>           ]   40 %  0:07 left"
                                + "  3.20 GiB of 8.00 GiB  812 MiB/s");
    }

    @Test
    void aPreparationThatFillsNothingOnlyShowsItsTime() {
        now = Optional.of(Snapshot.preparing(2 * SECOND_NS, 0, 0, 0));
        line(LiveStyle.LINE).tick();
        line(LiveStyle.LINES).tick();
        assertThat(shown()).isEqualTo("\rprepare  0:02 so far");
    }

    @Test
    void aRunWithoutAKnownEndShowsHowLongItHasRun() {
        now = Optional.of(stage(Stage.WARMING_UP));
        line(LiveStyle.LINE).tick();
        assertThat(shown()).isEqualTo("\rwarm-up  1:02:05 so far  1 error");
    }

    @Test
    void anIntervalInWhichNothingCompletedHasNoLatencies() {
        now =
                Optional.of(
                        snapshot(
                                Stage.DRAINING,
                                SECOND_NS,
                                OptionalDouble.of(1),
                                OptionalLong.of(0),
                                recent(4, 0, OptionalLong.empty(), OptionalLong.empty()),
                                Stage.DRAINING,
                                SECOND_NS,
                                2));
        line(LiveStyle.LINE).tick();
        assertThat(shown())
                .isEqualTo(
                        "\rdrain  [====================]  100 %  0:00 left  IOPS 0  0 MB/s"
                                + "  p50 -  p99 -  2 errors");
    }

    @Test
    void linesComeOncePerInterval() {
        LiveLine line = line(LiveStyle.LINES);
        line.tick();
        line.tick();
        now = Optional.of(measuring(2, 99.5, 1));
        line.tick();
        line.close();
        assertThat(shown())
                .isEqualTo(
                        "measure 0:12: 40 %, 0:18 left, IOPS 41,152, 169 MB/s, p50 742 µs,"
                                + " p99 1.42 ms, 0 errors\n"
                                + "measure 0:12: 40 %, 0:18 left, IOPS 99.5, 0.408 MB/s,"
                                + " p50 742 µs, p99 1.42 ms, 1 error\n");
    }

    @Test
    void linesOfThePreparationComeOncePerSecond() {
        LiveLine line = line(LiveStyle.LINES);
        now = Optional.of(Snapshot.preparing(0, 0, 1 << 20, 0));
        for (int milli = 0; milli < 2000; milli += 100) {
            nowNs = milli * MILLI_NS;
            line.tick();
        }
        assertThat(shown()).isEqualTo("prepare 0:00: 0 %, 0 B of 1.00 MiB, 0 MiB/s\n".repeat(2));
    }

    @Test
    void nothingIsShownBeforeThereIsASnapshot() {
        now = Optional.empty();
        line(LiveStyle.LINE).tick();
        line(LiveStyle.LINES).tick();
        assertThat(shown()).isEmpty();
    }

    @Test
    void offShowsNothingAndAsksNothing() {
        LiveLine line = line(LiveStyle.OFF);
        line.tick();
        line.close();
        assertThat(shown()).isEmpty();
        assertThat(asked).isZero();
    }

    private LiveLine line(LiveStyle style) {
        return new LiveLine(style, this::ask, () -> nowNs, () -> columns, out);
    }

    private Optional<Snapshot> ask() {
        asked++;
        return now;
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Snapshot measuring(long intervals, double opsPerSecond, long errors) {
        return measuring(intervals, opsPerSecond, errors, 18 * SECOND_NS);
    }

    private static Snapshot measuring(
            long intervals, double opsPerSecond, long errors, long remainingNs) {
        return snapshot(
                Stage.MEASURING,
                12 * SECOND_NS,
                OptionalDouble.of(0.4),
                OptionalLong.of(remainingNs),
                recent(intervals, opsPerSecond),
                Stage.MEASURING,
                12 * SECOND_NS,
                errors);
    }

    private static Snapshot interval(Stage stage, Stage ofInterval) {
        return snapshot(
                stage,
                SECOND_NS,
                OptionalDouble.of(0.4),
                OptionalLong.of(18 * SECOND_NS),
                recent(1, 41_152),
                ofInterval,
                3 * SECOND_NS,
                0);
    }

    private static Snapshot stage(Stage stage) {
        return snapshot(
                stage,
                3725 * SECOND_NS,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Recent.NONE,
                stage,
                0,
                1);
    }

    private static Snapshot snapshot(
            Stage stage,
            long elapsedNs,
            OptionalDouble progress,
            OptionalLong remainingNs,
            Recent recent,
            Stage ofInterval,
            long intervalEndNs,
            long errors) {
        return new Snapshot(
                stage,
                elapsedNs,
                progress,
                remainingNs,
                recent,
                0,
                ofInterval,
                intervalEndNs,
                errors,
                0,
                0,
                List.of());
    }

    private static Recent recent(long intervals, double opsPerSecond) {
        return recent(
                intervals, opsPerSecond, OptionalLong.of(742_000), OptionalLong.of(1_420_000));
    }

    private static Recent recent(
            long intervals, double opsPerSecond, OptionalLong p50Ns, OptionalLong p99Ns) {
        IntervalFigures figures =
                new IntervalFigures(
                        Phase.MEASURE,
                        0,
                        opsPerSecond,
                        opsPerSecond * 4096,
                        p50Ns,
                        p99Ns,
                        p99Ns,
                        32,
                        OptionalDouble.empty(),
                        0,
                        0);
        return new Recent(intervals, List.of(figures), List.of(), 0, 0, 0);
    }
}
