package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyTest {
    private static final long SEED = 20261201;

    @ParameterizedTest
    @CsvSource({
        "q, QUIT",
        "sS, SORT SORT",
        "^, ESCAPE",
        "^^, ESCAPE ESCAPE",
        "^[A^[B, UP DOWN",
        "^OA^OB, UP DOWN",
        "^[5~^[6~q, PAGE_UP PAGE_DOWN QUIT",
        "^[1;5C, ''",
        "^[15~s, SORT",
        "^[, ''",
        "^xq, QUIT",
        "xyz, ''",
        "jk, DOWN UP",
    })
    void sequencesAreOneKeyAndOthersNone(String sent, String expected) {
        assertThat(keys(sent.replace('^', '\u001b'))).isEqualTo(expected);
    }

    @Test
    void whateverATerminalSendsIsRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sent = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                sent.append("\u001b[O;5~Aqs\u0000\u00ff".charAt(random.nextInt(11)));
            }
            long quits = sent.chars().filter(c -> c == 'q').count();
            assertThat(Key.of(sent.toString()).stream().filter(key -> key == Key.QUIT).count())
                    .as("seed %d, %s", SEED, Arrays.toString(sent.toString().toCharArray()))
                    .isLessThanOrEqualTo(quits);
        }
    }

    private static String keys(String sent) {
        return Key.of(sent).stream().map(Key::name).collect(Collectors.joining(" "));
    }
}
