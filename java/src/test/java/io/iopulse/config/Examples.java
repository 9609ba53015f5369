package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Mistakes with what is said about them: options, and after {@code ⇒} the sentence. */
record Examples(List<String> texts, UnaryOperator<String> whole) {
    /** One test each; {@code whole} makes a command line of the options. */
    Stream<DynamicTest> tests() {
        return texts.stream().map(this::test);
    }

    private DynamicTest test(String example) {
        String line = line(example);
        String sentence = example.split("⇒", -1)[1].strip();
        return DynamicTest.dynamicTest(
                line,
                () ->
                        assertThatThrownBy(() -> Line.job(line))
                                .isInstanceOf(UsageError.class)
                                .hasMessage(sentence));
    }

    private String line(String example) {
        return whole.apply(example.split("⇒", -1)[0].strip());
    }

    /** Names of the rules that no example breaks before it breaks another one. */
    List<String> notBroken(List<Rule> rules) {
        return rules.stream()
                .filter(rule -> texts.stream().noneMatch(text -> breaks(rules, rule, line(text))))
                .map(Rule::name)
                .toList();
    }

    private static boolean breaks(List<Rule> rules, Rule rule, String line) {
        try {
            Request request = Request.of(Line.settings(line));
            for (Rule earlier : rules) {
                boolean broken = earlier.broken().apply(request).isPresent();
                if (broken || earlier.equals(rule)) {
                    return broken && earlier.equals(rule);
                }
            }
            return false;
        } catch (UsageError ofOneOption) {
            return false;
        }
    }
}
