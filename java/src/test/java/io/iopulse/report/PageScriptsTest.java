package io.iopulse.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the page's own files read. */
final class PageScriptsTest {
    private static final Path FILES =
            Path.of("java", "src", "main", "resources", "io", "iopulse", "report");
    private static final int COLUMNS_MAX = 100;
    private static final int FILE_LINES_MAX = 320;
    private static final int FUNCTION_LINES_MAX = 40;
    private static final Pattern FUNCTION =
            Pattern.compile("( *)(async |static )*(function )?\\w+\\(.*\\) \\{");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Path> scripts() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".js")).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void linesAndFilesAreShort(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeLessThanOrEqualTo(FILE_LINES_MAX);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS_MAX));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scriptsOpenWithWhatTheyAreFor(Path file) throws IOException {
        assertThat(Files.readAllLines(file).get(0)).matches("// \\w+.*");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void functionsAreShort(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher begin = FUNCTION.matcher(lines.get(i));
            if (begin.matches()) {
                int end = lines.subList(i, lines.size()).indexOf(begin.group(1) + "}");
                lengths.add(end + 1);
            }
        }
        assertThat(lengths)
                .isNotEmpty()
                .allSatisfy(length -> assertThat(length).isBetween(2, FUNCTION_LINES_MAX));
    }

    /** Text of a recording is never parsed as markup. */
    @ParameterizedTest
    @MethodSource("scripts")
    void nothingBecomesMarkup(Path file) throws IOException {
        assertThat(Files.readString(file))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                .doesNotContain("eval(", "Function(", "fetch(", "XMLHttpRequest");
    }
}
