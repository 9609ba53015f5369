package io.iopulse.report;

import io.iopulse.record.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs as one page of HTML that needs nothing else: data, styles and scripts are inside, and a
 * policy in its head keeps out every script but ours and all traffic. What comes from recordings is
 * data to the scripts, which make text of it and never markup.
 */
public final class HtmlReport {
    /** In the order in which they need each other. */
    private static final List<String> SCRIPTS =
            List.of(
                    "numbers.js",
                    "decode.js",
                    "latency.js",
                    "elements.js",
                    "theme.js",
                    "charts.js",
                    "timeline.js",
                    "distributions.js",
                    "heatmap.js",
                    "tables.js",
                    "details.js",
                    "comparison.js",
                    "page.js");

    private HtmlReport() {}

    /**
     * Writes the page; flushes the writer and leaves it open.
     *
     * @param recordings at least one, with the latencies of each worker
     */
    public static void write(List<Recording> recordings, Writer out) throws IOException {
        String charts = resource("uplot/uPlot.iife.min.js");
        String scripts =
                SCRIPTS.stream()
                        .map(HtmlReport::resource)
                        .collect(
                                Collectors.joining("\n", "\"use strict\";\n(() => {\n", "\n})();"));
        out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        out.write(policy(charts, scripts));
        out.write("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
        out.write("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.write("<title>" + escaped(title(recordings)) + "</title>\n");
        out.write("<style>\n" + resource("uplot/uPlot.min.css") + "</style>\n");
        out.write("<style>\n" + resource("page.css") + "</style>\n</head>\n");
        out.write(resource("page.html"));
        out.write("<script type=\"application/json\" id=\"data\">");
        out.write(PageData.json(recordings));
        out.write("</script>\n<!--\n" + resource("uplot/LICENSE") + "-->\n");
        out.write("<script>" + charts + "</script>\n<script>" + scripts + "</script>\n");
        out.write("</body>\n</html>\n");
        out.flush();
    }

    private static String policy(String... scripts) {
        StringBuilder policy = new StringBuilder("default-src 'none'; style-src 'unsafe-inline';");
        policy.append(" img-src data:; base-uri 'none'; form-action 'none'; script-src");
        for (String script : scripts) {
            policy.append(" 'sha256-").append(sha256(script)).append('\'');
        }
        return policy.toString();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String title(List<Recording> recordings) {
        return recordings.stream()
                        .map(recording -> recording.facts().workload().name())
                        .distinct()
                        .collect(Collectors.joining(", "))
                + " – iopulse";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
