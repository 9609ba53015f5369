package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.DeviceUse;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.measure.Recent;
import io.iopulse.measure.Snapshot;
import io.iopulse.measure.Snapshot.Stage;
import io.iopulse.record.RecentIntervals;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
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

final class LiveScreenTest {
    private static final long SECOND_NS = SampleRun.SECOND_NS;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final SampleRun run = new SampleRun();
    private Optional<Snapshot> now = Optional.empty();
    private ScreenSize size = ScreenSize.LEAST;
    private long nowNs;
    private int stops;

    @Test
    void aScreenShowsCurvesConductLatenciesAndTheWorstWorkers() {
        run.workers = 3;
        now = Optional.of(measuring(2));
        screen(false).tick(List.of());
        assertThat(shown())
                .isEqualTo(
                        """
                         sample  measure  [========>           ]   40 %  0:18 left

                         IOPS       48,000         ██  48,000 to 48,000
                         throughput 197 MB/s       ██  197 MB/s to 197 MB/s
                         p50        1.00 ms        ██  1.00 ms to 1.00 ms
                         p99        3.00 ms        ██  3.00 ms to 3.00 ms
                         max        3.00 ms        ██  3.00 ms to 3.00 ms
                         depth      80.0 of 96
                         so far     96,000 operations, 375 MiB measured
                         errors     0
                         device     sda            busy 98.0 %, 47,900 requests/s, 196 MB/s

                         latency of the last interval
                          < 2.00 ms ██████████████████████████████████████████████████ 50.0 %
                          < 5.00 ms ██████████████████████████████████████████████████ 50.0 %

                          worker        IOPS     MB/s  depth       p50      ▾p99       max   errors
                               2       8,000     32.8   24.0   3.00 ms   3.00 ms   3.00 ms        0
                               1      16,000     65.5   32.0   2.00 ms   2.00 ms   2.00 ms        0
                               0      24,000     98.3   24.0   1.00 ms   1.00 ms   1.00 ms        0



                         Esc one line   q stop   s sort workers   ↑↓ scroll\
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2 1 0",
        "s, 2 1 0",
        "ss, 2 1 0",
        "sss, 0 1 2",
        "ssss, 0 1 2",
        "sssss, 2 1 0",
    })
    void workersAreSortedByTheWorstOfAColumn(String keys, String workers) {
        run.workers = 3;
        now = Optional.of(measuring(1));
        screen(false).tick(Key.of(keys));
        assertThat(workersShown()).isEqualTo(workers);
    }

    @Test
    void moreWorkersThanFitAreScrolled() {
        run.workers = 40;
        size = new ScreenSize(80, 30);
        now = Optional.of(measuring(1));
        LiveScreen screen = screen(false);
        screen.tick(List.of());
        String first = workersShown();
        screen.tick(List.of(Key.DOWN));
        assertThat(workersShown()).startsWith(first.substring(first.indexOf(' ') + 1));
        screen.tick(List.of(Key.UP, Key.UP));
        assertThat(workersShown()).isEqualTo(first);
        for (int i = 0; i < 20; i++) {
            screen.tick(List.of(Key.PAGE_DOWN));
        }
        assertThat(workersShown()).endsWith(" 0");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "40, 10", "20, 5", "1, 1", "300, 100"})
    void noScreenIsLargerThanTheTerminal(int columns, int rows) {
        run.workers = 5;
        size = new ScreenSize(columns, rows);
        now = Optional.of(measuring(60));
        screen(false).tick(List.of());
        List<String> lines = shown().lines().toList();
        assertThat(lines.size()).isLessThanOrEqualTo(rows);
        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(line.codePointCount(0, line.length()))
                                        .isLessThanOrEqualTo(columns));
    }

    @Test
    void coloursChangeNothingButColours() {
        run.workers = 2;
        now = Optional.of(measuring(3));
        screen(false).tick(List.of());
        String plain = shown();
        screen(true).tick(List.of());
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\u001b[36m");
        assertThat(shown().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void itIsDrawnFiveTimesASecondAtMostButAtOnceAfterAKey() {
        now = Optional.of(measuring(1));
        LiveScreen screen = screen(false);
        int drawn = 0;
        for (int milli = 0; milli < 1000; milli++) {
            nowNs = milli * 1_000_000L;
            bytes.reset();
            screen.tick(List.of());
            drawn += bytes.size() > 0 ? 1 : 0;
        }
        assertThat(drawn).isEqualTo(5);
        screen.tick(List.of(Key.SORT));
        assertThat(bytes.size()).isPositive();
    }

    @Test
    void escapeLeavesAndQuitAsksForTheEnd() {
        now = Optional.of(measuring(1));
        LiveScreen screen = screen(false);
        assertThat(screen.tick(List.of(Key.QUIT))).isTrue();
        assertThat(stops).isEqualTo(1);
        assertThat(screen.tick(List.of(Key.ESCAPE))).isFalse();
    }

    @Test
    void beforeTheFirstIntervalThereIsOnlyHowFarItIs() {
        now = Optional.of(Snapshot.preparing(2 * SECOND_NS, 3 << 20, 12 << 20, 1 << 20));
        screen(false).tick(List.of());
        assertThat(shown().lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        " sample  prepare  [==>     ]   25 %  0:09 left  3.00 MiB of 12.0 MiB  1.00"
                                + " MiB/s",
                        " Esc one line   q stop");
    }

    private LiveScreen screen(boolean styled) {
        return new LiveScreen(
                run.workload(), () -> now, () -> nowNs, () -> size, out, () -> stops++, styled);
    }

    /** The last screen as a terminal would show it. */
    private String shown() {
        String all = bytes.toString(StandardCharsets.UTF_8);
        return all.substring(all.lastIndexOf("\u001b[H") + 3)
                .replace("\u001b[K", "")
                .replace("\u001b[J", "")
                .replace("\r\n", "\n");
    }

    private String workersShown() {
        List<String> lines = shown().lines().toList();
        int head = 0;
        while (!lines.get(head).contains("worker ")) {
            head++;
        }
        StringBuilder workers = new StringBuilder();
        for (String line : lines.subList(head + 1, lines.size() - 1)) {
            workers.append(line.isBlank() ? "" : line.strip().split(" ", 2)[0] + " ");
        }
        return workers.toString().strip();
    }

    /** The higher the number of a worker, the slower it is. */
    private Snapshot measuring(int intervals) {
        RecentIntervals recent = new RecentIntervals(run.facts());
        for (int number = 0; number < intervals; number++) {
            for (int worker = 0; worker < run.workers; worker++) {
                IntervalSketch sketch =
                        new IntervalSketch(
                                worker,
                                number,
                                Phase.MEASURE,
                                number * 1000L,
                                number * 1000L + 1000);
                long count = 8000L * (run.workers - worker);
                long latencyNs = 1_000_000L * (worker + 1);
                recent.add(sketch.add(OperationKind.READ, count, 4096, latencyNs).build());
            }
        }
        return snapshot(recent.recent());
    }

    private static Snapshot snapshot(Recent recent) {
        return new Snapshot(
                Stage.MEASURING,
                12 * SECOND_NS,
                OptionalDouble.of(0.4),
                OptionalLong.of(18 * SECOND_NS),
                recent,
                0,
                Stage.MEASURING,
                12 * SECOND_NS,
                0,
                0,
                0,
                List.of(new DeviceUse("sda", 47_900, 196e6, 0.98)));
    }
}
