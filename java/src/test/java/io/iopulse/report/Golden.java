package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares whole outputs with files kept beside the tests; leaves the actual ones in target/. */
final class Golden {
    private Golden() {}

    static void check(String name, String actual) throws IOException {
        Path written = Path.of("target", "golden", name);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        try (InputStream expected = Golden.class.getResourceAsStream("/report/" + name)) {
            assertThat(expected).as("src/test/resources/report/%s", name).isNotNull();
            assertThat(actual)
                    .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
