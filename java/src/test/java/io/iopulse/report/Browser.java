package io.iopulse.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, driven by W3C WebDriver. */
final class Browser implements AutoCloseable {
    private static final String DRIVER = "chromedriver";
    private static final int WAITS_MAX = 300;
    private static final int WAIT_MS = 100;

    private final Process driver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private String session = "";

    /** Whether there is one on this machine. */
    static boolean isInstalled() {
        return program(DRIVER).isPresent()
                && (program("chromium").isPresent() || program("google-chrome").isPresent());
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Browser() throws IOException, InterruptedException {
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        driver =
                new ProcessBuilder(DRIVER, "--port=" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        awaitDriver();
        String binary =
                program("chromium").or(() -> program("google-chrome")).orElseThrow().toString();
        Map<String, Object> options =
                Map.of(
                        "binary",
                        binary,
                        "args",
                        List.of(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--window-size=1280,900"));
        Map<String, Object> wanted =
                Map.of(
                        "goog:loggingPrefs",
                        Map.of("browser", "ALL"),
                        "goog:chromeOptions",
                        options);
        Map<?, ?> begun =
                (Map<?, ?>) post("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
        session = "/session/" + begun.get("sessionId");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitDriver() throws InterruptedException, IOException {
        for (int i = 0; i < WAITS_MAX; i++) {
            try {
                call("GET", "/status", Optional.empty());
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(WAIT_MS);
            }
        }
        throw new IOException("chromedriver does not answer");
    }

    /** Opens a page of ours and waits until it has drawn itself. */
    void open(Path page, String settings) throws IOException, InterruptedException {
        post(session + "/url", Map.of("url", "about:blank"));
        post(session + "/url", Map.of("url", page.toUri() + "#" + settings));
        for (int i = 0; i < WAITS_MAX; i++) {
            Object state = run("return document.body.dataset.state || ''");
            if (!state.equals("")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(WAIT_MS);
        }
        throw new IOException("the page does not become ready: " + console());
    }

    /** What a script returns: lists, maps, texts, numbers, booleans. */
    Object run(String script) throws IOException, InterruptedException {
        return post(session + "/execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** Presses the mouse at one point of the window, moves it to another and releases it. */
    void drag(int fromX, int fromY, int toX, int toY) throws IOException, InterruptedException {
        List<Map<String, Object>> moves =
                List.of(
                        move(fromX, fromY),
                        Map.of("type", "pointerDown", "button", 0),
                        move((fromX + toX) / 2, toY),
                        move(toX, toY),
                        Map.of("type", "pointerUp", "button", 0));
        Map<String, Object> mouse =
                Map.of(
                        "type",
                        "pointer",
                        "id",
                        "mouse",
                        "parameters",
                        Map.of("pointerType", "mouse"),
                        "actions",
                        moves);
        post(session + "/actions", Map.of("actions", List.of(mouse)));
    }

    private static Map<String, Object> move(int x, int y) {
        return Map.of("type", "pointerMove", "duration", 50, "x", x, "y", y, "origin", "viewport");
    }

    /** Lines of the console since it was last asked for. */
    List<?> console() throws IOException, InterruptedException {
        return (List<?>) post(session + "/se/log", Map.of("type", "browser"));
    }

    private Object post(String path, Object body) throws IOException, InterruptedException {
        return call("POST", path, Optional.of(body));
    }

    private Object call(String method, String path, Optional<Object> body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content =
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json(body.get()));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .method(method, content)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(2))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.body());
        }
        return Objects.requireNonNull(((Map<?, ?>) JsonTree.parse(answer.body())).get("value"));
    }

    private static String json(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName(member.getKey().toString());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!session.isEmpty()) {
                call("DELETE", session, Optional.empty());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
            driver.onExit().join();
        }
    }
}
