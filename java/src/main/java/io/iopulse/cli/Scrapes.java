package io.iopulse.cli;

import io.iopulse.record.RunEvent;
import io.iopulse.report.PrometheusEndpoint;
import io.iopulse.report.PrometheusMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a job is scraped while it goes on, if that was asked for. */
final class Scrapes implements AutoCloseable {
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final Optional<PrometheusEndpoint> endpoint;

    /** {@code notes} is told of the place. */
    Scrapes(Optional<InetSocketAddress> asked, Consumer<String> notes) throws IOException {
        endpoint = asked.isPresent() ? Optional.of(listen(metrics, asked.get())) : Optional.empty();
        endpoint.ifPresent(open -> notes.accept("metrics are at " + url(open.address())));
    }

    private static PrometheusEndpoint listen(PrometheusMetrics metrics, InetSocketAddress asked)
            throws IOException {
        try {
            InetAddress address = InetAddress.getByName(asked.getHostString());
            return new PrometheusEndpoint(metrics, new InetSocketAddress(address, asked.getPort()));
        } catch (IOException e) {
            throw new IOException(
                    "--prometheus cannot listen on %s port %d: %s"
                            .formatted(asked.getHostString(), asked.getPort(), e.getMessage()),
                    e);
        }
    }

    private static String url(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return "http://%s:%d%s"
                .formatted(
                        host.contains(":") ? "[" + host + "]" : host,
                        address.getPort(),
                        PrometheusEndpoint.PATH);
    }

    void accept(RunEvent event) {
        if (endpoint.isPresent()) {
            metrics.accept(event);
        }
    }

    @Override
    public void close() {
        endpoint.ifPresent(PrometheusEndpoint::close);
    }
}
