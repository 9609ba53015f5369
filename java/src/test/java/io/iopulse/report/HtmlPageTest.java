package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.iopulse.measure.Latency;
import io.iopulse.measure.LatencyKind;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.IntervalSum;
import io.iopulse.record.LatencyTable;
import io.iopulse.record.Recording;
import io.iopulse.record.SampleRun;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HtmlPageTest {
    private static final String ABSENT =
            "SKIP: the page is not opened, chromium and chromium-driver are not installed";

    /** How many points of each drawing are not blank. */
    private static final String DRAWN_PIXELS =
            """
            return [...document.querySelectorAll('.chart canvas')].map((canvas) => {
              const {data} = canvas.getContext('2d')
                .getImageData(0, 0, canvas.width, canvas.height);
              let drawn = 0;
              for (let i = 3; i < data.length; i += 4) {
                drawn += data[i] > 0 ? 1 : 0;
              }
              return drawn;
            });
            """;

    private static final String PERCENTILES =
            """
            return [...document.querySelectorAll('#percentiles tbody tr')].map((row) =>
              [row.cells[0].textContent,
                ...[...row.querySelectorAll('[data-ns]')].map((cell) => Number(cell.dataset.ns))]);
            """;

    @TempDir Path directory;

    private final long seed = new Random().nextLong();
    private Optional<Browser> running = Optional.empty();

    @BeforeAll
    void startBrowser() throws IOException, InterruptedException {
        if (Browser.isInstalled()) {
            running = Optional.of(new Browser());
        }
    }

    @AfterAll
    void stopBrowser() throws IOException {
        if (running.isPresent()) {
            running.get().close();
        }
    }

    private Browser browser() {
        if (running.isEmpty()) {
            System.err.println(ABSENT);
            return Assumptions.abort(ABSENT);
        }
        return running.get();
    }

    private Path page(Recording... recordings) throws IOException {
        Path page = Files.createTempFile(directory, "page", ".html");
        try (Writer out = Files.newBufferedWriter(page)) {
            HtmlReport.write(List.of(recordings), out);
        }
        return page;
    }

    private void open(Path page, String settings) throws IOException, InterruptedException {
        browser().open(page, settings);
        assertThat(browser().console()).isEmpty();
        assertThat(browser().run("return document.body.dataset.state")).isEqualTo("ready");
    }

    @ParameterizedTest
    @EnumSource
    void everyRunIsShownWithoutAnError(SampleRecordings sample) throws Exception {
        open(page(sample.get()), "");
        assertThat(browser().run("return document.querySelectorAll('section').length"))
                .isNotEqualTo(0L);
    }

    @Test
    void chartsAreDrawn() throws Exception {
        open(page(SampleLatencies.run(seed)), "");
        List<?> drawn = (List<?>) browser().run(DRAWN_PIXELS);
        assertThat(drawn).hasSizeGreaterThanOrEqualTo(7);
        assertThat(drawn).allSatisfy(pixels -> assertThat((long) pixels).isGreaterThan(1000));
    }

    @Test
    void lightAndDarkDiffer() throws Exception {
        Path page = page(SampleLatencies.run(seed));
        String colors =
                "return [getComputedStyle(document.documentElement).backgroundColor,"
                        + " document.querySelector('.chart canvas').toDataURL()]";
        open(page, "theme=light");
        List<?> light = (List<?>) browser().run(colors);
        open(page, "theme=dark");
        List<?> dark = (List<?>) browser().run(colors);
        assertThat(light.get(0)).isEqualTo("rgb(255, 255, 255)");
        assertThat(dark.get(0)).isNotEqualTo(light.get(0));
        assertThat(dark.get(1)).isNotEqualTo(light.get(1));
    }

    @Test
    void percentilesOfTheWholeAreThoseOfTheResult() throws Exception {
        Recording recording = SampleLatencies.run(seed);
        open(page(recording), "");
        assertThat(browser().run(PERCENTILES))
                .as("seed %d", seed)
                .isEqualTo(expected(recording.measured().latencies()));
    }

    @Test
    void aZoomShowsThePercentilesOfItsTime() throws Exception {
        Recording recording = SampleLatencies.run(seed);
        open(page(recording), "from=3&to=5");
        assertThat(browser().run(PERCENTILES))
                .as("seed %d", seed)
                .isEqualTo(expected(within(recording, 3_000_000_000L, 5_000_000_000L)))
                .isNotEqualTo(expected(recording.measured().latencies()));
    }

    @Test
    void theTimeOfAZoomCanBeWritten() throws Exception {
        Recording recording = SampleLatencies.run(seed);
        open(page(recording), "");
        browser()
                .run(
                        """
                        const [from, to] = document.querySelectorAll('input');
                        from.value = '2';
                        to.value = '4.4';
                        to.dispatchEvent(new Event('change'));
                        """);
        assertThat(browser().run(PERCENTILES))
                .as("seed %d", seed)
                .isEqualTo(expected(within(recording, 2_000_000_000L, 4_000_000_000L)));
        assertThat(browser().run("return document.querySelectorAll('input')[1].value"))
                .isEqualTo("4");
    }

    /** From 2.9 s to 5.1 s: of the windows at its ends it holds a tenth only. */
    @Test
    void aDragAcrossAChartZoomsToWholeIntervals() throws Exception {
        Recording recording = SampleLatencies.run(seed);
        open(page(recording), "");
        List<?> place =
                (List<?>)
                        browser()
                                .run(
                                        "const chart = document.querySelector('.chart .u-over');"
                                            + " chart.scrollIntoView({block: 'center'}); const r ="
                                            + " chart.getBoundingClientRect(); return [r.left,"
                                            + " r.top, r.width].map(Math.round)");
        int left = number(place.get(0));
        int top = number(place.get(1)) + 40;
        int width = number(place.get(2));
        int seconds = SampleLatencies.SECONDS;
        browser()
                .drag(
                        left + width * 29 / (10 * seconds),
                        top,
                        left + width * 51 / (10 * seconds),
                        top + 10);
        assertThat(browser().run(PERCENTILES))
                .as("seed %d", seed)
                .isEqualTo(expected(within(recording, 3_000_000_000L, 5_000_000_000L)));
        assertThat(browser().console()).isEmpty();
    }

    private static int number(Object value) {
        return Math.toIntExact((long) value);
    }

    private static LatencyTable within(Recording recording, long fromNs, long toNs) {
        Predicate<IntervalSum> inside =
                interval ->
                        interval.phase() == Phase.MEASURE
                                && interval.startNs() >= fromNs
                                && interval.endNs() <= toNs;
        return LatencyTable.sum(
                recording.intervals().stream().filter(inside).map(IntervalSum::latencies).toList());
    }

    /** Rows as the page has them: mean, percentiles and maximum of each stretch. */
    private static List<List<Object>> expected(LatencyTable latencies) {
        List<List<Object>> rows = new ArrayList<>();
        for (LatencyKind timed : latencies.kinds()) {
            for (OperationKind kind : latencies.operations(timed)) {
                rows.add(row(timed, kind.label(), latencies.get(timed, kind).orElseThrow()));
            }
            List<OperationKind> both = List.of(OperationKind.READ, OperationKind.WRITE);
            if (latencies.operations(timed).containsAll(both)) {
                rows.add(row(timed, "both", latencies.merged(timed, both).orElseThrow()));
            }
        }
        return rows;
    }

    private static List<Object> row(LatencyKind timed, String name, Latency latency) {
        List<Object> row = new ArrayList<>();
        row.add(timed.label() + " " + name);
        row.add(plain(latency.meanNs()));
        for (String percentile : Percentiles.SHOWN) {
            row.add(latency.percentileNs(Double.parseDouble(percentile)));
        }
        row.add(latency.maxNs());
        return row;
    }

    /** JSON of a browser has no fraction where there is none. */
    private static Object plain(double value) {
        return value == Math.rint(value) ? (Object) (long) value : (Object) value;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><img src=x onerror=window.broken=1>",
                "<b onclick=alert(1)>&lt;\"'`${1}",
                "]]>--><svg/onload=window.broken=1>"
            })
    void namesFromElsewhereAreText(String name) throws Exception {
        SampleRun run = new SampleRun();
        run.name = name;
        run.host.put("cpu_model", name);
        run.workers = 2;
        Recording recording = run.steady().record();
        open(page(recording, recording), "run=2");
        assertThat(browser().run("return document.getElementById('title').textContent"))
                .isEqualTo(name);
        assertThat(browser().run("return document.title")).isEqualTo(name + " – iopulse");
        assertThat(
                        browser()
                                .run(
                                        "return document.querySelectorAll('img, b,"
                                            + " script:not([type])').length + ':' + (window.broken"
                                            + " === undefined)"))
                .isEqualTo("2:true");
    }

    @Test
    void severalRunsAreOverlaid() throws Exception {
        Recording first = SampleLatencies.run(seed);
        Recording second = SampleLatencies.run(seed + 1);
        open(page(first, second), "");
        assertThat(
                        browser()
                                .run(
                                        "return document.querySelectorAll('#comparison .scroll"
                                                + " tbody tr').length"))
                .isEqualTo(2L);
        browser().run("document.querySelectorAll('#comparison button.link')[1].click()");
        assertThat(browser().run(PERCENTILES))
                .as("seed %d", seed)
                .isEqualTo(expected(second.measured().latencies()));
        assertThat(browser().console()).isEmpty();
    }
}
