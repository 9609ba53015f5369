package io.iopulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.iopulse.config.JobTree;
import io.iopulse.config.Option;
import io.iopulse.config.OptionKind;
import io.iopulse.config.Settings;
import io.iopulse.config.WorkloadParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTextTest {
    private static final String INDENT = "    iopulse ";
    private static final int WIDTH = 96;

    @Test
    void everyOptionAndEveryNameIsListed() {
        for (Option option : Option.values()) {
            boolean isSwitch = option.kind() == OptionKind.SWITCH;
            List<String> names =
                    isSwitch ? List.of("--no-" + option.longName()) : option.allNames();
            assertThat(words()).describedAs(option.longName()).containsAll(names);
        }
    }

    @Test
    void linesFitATerminal() {
        assertThat(HelpText.text().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void examplesAreWorkloads(String example) {
        Settings settings = Arguments.parse(Arrays.asList(example.split(" +", -1)));
        if (!settings.has(Option.CONFIG)) {
            assertThatCode(() -> new WorkloadParser(() -> 1).parse(settings, JobTree.EMPTY))
                    .doesNotThrowAnyException();
        }
    }

    static Stream<String> examples() {
        return HelpText.text()
                .replaceAll("\\\\\n +", "")
                .lines()
                .filter(line -> line.startsWith(INDENT))
                .map(line -> line.substring(INDENT.length()).strip());
    }

    /** A JVM that has nothing but these classes, and no library, can print it. */
    @Test
    void helpNeedsNoLibrary() throws Exception {
        Path classes =
                Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Process process = java("-cp", classes.toString(), Main.class.getName(), "--help");
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(text).isEqualTo(HelpText.text());
    }

    private static Process java(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                Stream.concat(Stream.of(java, "-Dfile.encoding=UTF-8"), Stream.of(arguments))
                        .toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> words() {
        return Arrays.asList(HelpText.text().split("[\\s,()\\[\\]]+", -1));
    }
}
