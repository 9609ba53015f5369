package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {
    private static final Path PAGE = Path.of("docs/guide/options.md");

    /** Run with {@code -Diopulse.write.pages=true} to write the page anew. */
    @Test
    void theCommittedPageIsTheTable() throws IOException {
        if (Boolean.getBoolean("iopulse.write.pages")) {
            Files.writeString(PAGE, OptionsPage.text());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(OptionsPage.text());
    }

    @Test
    void theExampleOfAJobFileIsOne() {
        String page = OptionsPage.text();
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        String example = page.substring(start, page.indexOf("```", start));
        JobTree tree = JobFile.parse("job.yaml", example.getBytes(StandardCharsets.UTF_8));
        assertThat(Line.onlyComponent(Line.parse(tree)).targets()).hasSize(2);
    }
}
