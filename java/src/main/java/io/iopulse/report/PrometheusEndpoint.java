package io.iopulse.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Answers scrapes of {@link PrometheusMetrics} over HTTP at {@code /metrics}, in the text format or
 * that of OpenMetrics, until closed.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    public static final String PATH = "/metrics";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int NO_BODY = -1;

    private final PrometheusMetrics metrics;
    private final HttpServer server;

    /**
     * Begins to listen.
     *
     * @param address resolved; port 0 takes a free one
     * @throws IOException when the address cannot be listened on
     */
    public PrometheusEndpoint(PrometheusMetrics metrics, InetSocketAddress address)
            throws IOException {
        this.metrics = metrics;
        server = HttpServer.create(address, 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** On which it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(NOT_ALLOWED, NO_BODY);
            } else {
                serve(exchange);
            }
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        ExpositionFormatWriter format = format(exchange.getRequestHeaders().getFirst("Accept"));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        format.write(text, metrics.collect());
        exchange.getResponseHeaders().set("Content-Type", format.getContentType());
        exchange.sendResponseHeaders(OK, text.size());
        text.writeTo(exchange.getResponseBody());
    }

    private static ExpositionFormatWriter format(@Nullable String accepted) {
        OpenMetricsTextFormatWriter open = OpenMetricsTextFormatWriter.create();
        return open.accepts(accepted) ? open : PrometheusTextFormatWriter.create();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
