package io.iopulse.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SparklineTest {
    @ParameterizedTest
    @CsvSource({
        "1 2 3 4 5 6 7 8, 8, ▁▂▃▄▅▆▇█",
        "8 8 8, 8, ███",
        "0 100 1, 8, ' █▁'",
        "x 50 100, 8, ' ▄█'",
        "1 2 3 4, 2, ▆█",
        "0 0, 8, '  '",
        "5, 0, ''",
    })
    void theLargestValueShownFillsTheColumnAndZeroNone(String values, int columns, String line) {
        assertThat(Sparkline.of(series(values), columns)).isEqualTo(line);
    }

    private static List<OptionalDouble> series(String values) {
        return Arrays.stream(values.split(" ", -1))
                .map(
                        value ->
                                value.equals("x")
                                        ? OptionalDouble.empty()
                                        : OptionalDouble.of(Double.parseDouble(value)))
                .toList();
    }
}
