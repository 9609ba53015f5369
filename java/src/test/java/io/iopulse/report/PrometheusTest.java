package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.measure.Interval;
import io.iopulse.measure.OperationKind;
import io.iopulse.measure.Phase;
import io.iopulse.record.RunEvent;
import io.iopulse.record.SampleRun;
import io.iopulse.record.SampleRun.IntervalSketch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class PrometheusTest {
    private static final Pattern METRIC = Pattern.compile("iopulse_[a-z_]+");
    private static final Path DASHBOARD = Path.of("docs", "guide", "grafana.json");

    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final SampleRun run = new SampleRun();

    @Test
    void countersAreTheSumOfTheIntervalsByPhase() throws Exception {
        run.workers = 2;
        run.steady();
        play();
        Map<String, Double> samples = scrape();
        String of = "component=\"sample\",operation=\"read\",phase=\"%s\",run=\"sample\"";
        assertThat(samples)
                .containsEntry(
                        "iopulse_operations_total{" + of.formatted("measure") + "}", 192_000.0)
                .containsEntry("iopulse_operations_total{" + of.formatted("warmup") + "}", 64_000.0)
                .containsEntry(
                        "iopulse_transferred_bytes_total{" + of.formatted("measure") + "}",
                        192_000.0 * 4096)
                .containsEntry("iopulse_in_flight{component=\"sample\",run=\"sample\"}", 0.0)
                .containsEntry("iopulse_errors_total{component=\"sample\",run=\"sample\"}", 0.0)
                .containsEntry("iopulse_phase{phase=\"drain\",run=\"sample\"}", 1.0)
                .containsEntry("iopulse_phase{phase=\"measure\",run=\"sample\"}", 0.0);
    }

    @Test
    void bucketsOfLatenciesAreCumulative() throws Exception {
        metrics.accept(new RunEvent.Began(run.facts()));
        IntervalSketch sketch = new IntervalSketch(0, 0, Phase.MEASURE, 0, 1000);
        sketch.add(OperationKind.READ, 3, 4096, 900);
        sketch.add(OperationKind.READ, 5, 4096, 150_000);
        sketch.add(OperationKind.READ, 7, 4096, 90_000_000_000L);
        sketch.add(OperationKind.READ, 2, 4096, 4_000_000_000_000L);
        metrics.accept(new RunEvent.Reported(sketch.build()));
        Map<String, Double> samples = scrape();
        assertThat(bucket(samples, "1.0E-6")).isEqualTo(3);
        assertThat(bucket(samples, "1.0E-4")).isEqualTo(3);
        assertThat(bucket(samples, "2.0E-4")).isEqualTo(8);
        assertThat(bucket(samples, "50.0")).isEqualTo(8);
        assertThat(bucket(samples, "100.0")).isEqualTo(15);
        assertThat(bucket(samples, "+Inf")).isEqualTo(17);
    }

    @Test
    void theSameRunTwiceIsNamedOnce() throws Exception {
        run.steady();
        play();
        play();
        assertThat(scrape().keySet().stream().filter(key -> key.startsWith("iopulse_run_info")))
                .hasSize(1);
    }

    @Test
    void aScraperThatWouldTakeProtobufGetsText() throws Exception {
        run.steady();
        play();
        String answer =
                get("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily");
        assertThat(answer).contains("iopulse_operations_total{");
    }

    @Test
    void anAddressInUseIsRefused() throws Exception {
        try (PrometheusEndpoint first = new PrometheusEndpoint(metrics, loopback(0))) {
            assertThatThrownBy(
                            () ->
                                    new PrometheusEndpoint(
                                            new PrometheusMetrics(),
                                            loopback(first.address().getPort())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws Exception {
        run.steady();
        play();
        TreeSet<String> served = new TreeSet<>();
        scrape().keySet().forEach(key -> served.add(key.replaceAll("\\{.*", "")));
        String dashboard = Files.readString(DASHBOARD);
        assertThat(JsonTree.parse(dashboard)).isNotNull();
        Matcher asked = METRIC.matcher(dashboard);
        TreeSet<String> names = new TreeSet<>();
        while (asked.find()) {
            names.add(asked.group());
        }
        assertThat(names).isNotEmpty();
        assertThat(served).containsAll(names);
    }

    @Test
    void promtoolFindsNothingToComplainOf() throws Exception {
        run.steady();
        play();
        Process promtool;
        try {
            promtool =
                    new ProcessBuilder("promtool", "check", "metrics")
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            System.err.println("SKIP: promtool is not installed");
            Assumptions.abort("SKIP: promtool is not installed");
            return;
        }
        promtool.getOutputStream().write(get("text/plain").getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }

    private void play() {
        metrics.accept(new RunEvent.Began(run.facts()));
        for (Interval interval : run.intervals) {
            metrics.accept(new RunEvent.Reported(interval));
        }
    }

    private static double bucket(Map<String, Double> samples, String upper) {
        return samples.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("iopulse_latency_seconds_bucket"))
                .filter(entry -> entry.getKey().contains("le=\"" + upper + "\""))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private Map<String, Double> scrape() throws Exception {
        Map<String, Double> samples = new LinkedHashMap<>();
        get("text/plain")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line -> {
                            int blank = line.lastIndexOf(' ');
                            samples.put(
                                    line.substring(0, blank),
                                    Double.valueOf(line.substring(blank + 1)));
                        });
        return samples;
    }

    private String get(String accepted) throws Exception {
        try (PrometheusEndpoint endpoint = new PrometheusEndpoint(metrics, loopback(0))) {
            URI uri =
                    URI.create(
                            "http://127.0.0.1:%d/metrics".formatted(endpoint.address().getPort()));
            HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", accepted).build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
